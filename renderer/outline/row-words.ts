import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { isReady } from '../look/index.ts'
import { nameOf, type OutlineRow } from './outline-row-data.ts'

/** What is said of a row: its name and, after it, its description to a screen reader; at its end, to the eye. */
export interface RowWords {
  readonly label: string
  readonly description: string
  readonly tail: string
}

/** What the question says of a row: whether the pod matches, or how many of the namespace do; null where nothing is asked. */
export interface RowAnswer {
  readonly matches: boolean | null
  readonly matched: number | null
}

/** How to say a row. An object is given as it is now. */
export type SayRow = (row: OutlineRow, object: ObjectSummary | undefined, answer: RowAnswer) => RowWords

/** In a text that is looked up once, where the counts go. */
const MATCHED = '{matched}'
const TOTAL = '{total}'

/** Looks the texts up once for all rows. */
export function useRowWords(): SayRow {
  const { t, i18n } = useTranslation()
  return useMemo(() => {
    const texts = { matches: t('outline.matches'), differs: t('outline.doesNotMatch'), notReady: t('outline.notReady'), matching: t('outline.matching', { matched: MATCHED, total: TOTAL }) }
    const { format } = new Intl.NumberFormat(i18n.language)

    const sayNamespace = (row: OutlineRow & { readonly type: 'namespace' }, matched: number | null): RowWords => {
      const { name, pods, object } = row.entry
      const counts = matched === null ? t('outline.pods', { count: pods }) : texts.matching.replace(MATCHED, format(matched)).replace(TOTAL, format(pods))
      return {
        label: `namespace ${name}`,
        description: object?.terminating === true ? `Terminating, ${counts}` : counts,
        tail: `${matched === null || pods === 0 ? '' : `${format(matched)}/`}${format(pods)}`,
      }
    }

    const sayObject = ({ kind, name, pod, terminating }: ObjectSummary, matches: boolean | null): RowWords => {
      const status = pod === undefined ? (terminating ? ['Terminating'] : []) : [pod.status, ...(pod.state === 'running' && !isReady(pod) ? [texts.notReady] : [])]
      return {
        label: `${kind.toLowerCase()} ${name}`,
        description: [...status, ...(matches === null ? [] : [matches ? texts.matches : texts.differs])].join(', '),
        tail: pod === undefined ? (terminating ? 'Terminating' : '') : pod.state === 'running' && isReady(pod) ? '' : pod.status,
      }
    }

    return (row, object, { matches, matched }) => {
      if (row.type === 'namespace') return sayNamespace(row, matched)
      if (row.type === 'object') return sayObject(object ?? row.object, matches)
      return { label: t('outline.group', { kind: nameOf(row), count: row.count }), description: '', tail: format(row.count) }
    }
  }, [t, i18n.language])
}
