import type { StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import { type Condition, setCondition } from './conditions.ts'
import { countBudget, describeAllowed, type StoredBudget } from './disruption-plan.ts'
import { controllerOf, formatKey, parseKey } from './owners.ts'
import { isEnded, isReady, selectPods, type StoredPod } from './pods.ts'

/** Keeps the status of PodDisruptionBudgets: how many pods may go. */
export function startDisruption(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'PodDisruptionBudget') return event.type === 'DELETED' ? [] : [formatKey(object.kind, object)]
  if (object.kind !== 'Pod') return []
  const changed = event.type !== 'MODIFIED' || isReady(event.previous as StoredPod) !== isReady(object as StoredPod)
    || event.previous.metadata.labels !== object.metadata.labels || event.previous.metadata.deletionTimestamp !== object.metadata.deletionTimestamp
  return changed ? [`namespace/${event.namespace}/`] : []
}

function sync(tx: ClusterTransaction, key: string): undefined {
  const { kind, namespace, name } = parseKey(key)
  const budgets = kind === 'namespace' ? tx.list('PodDisruptionBudget', namespace) : [tx.find(kind, namespace, name)]
  for (const budget of budgets) if (budget !== undefined && budget.metadata.deletionTimestamp === undefined) syncBudget(tx, budget as StoredBudget)
}

function syncBudget(tx: ClusterTransaction, budget: StoredBudget): void {
  const selector = readLabelSelector(budget.spec?.selector)
  const pods = selectPods(tx.list('Pod', budget.metadata.namespace) as readonly StoredPod[], selector).filter((pod) => !isEnded(pod))
  const counts = countBudget(budget, pods, countExpected(tx, pods))
  const known = (budget.status?.conditions ?? []) as readonly Condition[]
  const condition = { type: 'DisruptionAllowed', ...describeAllowed(counts.disruptionsAllowed), message: '', observedGeneration: budget.metadata.generation }
  const conditions = setCondition(known, condition, formatTime(tx.now()))
  tx.updateStatus({ ...budget, status: { ...counts, observedGeneration: budget.metadata.generation, conditions } })
}

/** The pods that the controllers of these want, each counted once. */
function countExpected(tx: ClusterTransaction, pods: readonly StoredPod[]): number {
  const scales = new Map<string, number>()
  for (const pod of pods) {
    const owner = controllerOf(pod)
    const found = owner === undefined ? undefined : findScale(tx, owner.kind, pod.metadata.namespace ?? '', owner.name)
    scales.set(found?.metadata.uid ?? pod.metadata.uid, found === undefined ? 1 : ((found['spec'] as { readonly replicas?: number } | undefined)?.replicas ?? 1))
  }
  return [...scales.values()].reduce((sum, count) => sum + count, 0)
}

/** What says how many pods there are to be: a Deployment for those of its ReplicaSets. */
function findScale(tx: ClusterTransaction, kind: string, namespace: string, name: string): StoredObject | undefined {
  if (!['ReplicaSet', 'ReplicationController', 'StatefulSet'].includes(kind)) return undefined
  const found = tx.find(kind, namespace, name)
  const above = found === undefined ? undefined : controllerOf(found)
  return above?.kind === 'Deployment' ? (tx.find('Deployment', namespace, above.name) ?? found) : found
}
