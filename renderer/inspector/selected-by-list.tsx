import { useMemo } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { select, useCluster, type Replica } from '../state/index.ts'
import { findSelectedBy } from './selected-by.ts'

/** So many of each sort are listed. */
const LISTED = 50

function listSelecting(replica: Replica, namespace: string): readonly ObjectSummary[] {
  const selecting: ObjectSummary[] = []
  for (const objects of replica.othersIn(namespace).values()) for (const object of objects.values()) if (object.selects !== undefined) selecting.push(object)
  return selecting
}

/** Lists the objects whose selector takes a pod, and those one label away with that label. */
export function SelectedByList({ pod }: { readonly pod: ObjectSummary }) {
  const { t } = useTranslation()
  // Another list only when one of them is another: most of what a cluster tells is of pods.
  const selecting = useCluster(useShallow(({ replica }) => listSelecting(replica, pod.namespace)))
  const { taking, near } = useMemo(() => findSelectedBy(pod, selecting), [pod, selecting])
  return (
    <section className="selected-by" aria-label={t('inspector.selectedBy.title')}>
      <h3>{t('inspector.selectedBy.title')}</h3>
      {taking.length === 0 && <p className="muted">{t('inspector.selectedBy.none')}</p>}
      <ul aria-label={t('inspector.selectedBy.title')}>
        {taking.slice(0, LISTED).map((object) => <li key={object.uid}><Link object={object} /></li>)}
      </ul>
      <More count={taking.length - LISTED} />
      {near.length > 0 && (
        <>
          <h4>{t('inspector.selectedBy.near')}</h4>
          <ul aria-label={t('inspector.selectedBy.near')}>
            {near.slice(0, LISTED).map(({ object, change: { set, remove } }) => (
              <li key={object.uid} className="selected-by-near">
                <Link object={object} />
                <bdi className="muted">{remove.length > 0 ? t('inspector.selectedBy.without', { key: remove.join('') }) : t('inspector.selectedBy.with', { label: Object.entries(set).map(([key, value]) => `${key}=${value}`).join('') })}</bdi>
              </li>
            ))}
          </ul>
          <More count={near.length - LISTED} />
        </>
      )}
    </section>
  )
}

function Link({ object }: { readonly object: ObjectSummary }) {
  return (
    <Button className="link mono ellipsis" onPress={() => select(object.uid)}>
      <bdi title={formatRef(object)}>{formatRef(object)}</bdi>
    </Button>
  )
}

function More({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  return count > 0 ? <p className="muted">{t('inspector.many.more', { count })}</p> : null
}
