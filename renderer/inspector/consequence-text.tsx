import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { useQuestion } from '../state/index.ts'
import { foresee, type LabelChange } from './label-change.ts'

interface Props {
  readonly objects: readonly ObjectSummary[]
  readonly change: LabelChange
}

/** Says what a change of labels would do to the answer of the selector; nothing while none is asked. */
export function ConsequenceText({ objects, change }: Props) {
  const { t } = useTranslation()
  const { asked, selector } = useQuestion()
  const pods = objects.filter(({ kind }) => kind === 'Pod')
  if (!asked || pods.length === 0) return null
  const { before, after, total } = foresee(selector, pods, change)
  if (total > 1) return <p className="consequence">{t('inspector.consequence.many', { matched: after, total, before })}</p>
  const word = after === 1 ? (before === 1 ? 'keeps' : 'gains') : before === 1 ? 'loses' : 'stays'
  return <p className={word === 'gains' || word === 'loses' ? 'consequence consequence-changes' : 'consequence muted'}>{t(`inspector.consequence.${word}`)}</p>
}
