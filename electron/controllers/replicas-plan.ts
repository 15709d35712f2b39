import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'

type StoredPod = StoredObject<Pod>

export interface ReplicaPlan {
  /** Pods without a controller that the selector takes. */
  readonly adopt: readonly StoredPod[]
  /** Own pods that it no longer takes. */
  readonly release: readonly StoredPod[]
  readonly create: number
  readonly remove: readonly StoredPod[]
  /** Own pods that count, before anything is created or removed. */
  readonly active: readonly StoredPod[]
}

/** What it takes to have the wanted number of pods, as upstream's ReplicaSet controller decides it. */
export function planReplicas(wanted: number, selector: Selector, owned: readonly StoredPod[], orphans: readonly StoredPod[]): ReplicaPlan {
  const fits = (pod: StoredPod) => matches(selector, pod.metadata.labels ?? {})
  const kept = owned.filter(fits)
  const adopt = orphans.filter((pod) => fits(pod) && isActive(pod))
  const active = [...kept.filter(isActive), ...adopt]
  const surplus = active.length - wanted
  return {
    adopt,
    release: owned.filter((pod) => !fits(pod)),
    create: Math.max(0, -surplus),
    remove: surplus > 0 ? rankVictims(active).slice(0, surplus) : [],
    active,
  }
}

/** A pod that is going, or has ended, is no replica. */
function isActive(pod: StoredPod): boolean {
  return pod.metadata.deletionTimestamp === undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed'
}

export function isReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True'
}

function readyCondition(pod: Pod) {
  return pod.status?.conditions?.find((condition) => condition.type === 'Ready')
}

/** The pods with those that should go first at the front, as upstream's `ActivePodsWithRanks`, with whole seconds for its log scale of ages. */
function rankVictims(pods: readonly StoredPod[]): readonly StoredPod[] {
  const perNode = new Map<string, number>()
  for (const pod of pods) perNode.set(nodeOf(pod), (perNode.get(nodeOf(pod)) ?? 0) + 1)
  const rank = (pod: StoredPod): readonly number[] => [
    nodeOf(pod) === '' ? 0 : 1,
    ['Pending', 'Unknown', 'Running'].indexOf(pod.status?.phase ?? 'Pending'),
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0) || 0,
    -(perNode.get(nodeOf(pod)) ?? 0),
    -Date.parse(readyCondition(pod)?.lastTransitionTime ?? pod.metadata.creationTimestamp),
    -(pod.status?.containerStatuses ?? []).reduce((most, status) => Math.max(most, status.restartCount), 0),
    -Date.parse(pod.metadata.creationTimestamp),
  ]
  return pods
    .map((pod) => ({ pod, rank: rank(pod) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || (a.pod.metadata.name < b.pod.metadata.name ? -1 : 1))
    .map(({ pod }) => pod)
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index])
  return place === -1 ? 0 : (a[place] ?? 0) - (b[place] ?? 0)
}

function nodeOf(pod: Pod): string {
  return pod.spec?.nodeName ?? ''
}
