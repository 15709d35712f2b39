import type { DaemonSet, Node, Pod, StoredObject } from '../../shared/model/index.ts'
import type { PodTemplate } from '../registry/index.ts'
import { findUntolerated, fitsNodeAffinity, pinnedNodes, type Toleration } from '../scheduler/index.ts'
import { availableFrom, isReady, readShare, type StoredPod } from './pods.ts'

export type StoredDaemonSet = StoredObject<DaemonSet>
export type StoredNode = StoredObject<Node>

/** What a DaemonSet has to do with: its pods, and the hash of its newest template. `now` in milliseconds. */
export interface Daemons {
  readonly set: StoredDaemonSet
  readonly nodes: readonly StoredNode[]
  readonly pods: readonly StoredPod[]
  readonly hash: string
  readonly now: number
}

export interface DaemonPlan {
  /** Names of nodes that are to get a pod. */
  readonly create: readonly string[]
  readonly remove: readonly StoredPod[]
  /** Pods that failed, among those removed. */
  readonly failed: readonly StoredPod[]
}

/** Tolerations that every daemon pod gets: it stays on nodes in trouble and on cordoned ones. */
export function daemonTolerations(template: PodTemplate): readonly Toleration[] {
  const always = (['not-ready', 'unreachable'] as const).map((state) => toleration(state, 'NoExecute'))
  const pressures = (['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'] as const).map((state) => toleration(state, 'NoSchedule'))
  const network = template.spec?.hostNetwork === true ? [toleration('network-unavailable', 'NoSchedule')] : []
  const added = [...always, ...pressures, ...network]
  const own = (template.spec?.tolerations ?? []).filter((one) => !added.some((other) => other.key === one.key && other.effect === one.effect && one.operator === 'Exists'))
  return [...own, ...added]
}

function toleration(state: string, effect: string): Toleration {
  return { effect, key: `node.kubernetes.io/${state}`, operator: 'Exists' }
}

/** The spec of a daemon pod for one node: the scheduler is told to look at no other. */
export function buildDaemonSpec(template: PodTemplate, node: string): Pod['spec'] {
  const { affinity } = template.spec ?? {}
  const pinned = [{ key: 'metadata.name', operator: 'In', values: [node] }]
  const known = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const terms = known.length === 0 ? [{ matchFields: pinned }] : known.map((term) => ({ ...term, matchFields: pinned }))
  const nodeAffinity = { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } }
  return { containers: [], ...template.spec, affinity: { ...affinity, nodeAffinity }, tolerations: daemonTolerations(template) }
}

/** Upstream's `NodeShouldRunDaemonPod`: whether a node is to get a pod, and whether it may keep one it has. */
export function judgeNode({ set }: Pick<Daemons, 'set'>, node: StoredNode): { readonly run: boolean; readonly keep: boolean } {
  const template: PodTemplate = set.spec?.template ?? {}
  const spec: NonNullable<Pod['spec']> = { containers: [], ...template.spec }
  const suits = (!spec.nodeName || spec.nodeName === node.metadata.name) && fitsNodeAffinity({ spec }, node)
  const tolerations = daemonTolerations(template)
  const bears = (...effects: readonly string[]) => findUntolerated(node.spec?.taints ?? [], tolerations, effects) === undefined
  return { run: suits && bears('NoSchedule', 'NoExecute'), keep: suits && bears('NoExecute') }
}

/** What brings every node to its one pod, and the next step of a rolling update. */
export function planDaemons(daemons: Daemons): DaemonPlan {
  const byNode = groupByNode(daemons.pods)
  const create: string[] = []
  const remove: StoredPod[] = []
  const failed: StoredPod[] = []
  for (const node of daemons.nodes) {
    const { run, keep } = judgeNode(daemons, node)
    const pods = byNode.get(node.metadata.name) ?? []
    if (run && pods.length === 0) create.push(node.metadata.name)
    else if (!keep) remove.push(...pods.filter(isStanding))
    else {
      const ended = pods.filter((pod) => isStanding(pod) && pod.status?.phase === 'Failed')
      failed.push(...ended)
      remove.push(...ended, ...surplus(daemons, pods.filter((pod) => isStanding(pod) && pod.status?.phase !== 'Failed')))
    }
  }
  // Pods of nodes that are no more go with them: garbage collection sees to that.
  const rolling = daemons.set.spec?.updateStrategy?.type === 'OnDelete' ? { create: [], remove: [] } : planDaemonUpdate(daemons, byNode)
  return { create: [...create, ...rolling.create], remove: [...remove, ...rolling.remove.filter((pod) => !remove.includes(pod))], failed }
}

/** All but one pod a node: the oldest stays. With a surge there may be one more, of another template. */
function surplus({ set, hash }: Daemons, pods: readonly StoredPod[]): readonly StoredPod[] {
  const ordered = pods.toSorted((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp) || (a.metadata.name < b.metadata.name ? -1 : 1))
  const surging = readAllowance(set, 1).surge > 0
  const [old, fresh] = [ordered.filter((pod) => hashOf(pod) !== hash), ordered.filter((pod) => hashOf(pod) === hash)]
  return surging && fresh.length > 0 ? [...old.slice(1), ...fresh.slice(1)] : ordered.slice(1)
}

function planDaemonUpdate(daemons: Daemons, byNode: ReadonlyMap<string, readonly StoredPod[]>): { readonly create: readonly string[]; readonly remove: readonly StoredPod[] } {
  const { set, nodes, hash, now } = daemons
  const wanted = nodes.filter((node) => judgeNode(daemons, node).run)
  const { surge, unavailable } = readAllowance(set, wanted.length)
  const isAvailable = (pod: StoredPod | undefined) => pod !== undefined && availableFrom(pod, set.spec?.minReadySeconds) <= now
  const states = wanted.map((node) => {
    const pods = byNode.get(node.metadata.name) ?? []
    return {
      node: node.metadata.name,
      old: pods.find((pod) => isStanding(pod) && hashOf(pod) !== hash),
      fresh: pods.find((pod) => isStanding(pod) && hashOf(pod) === hash),
      going: pods.some((pod) => !isStanding(pod)),
    }
  })
  if (surge === 0) {
    const replaceable = states.flatMap(({ old, fresh }) => (old === undefined || fresh !== undefined ? [] : [old]))
    const missing = states.filter(({ old, fresh }) => !isAvailable(old) && !isAvailable(fresh)).length
    const lame = replaceable.filter((pod) => !isAvailable(pod))
    return { create: [], remove: [...lame, ...replaceable.filter(isAvailable).slice(0, Math.max(0, unavailable - missing))] }
  }
  const through = states.flatMap(({ old, fresh }) => (old !== undefined && isAvailable(fresh) ? [old] : []))
  const surging = states.filter(({ old, fresh, going }) => (old !== undefined && fresh !== undefined) || going).length
  const waiting = states.filter(({ old, fresh }) => old !== undefined && fresh === undefined)
  return { create: waiting.slice(0, Math.max(0, surge - surging)).map(({ node }) => node), remove: through }
}

function readAllowance(set: StoredDaemonSet, wanted: number): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 1 } = set.spec?.updateStrategy?.rollingUpdate ?? {}
  const surge = readShare(maxSurge, wanted, Math.ceil)
  const unavailable = readShare(maxUnavailable, wanted, Math.ceil)
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

function isStanding(pod: StoredPod): boolean {
  return pod.metadata.deletionTimestamp === undefined
}

function hashOf(pod: StoredPod): string {
  return pod.metadata.labels?.['controller-revision-hash'] ?? ''
}

/** By the node it runs on, or is meant for while it waits. */
function groupByNode(pods: readonly StoredPod[]): ReadonlyMap<string, readonly StoredPod[]> {
  const groups = new Map<string, StoredPod[]>()
  for (const pod of pods) {
    const node = pod.spec?.nodeName || (pinnedNodes(pod)?.[0] ?? '')
    const group = groups.get(node)
    if (group === undefined) groups.set(node, [pod])
    else group.push(pod)
  }
  return groups
}

export function describeDaemons(daemons: Daemons): object {
  const { set, nodes, hash, now } = daemons
  const byNode = groupByNode(daemons.pods.filter(isStanding))
  let [desired, current, misscheduled, ready, available, updated] = [0, 0, 0, 0, 0, 0]
  for (const node of nodes) {
    const pods = byNode.get(node.metadata.name) ?? []
    if (!judgeNode(daemons, node).run) {
      misscheduled += pods.length > 0 ? 1 : 0
      continue
    }
    desired += 1
    if (pods.length === 0) continue
    current += 1
    if (pods.some((pod) => isReady(pod))) ready += 1
    if (pods.some((pod) => availableFrom(pod, set.spec?.minReadySeconds) <= now)) available += 1
    if (pods.some((pod) => hashOf(pod) === hash)) updated += 1
  }
  return {
    currentNumberScheduled: current, numberMisscheduled: misscheduled, desiredNumberScheduled: desired, numberReady: ready,
    observedGeneration: set.metadata.generation,
    ...(updated === 0 ? {} : { updatedNumberScheduled: updated }),
    ...(available === 0 ? {} : { numberAvailable: available }),
    ...(desired === available ? {} : { numberUnavailable: desired - available }),
  }
}
