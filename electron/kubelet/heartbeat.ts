import type { Lease, Node, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type Loop, startReconciler } from '../cluster/index.ts'

type StoredNode = StoredObject<Node>

/**
 * Breaks a node: with this annotation on it (any value but `false`) its kubelet falls silent. Nothing of it is reported any more, and no order carried out,
 * until the annotation is gone: `kubectl annotate node node-1 podscape.dev/broken=true`.
 */
const brokenAnnotation = 'podscape.dev/broken'
const namespace = 'kube-node-lease'
/** As upstream: how often a Lease is renewed, and what it says of its length in seconds. */
const interval = 10_000
const leaseSeconds = 40

export function isBroken(node: Node): boolean {
  const value = node.metadata.annotations?.[brokenAnnotation]
  return value !== undefined && value !== 'false'
}

/** Renews the Leases of all nodes but broken ones, every 10 s, until the signal aborts; a node that comes back says that it is well. */
export function startHeartbeats(cluster: Cluster, signal: AbortSignal): Loop {
  const loop = startReconciler(cluster, {
    keysOf: ({ type, object }) => (object.kind === 'Node' && type !== 'DELETED' && needsRepair(object as StoredNode) ? ['all'] : []),
    sync: (tx) => {
      for (const node of tx.list('Node') as StoredNode[]) if (!isBroken(node)) beat(tx, node)
      return undefined
    },
  }, signal)
  const look = () => {
    if (signal.aborted) return
    loop.add('all')
    cluster.clock.after(interval, look)
  }
  look()
  return loop
}

function beat(tx: ClusterTransaction, node: StoredNode): void {
  const { name, uid } = node.metadata
  const renewTime = `${new Date(tx.now()).toISOString().slice(0, 23)}000Z`
  const known = tx.find('Lease', namespace, name) as StoredObject<Lease> | undefined
  const spec = { holderIdentity: name, leaseDurationSeconds: leaseSeconds, renewTime }
  if (tx.find('Namespace', '', namespace) === undefined) return
  if (known === undefined) {
    tx.create({
      apiVersion: 'coordination.k8s.io/v1', kind: 'Lease',
      metadata: { name, namespace, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
      spec,
    })
  } else if (known.spec?.renewTime !== renewTime) tx.update({ ...known, spec })
  if (needsRepair(node)) repair(tx, node)
}

const healthy: Readonly<Record<string, readonly [status: string, reason: string, message: string]>> = {
  MemoryPressure: ['False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  DiskPressure: ['False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  PIDPressure: ['False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  Ready: ['True', 'KubeletReady', 'kubelet is posting ready status'],
}

/** Whether the node lifecycle controller gave it up, though its kubelet is well. */
function needsRepair(node: StoredNode): boolean {
  return !isBroken(node) && (node.status?.conditions ?? []).some(({ status, reason }) => status === 'Unknown' && reason === 'NodeStatusUnknown')
}

function repair(tx: ClusterTransaction, node: StoredNode): void {
  const now = formatTime(tx.now())
  const conditions = (node.status?.conditions ?? []).map((condition) => {
    const [status, reason, message] = healthy[condition.type] ?? []
    if (condition.status !== 'Unknown' || status === undefined) return condition
    return { ...condition, status, reason, message, lastHeartbeatTime: now, lastTransitionTime: now }
  })
  tx.update({ ...node, status: { ...node.status, conditions } })
  const { name } = node.metadata
  tx.record(node, { type: 'Normal', reason: 'NodeReady', message: `Node ${name} status is now: NodeReady`, component: 'kubelet', host: name })
}
