import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, PodDisruptionBudget, StorageClass, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, createEventBudget, formatTime, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import type { Claim, Surroundings } from './candidate.ts'
import { createNodeInfos } from './node-infos.ts'
import { hasAffinity } from './pod-affinity.ts'
import { type Budget, priorityOf } from './preemption-plan.ts'
import { planPlacement } from './scheduler-plan.ts'
import { createStandings } from './standings.ts'
import { claimNamesOf, isBound } from './volume-fit.ts'

export { fitsNodeAffinity, matchesAnyTerm, pinnedNodes } from './node-affinity.ts'
export type { Taint, Toleration } from './taints.ts'
export { findUntolerated, tolerates } from './taints.ts'
export { claimNamesOf, findVolume } from './volume-fit.ts'

type StoredPod = StoredObject<Pod>

const component = 'default-scheduler'
/** Upstream's scheduler sends 50 Events a second; of those that wait it keeps 1,000 and drops the rest. Which pod has no place is told always. */
const eventBudget = { perSecond: 50, burst: 1_100 }
/** Marks that pods which found no place look again: all, or those that go by what other pods are where. */
const retryKey = 'retry'
const neighboursKey = 'neighbours'
/** On a claim that waits for its first pod: the node that the pod is to run on. */
const selectedNode = 'volume.kubernetes.io/selected-node'

/** Binds pods to nodes, until the signal aborts. */
export function startScheduler(cluster: Cluster, signal: AbortSignal): void {
  const infos = createNodeInfos()
  const placeNext = createStandings()
  const maySend = createEventBudget(eventBudget)

  let listed: readonly StoredObject[] = []
  let standing: readonly StoredObject<Node>[] = []

  /** The nodes that are to stay: the same list for as long as none of them changes. */
  function standingNodes(tx: ClusterTransaction): readonly StoredObject<Node>[] {
    const nodes = tx.list('Node')
    if (nodes !== listed) {
      listed = nodes
      standing = nodes.filter((node) => node.metadata.deletionTimestamp === undefined) as StoredObject<Node>[]
    }
    return standing
  }

  function keysOf(event: StoreEvent): readonly string[] {
    const chance = infos.observe(event)
    const { object } = event
    if (['Node', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'].includes(object.kind)) return [retryKey]
    if (object.kind !== 'Pod') return []
    const pod = object as StoredPod
    if (chance === 'room') return [retryKey]
    if (chance === 'neighbours') return [neighboursKey]
    return event.type === 'DELETED' || pod.spec?.nodeName || hasEnded(pod) ? [] : [`${event.namespace}/${event.name}`]
  }

  function sync(tx: ClusterTransaction, key: string): undefined {
    if (key === retryKey || key === neighboursKey) {
      const unplaced = tx.podsOn('') as StoredPod[]
      const waiting = (key === retryKey ? unplaced : unplaced.filter(goesByOthers)).toSorted((a, b) => priorityOf(b) - priorityOf(a) || a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp))
      // Thousands may wait: each is a step of its own, in this order.
      for (const pod of waiting) loop.add(`${pod.metadata.namespace}/${pod.metadata.name}`)
      return
    }
    const [namespace = '', name = ''] = key.split('/')
    const pod = tx.find('Pod', namespace, name)
    if (pod !== undefined) schedule(tx, pod as StoredPod)
  }

  function schedule(tx: ClusterTransaction, pod: StoredPod): void {
    if (pod.spec?.nodeName || pod.metadata.deletionTimestamp !== undefined || hasEnded(pod) || pod.spec?.schedulerName !== component) return
    if ((pod.spec.schedulingGates ?? []).length > 0) {
      report(tx, pod, 'SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates')
      return
    }
    const candidates = infos.candidatesFor(pod, standingNodes(tx))
    const around = lookAround(tx)
    const next = placeNext(pod, candidates, around)
    const placement = next === undefined ? planPlacement(pod, candidates, around, pod.spec.priority === 0 ? [] : listBudgets(tx)) : { fits: true, node: next } as const
    if (!placement.fits) {
      const refused = refuse(tx, pod, placement.message)
      if (placement.preempt !== undefined) preempt(tx, refused, placement.preempt.node, placement.preempt.victims as readonly StoredPod[])
      return
    }
    // The pod is bound when its volumes are: the claims call us again.
    if (reserveVolumes(tx, pod, placement.node)) return
    const bound = tx.bind(pod, placement.node) as StoredPod
    if (maySend(component, tx.now())) tx.record(pod, { type: 'Normal', reason: 'Scheduled', message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${placement.node}`, component })
    infos.assume(bound, placement.node)
  }

  const loop = startReconciler(cluster, { keysOf, sync }, signal)
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

function goesByOthers(pod: Pod): boolean {
  return hasAffinity(pod) || (pod.spec?.topologySpreadConstraints ?? []).length > 0
}

function lookAround(tx: ClusterTransaction): Surroundings {
  return {
    labelsOfNamespace: (name) => tx.find('Namespace', '', name)?.metadata.labels ?? {},
    findClaim: (namespace, name) => findClaim(tx, namespace, name),
    freeVolumes: () => (tx.list('PersistentVolume') as StoredObject<PersistentVolume>[]).filter((volume) => volume.status?.phase === 'Available'),
  }
}

function findClaim(tx: ClusterTransaction, namespace: string, name: string): Claim | undefined {
  const claim = tx.find('PersistentVolumeClaim', namespace, name) as StoredObject<PersistentVolumeClaim> | undefined
  if (claim === undefined) return undefined
  const volume = claim.spec?.volumeName ? (tx.find('PersistentVolume', '', claim.spec.volumeName) as StoredObject<PersistentVolume> | undefined) : undefined
  const storageClass = claim.spec?.storageClassName ? (tx.find('StorageClass', '', claim.spec.storageClassName) as StoredObject<StorageClass> | undefined) : undefined
  return { claim, ...(volume === undefined ? {} : { volume }), ...(storageClass === undefined ? {} : { storageClass }) }
}

function listBudgets(tx: ClusterTransaction): readonly Budget[] {
  return (tx.list('PodDisruptionBudget') as StoredObject<PodDisruptionBudget>[]).map((budget) => ({
    namespace: budget.metadata.namespace ?? '', selector: readLabelSelector(budget.spec?.selector), allowed: budget.status?.disruptionsAllowed ?? 0,
  }))
}

/** Names the node on the claims that wait for it. True when any of the pod's claims is not bound yet. */
function reserveVolumes(tx: ClusterTransaction, pod: StoredPod, node: string): boolean {
  const waiting = claimNamesOf(pod).flatMap((name) => findClaim(tx, pod.metadata.namespace ?? '', name) ?? []).filter((claim) => !isBound(claim))
  for (const { claim } of waiting) {
    if (claim.metadata.annotations?.[selectedNode] !== undefined) continue
    tx.update({ ...claim, metadata: { ...claim.metadata, annotations: { ...claim.metadata.annotations, [selectedNode]: node } } })
  }
  return waiting.length > 0
}

/** Says why a pod has no place; returns it with that in its status. */
function refuse(tx: ClusterTransaction, pod: StoredPod, message: string): StoredPod {
  const refused = report(tx, pod, 'Unschedulable', message)
  if (refused !== pod) tx.record(pod, { type: 'Warning', reason: 'FailedScheduling', message, component })
  return refused
}

function report(tx: ClusterTransaction, pod: StoredPod, reason: string, message: string): StoredPod {
  const conditions = pod.status?.conditions ?? []
  const before = conditions.find((condition) => condition.type === 'PodScheduled')
  if (before?.message === message) return pod
  const condition = {
    type: 'PodScheduled', status: 'False', reason, message, lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : formatTime(tx.now()),
  }
  return tx.updateStatus({ ...pod, status: { ...pod.status, conditions: [...conditions.filter((one) => one !== before), condition] } }) as StoredPod
}

/** Makes less important pods go, and remembers where the pod is to come. */
function preempt(tx: ClusterTransaction, pod: StoredPod, node: string, victims: readonly StoredPod[]): void {
  tx.updateStatus({ ...pod, status: { ...pod.status, nominatedNodeName: node } })
  for (const victim of victims) {
    const current = tx.find('Pod', victim.metadata.namespace ?? '', victim.metadata.name) as StoredPod | undefined
    if (current === undefined || current.metadata.uid !== victim.metadata.uid || current.metadata.deletionTimestamp !== undefined) continue
    const condition = {
      type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', lastProbeTime: null, lastTransitionTime: formatTime(tx.now()),
      message: `${component}: preempting to accommodate a higher priority pod`,
    }
    const told = tx.updateStatus({ ...current, status: { ...current.status, conditions: [...(current.status?.conditions ?? []), condition] } })
    tx.record(current, { type: 'Normal', reason: 'Preempted', message: `Preempted by pod ${pod.metadata.uid} on node ${node}`, component })
    tx.delete(told)
  }
}
