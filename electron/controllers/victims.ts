import { conditionOf, isReady, type StoredPod } from './pods.ts'

const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost'
const phases = ['Pending', 'Unknown', 'Running']

/**
 * The pods with those that should go first at the front: upstream's `ActivePodsWithRanks`.
 * `related` are all pods of the same family, own ones included: of pods alike, those on a node with more of them go first. `now` in milliseconds.
 */
export function rankVictims(pods: readonly StoredPod[], related: readonly StoredPod[], now: number): readonly StoredPod[] {
  const perNode = new Map<string, number>()
  for (const pod of related) perNode.set(nodeOf(pod), (perNode.get(nodeOf(pod)) ?? 0) + 1)
  return pods.toSorted((a, b) => compareVictims(a, b, perNode, now) || (a.metadata.name < b.metadata.name ? -1 : 1))
}

function compareVictims(a: StoredPod, b: StoredPod, perNode: ReadonlyMap<string, number>, now: number): number {
  const first = [
    (pod: StoredPod) => (nodeOf(pod) === '' ? 0 : 1),
    (pod: StoredPod) => phases.indexOf(pod.status?.phase ?? 'Pending'),
    (pod: StoredPod) => (isReady(pod) ? 1 : 0),
    costOf,
    (pod: StoredPod) => -(nodeOf(pod) === '' ? 0 : (perNode.get(nodeOf(pod)) ?? 0)),
  ]
  for (const rank of first) {
    const difference = rank(a) - rank(b)
    if (difference !== 0) return difference
  }
  const [readyA, readyB] = [readySince(a), readySince(b)]
  if (isReady(a) && readyA !== readyB) return compareAges(a, b, readyA, readyB, now)
  const restarts = restartsOf(b, 'containerStatuses') - restartsOf(a, 'containerStatuses') || restartsOf(b, 'initContainerStatuses') - restartsOf(a, 'initContainerStatuses')
  if (restarts !== 0) return restarts
  const [madeA, madeB] = [Date.parse(a.metadata.creationTimestamp), Date.parse(b.metadata.creationTimestamp)]
  return madeA === madeB ? 0 : compareAges(a, b, madeA, madeB, now)
}

/** The younger goes first, but ages are told apart only on a logarithmic scale; of two as old, the uid (which is chance) decides. */
function compareAges(a: StoredPod, b: StoredPod, sinceA: number, sinceB: number, now: number): number {
  const difference = magnitude(now - sinceA) - magnitude(now - sinceB)
  if (difference !== 0) return difference
  return a.metadata.uid < b.metadata.uid ? -1 : 1
}

/** Upstream takes the binary logarithm of nanoseconds. */
function magnitude(ms: number): number {
  return ms > 0 ? Math.trunc(Math.log2(ms * 1e6)) : -1
}

function readySince(pod: StoredPod): number {
  return Date.parse(conditionOf(pod, 'Ready')?.lastTransitionTime ?? pod.metadata.creationTimestamp)
}

function restartsOf(pod: StoredPod, list: 'containerStatuses' | 'initContainerStatuses'): number {
  const sidecars = new Set((pod.spec?.initContainers ?? []).filter((one) => one.restartPolicy === 'Always').map((one) => one.name))
  const counted = (pod.status?.[list] ?? []).filter((status) => list === 'containerStatuses' || sidecars.has(status.name))
  return counted.reduce((most, status) => Math.max(most, status.restartCount), 0)
}

function costOf(pod: StoredPod): number {
  const cost = pod.metadata.annotations?.[costAnnotation] ?? '0'
  return /^(?:0|-?[1-9]\d*)$/.test(cost) ? Number(cost) : 0
}

function nodeOf(pod: StoredPod): string {
  return pod.spec?.nodeName ?? ''
}
