import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { createAllocations } from './allocations.ts'
import { planPlacement } from './scheduler-plan.ts'

const component = 'default-scheduler'
/** Marks that a pod which found no place looks again. */
const retryKey = 'retry'

/** Binds pods to nodes, until the signal aborts. */
export function startScheduler(cluster: Cluster, signal: AbortSignal): void {
  const allocations = createAllocations()

  function keysOf(event: StoreEvent): readonly string[] {
    allocations.observe(event)
    const { object } = event
    if (object.kind === 'Node') return [retryKey]
    if (object.kind !== 'Pod') return []
    if (event.type === 'DELETED') return [retryKey]
    const pod = object as StoredObject<Pod>
    return pod.spec?.nodeName ? [] : [`${event.namespace}/${event.name}`]
  }

  function sync(tx: ClusterTransaction, key: string): undefined {
    if (key === retryKey) {
      for (const pod of tx.podsOn('')) schedule(tx, pod as StoredObject<Pod>)
      return
    }
    const [namespace = '', name = ''] = key.split('/')
    const pod = tx.find('Pod', namespace, name)
    if (pod !== undefined) schedule(tx, pod as StoredObject<Pod>)
  }

  function schedule(tx: ClusterTransaction, pod: StoredObject<Pod>): void {
    if (pod.spec?.nodeName || pod.metadata.deletionTimestamp !== undefined || pod.spec?.schedulerName !== component) return
    const nodes = tx.list('Node').filter((node) => node.metadata.deletionTimestamp === undefined) as StoredObject<Node>[]
    const placement = planPlacement(pod, nodes.map((node) => ({ node, used: allocations.on(node.metadata.name) })))
    if (!placement.fits) {
      refuse(tx, pod, placement.message)
      return
    }
    tx.bind(pod, placement.node)
    const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${placement.node}`
    tx.record(pod, { type: 'Normal', reason: 'Scheduled', message, component })
    allocations.assume(pod, placement.node)
  }

  startReconciler(cluster, { keysOf, sync }, signal)
}

function refuse(tx: ClusterTransaction, pod: StoredObject<Pod>, message: string): void {
  const conditions = pod.status?.conditions ?? []
  const before = conditions.find((condition) => condition.type === 'PodScheduled')
  if (before?.message === message) return
  const condition = {
    type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : formatTime(tx.now()),
  }
  tx.updateStatus({ ...pod, status: { ...pod.status, conditions: [...conditions.filter((one) => one !== before), condition] } })
  tx.record(pod, { type: 'Warning', reason: 'FailedScheduling', message, component })
}
