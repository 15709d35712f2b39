import type { Node, StoredObject } from '../../shared/model/index.ts'
import { findUntolerated, type Taint, tolerates } from '../scheduler/index.ts'
import type { StoredPod } from './pods.ts'

export type StoredNode = StoredObject<Node>
type NodeCondition = NonNullable<NonNullable<Node['status']>['conditions']>[number]
type FullTaint = NonNullable<NonNullable<Node['spec']>['taints']>[number]

/** How long a kubelet may be silent, as upstream's `--node-monitor-grace-period` of 1.32; milliseconds. */
export const silenceAllowed = 50_000

const monitored = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']

/** Conditions of a node whose kubelet has been silent too long: nothing is known of it any more. The same list when that is said already. */
export function forgetNode(conditions: readonly NodeCondition[], now: string): readonly NodeCondition[] {
  const known = conditions.filter(({ type, status }) => monitored.includes(type) && status !== 'Unknown')
  if (known.length === 0) return conditions
  return conditions.map((condition) => (known.includes(condition)
    ? { ...condition, status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.', lastTransitionTime: now }
    : condition))
}

/** Taints that a node's state calls for: by its conditions, its readiness and its being cordoned. */
export function conditionTaints(node: StoredNode): readonly Taint[] {
  const statusOf = (type: string) => node.status?.conditions?.find((condition) => condition.type === type)?.status
  const ready = statusOf('Ready') ?? 'Unknown'
  const taints: Taint[] = []
  if (ready !== 'True') {
    const key = ready === 'False' ? 'node.kubernetes.io/not-ready' : 'node.kubernetes.io/unreachable'
    taints.push({ key, effect: 'NoSchedule' }, { key, effect: 'NoExecute' })
  }
  const pressures = [['MemoryPressure', 'memory-pressure'], ['DiskPressure', 'disk-pressure'], ['PIDPressure', 'pid-pressure'], ['NetworkUnavailable', 'network-unavailable']] as const
  for (const [type, name] of pressures) if (statusOf(type) === 'True') taints.push({ key: `node.kubernetes.io/${name}`, effect: 'NoSchedule' })
  if (node.spec?.unschedulable === true) taints.push({ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })
  return taints
}

const managed = ['not-ready', 'unreachable', 'memory-pressure', 'disk-pressure', 'pid-pressure', 'network-unavailable', 'unschedulable'].map((name) => `node.kubernetes.io/${name}`)

/** The node's taints with those of its state put right, and with the time where pods' tolerations may count from it; the same list when they are. */
export function planTaints(node: StoredNode, now: string): readonly FullTaint[] {
  const current = node.spec?.taints ?? []
  const wanted = conditionTaints(node)
  const same = (a: Taint, b: Taint) => a.key === b.key && a.effect === b.effect
  const kept = current.filter((taint) => !managed.includes(taint.key) || wanted.some((other) => same(taint, other)))
  const added = wanted.filter((taint) => !current.some((other) => same(taint, other)))
  const isTimed = (taint: FullTaint) => taint.effect !== 'NoExecute' || taint.timeAdded !== undefined
  if (kept.length === current.length && added.length === 0 && current.every(isTimed)) return current
  return [...kept.map((taint) => (isTimed(taint) ? taint : { ...taint, timeAdded: now })), ...added.map(({ key, effect }) => ({ key, effect, timeAdded: now }))]
}

/**
 * When a pod is to leave a node by its NoExecute taints, milliseconds: a taint that it does not tolerate sends it away at once, one that it tolerates for a time
 * when that time is up, counted from when the taint came; Infinity when it may stay.
 */
export function evictionTime(pod: StoredPod, taints: readonly FullTaint[], now: number): number {
  const executing = taints.filter((taint) => taint.effect === 'NoExecute')
  const tolerations = pod.spec?.tolerations ?? []
  if (executing.length === 0) return Infinity
  if (findUntolerated(executing, tolerations, ['NoExecute']) !== undefined) return now
  const used = tolerations.filter((toleration) => executing.some((taint) => tolerates(toleration, taint)) && toleration.tolerationSeconds !== undefined)
  if (used.length === 0) return Infinity
  const seconds = Math.max(0, Math.min(...used.map((toleration) => toleration.tolerationSeconds ?? 0)))
  const since = Math.max(...executing.map((taint) => (taint.timeAdded === undefined ? now : Date.parse(taint.timeAdded))))
  return since + seconds * 1000
}
