import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { hasBit } from '../../shared/selector/index.ts'
import { useCluster, useQuestion } from '../state/index.ts'
import { useHand } from './hand-store.ts'

function describe(object: ObjectSummary, t: TFunction): string {
  const { replica } = useCluster.getState()
  const { asked, matches } = useQuestion.getState()
  if (object.pod === undefined && object.kind !== 'Namespace') return t('graph.spoken.related', { object: formatRef(object) })
  if (object.pod === undefined) {
    const entry = replica.namespaces.find(({ name }) => name === object.name)
    return `${t('graph.spoken.namespace', { name: object.name })}, ${entry === undefined || entry.pods === 0 ? t('graph.empty') : t('graph.pods', { count: entry.pods })}`
  }
  const labels = Object.entries(object.labels).map(([key, value]) => `${key}=${value}`).join(', ')
  const { status, readyContainers, containers } = object.pod
  const matched = hasBit(matches.words, replica.pods.slotOf(object.uid))
  return [
    t('graph.spoken.pod', { name: object.name, namespace: object.namespace }), status, t('graph.spoken.ready', { ready: readyContainers, all: containers.length }),
    ...(asked ? [t(matched ? 'graph.spoken.matches' : 'graph.spoken.differs')] : []),
    ...(labels === '' ? [] : [t('graph.spoken.labels', { labels })]),
  ].join(', ')
}

/** Says to a screen reader what the keyboard is on. */
export function SpokenCursor() {
  const { t } = useTranslation()
  const uid = useHand((hand) => hand.cursor)
  const inside = useHand((hand) => hand.inside)
  const object = useCluster((cluster) => (uid === null ? undefined : cluster.replica.get(uid)))
  const lasso = inside === null ? '' : `${t('graph.lasso.inside', { count: inside })}. `
  return <div className="visually-hidden" aria-live="polite">{lasso}{object === undefined ? '' : describe(object, t)}</div>
}
