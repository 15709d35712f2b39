import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import { type Cancel, type Cluster, type ClusterTransaction, createEventBudget, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { createAddresses } from './addresses.ts'
import { openContainers } from './containers.ts'
import { isBroken, startHeartbeats } from './heartbeat.ts'
import { endRun, type ProcessEnd } from './end-run.ts'
import { createOutputs } from './outputs.ts'
import { openPods, type PodAccess } from './pod-access.ts'
import { planPod, type PodPlan } from './pod-plan.ts'
import { imagesOf, type PodRuntime, restoreRuntime } from './pod-runtime.ts'
import { describePod } from './status.ts'
import { createWakeUps } from './wake-ups.ts'

export type { HttpReply, HttpRequest } from './http-request.ts'
export type { ForwardTarget, PodAccess, StreamOptions } from './pod-access.ts'
export type { LoadView, Usage } from './load.ts'
export { describeImage } from './image-id.ts'
export { findImageProblem } from './image-reference.ts'
export { measureLoad } from './load.ts'

/** Marks a node among the keys of pods, which have their namespace there. */
const nodeKey = '*'

/** Upstream's `eventRecordQPS` and `eventBurst`, of each node. */
const eventBudget = { perSecond: 50, burst: 100 }

/** Timers of pods fall together on this many milliseconds, so that their writes share a transaction. */
const tick = 50

interface Known {
  readonly runtime: PodRuntime
  readonly cancel: Cancel
}

/** Runs the pods of all nodes, on from where their status says they are, until the signal aborts. Returns the way into them. */
export function startKubelets(cluster: Cluster, signal: AbortSignal): PodAccess {
  const { clock, random } = cluster
  const known = new Map<string, Known>()
  const addresses = createAddresses()
  /** From when each node has an image. */
  const images = new Map<string, number>()
  const maySend = createEventBudget(eventBudget)
  for (const pod of cluster.list('Pod').items as readonly StoredObject<Pod>[]) {
    addresses.keep(pod)
    for (const image of imagesOf(pod)) images.set(imageKey(pod.spec?.nodeName ?? '', image), -Infinity)
  }

  function keysOf(event: StoreEvent): readonly string[] {
    const { object } = event
    if (object.kind === 'Node') return isRevived(event) ? [`${nodeKey}/${event.name}`] : []
    if (object.kind !== 'Pod') return []
    const pod = object as StoredObject<Pod>
    if (event.type === 'DELETED') {
      forget(pod)
      return []
    }
    // A change of the status is our own, but for the gates that others open.
    const gated = (pod.spec?.readinessGates ?? []).length > 0
    const idle = !gated && event.type === 'MODIFIED' && event.previous['spec'] === object['spec'] && event.previous.metadata.deletionTimestamp === object.metadata.deletionTimestamp
    return idle || !pod.spec?.nodeName ? [] : [`${event.namespace}/${event.name}`]
  }

  function forget(pod: StoredObject<Pod>): void {
    known.get(pod.metadata.uid)?.cancel()
    known.delete(pod.metadata.uid)
    if (pod.status?.podIP !== undefined) addresses.free(pod.status.podIP)
  }

  function sync(tx: ClusterTransaction, key: string): undefined {
    const [namespace = '', name = ''] = key.split('/')
    if (namespace === nodeKey) {
      for (const pod of tx.podsOn(name)) loop.add(`${pod.metadata.namespace}/${pod.metadata.name}`)
      return
    }
    const pod = tx.find('Pod', namespace, name) as StoredObject<Pod> | undefined
    const node = pod?.spec?.nodeName ? (tx.find('Node', '', pod.spec.nodeName) as StoredObject<Node> | undefined) : undefined
    if (pod === undefined || node === undefined || isBroken(node)) return
    if (isEnded(pod) && pod.metadata.deletionTimestamp === undefined) return
    const { uid } = pod.metadata
    known.get(uid)?.cancel()
    const before = known.get(uid)?.runtime ?? restoreRuntime(pod, clock.now())
    const plan = planPod(pod, before, { now: clock.now(), random, find: tx.find, presentFrom: (image) => images.get(imageKey(node.metadata.name, image)) })
    const runtime = withAddress(pod, plan.runtime, node)
    known.set(uid, { runtime, cancel: wakeUps.add(key, plan.wake) })
    for (const event of plan.events) if (maySend(node.metadata.name, clock.now())) tx.record(pod, { ...event, component: 'kubelet', host: node.metadata.name })
    for (const { image, over } of plan.pulls) {
      const onNode = imageKey(node.metadata.name, image)
      images.set(onNode, Math.min(over, images.get(onNode) ?? Infinity))
    }
    carryOut(tx, pod, plan, runtime, node)
  }

  /** The pod's address comes with its sandbox, which is up when the first pull is over, well or not. */
  function withAddress(pod: Pod, runtime: PodRuntime, node: Node): PodRuntime {
    const begun = [...runtime.containers.values()].some(({ step }) => step.at !== 'waiting' && step.at !== 'pulling')
    if (runtime.ip !== undefined || !begun) return runtime
    const ip = pod.spec?.hostNetwork === true ? hostAddress(node) : addresses.take(node.spec?.podCIDR ?? '')
    return ip === undefined ? runtime : { ...runtime, ip }
  }

  function carryOut(tx: ClusterTransaction, pod: StoredObject<Pod>, plan: PodPlan, runtime: PodRuntime, node: Node): void {
    // A pod that others hold shows them how it ended.
    const held = (pod.metadata.finalizers ?? []).length > 0
    if (!plan.finished || held) tx.updateStatus({ ...pod, status: describePod(pod, runtime, hostAddress(node), clock.now()) })
    if (plan.finished) tx.finish(pod)
  }

  function endContainer(pod: StoredObject<Pod>, container: string, end: ProcessEnd): void {
    const { uid, namespace = '', name } = pod.metadata
    const { runtime, cancel } = known.get(uid) ?? { runtime: restoreRuntime(pod, clock.now()), cancel: () => {} }
    known.set(uid, { runtime: endRun(runtime, container, end, clock.now()), cancel })
    loop.add(`${namespace}/${name}`)
  }

  const wakeUps = createWakeUps(clock, tick, (key) => loop.add(key))
  const loop = startReconciler(cluster, { keysOf, sync }, signal)
  startHeartbeats(cluster, signal)
  const outputs = createOutputs(() => clock.now())
  const containers = openContainers({ cluster, outputs, endContainer }, signal)
  return openPods({ cluster, containers, outputs })
}

/** The way into the pods of a cluster that stands still: what runs in them runs, and nothing is reported of it. */
export function openStillPods(cluster: Cluster, signal: AbortSignal): PodAccess {
  const outputs = createOutputs(() => cluster.clock.now())
  return openPods({ cluster, containers: openContainers({ cluster, outputs, endContainer: () => {} }, signal), outputs })
}

/** Neither a node's name nor an image's holds a space. */
function imageKey(node: string, image: string): string {
  return `${node} ${image}`
}

function hostAddress(node: Node): string {
  return node.status?.addresses?.find((address) => address.type === 'InternalIP')?.address ?? ''
}

/** Whether a node's kubelet has just come back. */
function isRevived(event: StoreEvent): boolean {
  return event.type === 'MODIFIED' && isBroken(event.previous as StoredObject<Node>) && !isBroken(event.object as StoredObject<Node>)
}

function isEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}
