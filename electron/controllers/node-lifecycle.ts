import type { Lease, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { conditionOf, isEnded, type StoredPod } from './pods.ts'
import { evictionTime, forgetNode, planTaints, silenceAllowed, type StoredNode } from './node-lifecycle-plan.ts'

const component = 'node-controller'
const leases = 'kube-node-lease'

/**
 * Watches over nodes: one whose kubelet no longer renews its Lease (see the kubelet's way to break a node) becomes Unknown, is tainted, and loses its pods
 * when their tolerations run out.
 */
export function startNodeLifecycle(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  switch (object.kind) {
    case 'Node': return event.type === 'DELETED' ? [] : [event.name]
    // The first Lease of a node, and one that is renewed after a silence.
    case 'Lease': return event.namespace === leases && (event.type === 'ADDED' || (event.type === 'MODIFIED' && wasSilent(event.previous, object))) ? [event.name] : []
    case 'Pod': {
      const { nodeName } = (object as StoredPod).spec ?? {}
      const before = event.type === 'MODIFIED' ? (event.previous as StoredPod).spec : undefined
      return nodeName && event.type !== 'DELETED' && before?.nodeName !== nodeName ? [nodeName] : []
    }
    default: return []
  }
}

function wasSilent(before: StoredObject, after: StoredObject): boolean {
  return renewal(after) - renewal(before) > silenceAllowed / 2
}

function renewal(lease: StoredObject): number {
  return Date.parse((lease as StoredObject<Lease>).spec?.renewTime ?? lease.metadata.creationTimestamp)
}

function sync(tx: ClusterTransaction, name: string, wake: Wake): undefined {
  const found = tx.find('Node', '', name) as StoredNode | undefined
  if (found === undefined || found.metadata.deletionTimestamp !== undefined) return
  const node = taint(tx, watch(tx, found, wake))
  const taints = node.spec?.taints ?? []
  if (!taints.some(({ effect }) => effect === 'NoExecute')) return
  for (const pod of tx.podsOn(name) as StoredPod[]) {
    if (pod.metadata.deletionTimestamp !== undefined || isEnded(pod)) continue
    const at = evictionTime(pod, taints, tx.now())
    if (at <= tx.now()) evict(tx, pod)
    else wake(at)
  }
}

/** The node with its conditions, Unknown when its kubelet has been silent too long. A node that never had a Lease is given the benefit of the doubt. */
function watch(tx: ClusterTransaction, node: StoredNode, wake: Wake): StoredNode {
  const lease = tx.find('Lease', leases, node.metadata.name)
  if (lease === undefined) return node
  const due = renewal(lease) + silenceAllowed
  if (due > tx.now()) {
    wake(due)
    tellPods(tx, node)
    return node
  }
  const before = node.status?.conditions ?? []
  const conditions = forgetNode(before, formatTime(tx.now()))
  if (conditions === before) return node
  tell(tx, node, 'NodeNotReady', `Node ${node.metadata.name} status is now: NodeNotReady`)
  const forgotten = tx.update({ ...node, status: { ...node.status, conditions } }) as StoredNode
  tellPods(tx, forgotten)
  return forgotten
}

/** Pods of a node that is not ready are not ready, whatever their kubelet last said. */
function tellPods(tx: ClusterTransaction, node: StoredNode): void {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status
  if (ready === 'True') return
  for (const pod of tx.podsOn(node.metadata.name) as StoredPod[]) {
    const condition = conditionOf(pod, 'Ready')
    if (condition?.status !== 'True') continue
    const conditions = (pod.status?.conditions ?? []).map((one) => (one === condition ? { ...one, status: 'False', lastTransitionTime: formatTime(tx.now()) } : one))
    tx.updateStatus({ ...pod, status: { ...pod.status, conditions } })
    tx.record(pod, { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', component })
  }
}

function taint(tx: ClusterTransaction, node: StoredNode): StoredNode {
  const taints = planTaints(node, formatTime(tx.now()))
  if (taints === (node.spec?.taints ?? [])) return node
  const { taints: _before, ...spec } = node.spec ?? {}
  if (taints.length === 0 && _before === undefined) return node
  return tx.update({ ...node, spec: { ...spec, ...(taints.length === 0 ? {} : { taints }) } }) as StoredNode
}

function evict(tx: ClusterTransaction, pod: StoredPod): void {
  const { name, namespace = '' } = pod.metadata
  const condition = {
    type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint', lastProbeTime: null,
    lastTransitionTime: formatTime(tx.now()),
  }
  const told = tx.updateStatus({ ...pod, status: { ...pod.status, conditions: [...(pod.status?.conditions ?? []).filter((one) => one.type !== condition.type), condition] } })
  tx.record(pod, { type: 'Normal', reason: 'TaintManagerEviction', message: `Marking for deletion Pod ${namespace}/${name}`, component: 'taint-eviction-controller' })
  tx.delete(told)
}

function tell(tx: ClusterTransaction, node: StoredNode, reason: string, message: string): void {
  tx.record(node, { type: 'Normal', reason, message, component })
}
