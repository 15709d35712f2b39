import { availableFrom, isEnded, isRunningAndReady, type StoredPod } from './pods.ts'
import { revisionHashLabel } from './revisions.ts'
import { ordinalOf, type StoredStatefulSet } from './stateful-set-pods.ts'

/** What a StatefulSet has to do with. `now` in milliseconds. */
export interface Members {
  readonly set: StoredStatefulSet
  readonly pods: readonly StoredPod[]
  readonly currentRevision: string
  readonly updateRevision: string
  readonly now: number
}

export type MemberStep =
  /** `replaces` is a pod that ended and is deleted first. */
  | { readonly step: 'create'; readonly ordinal: number; readonly revision: string; readonly replaces?: StoredPod }
  | { readonly step: 'delete'; readonly pod: StoredPod; readonly why: 'scale' | 'update' }

/** The next steps of a StatefulSet, as upstream's `updateStatefulSet`: one at a time and in order, unless its pods are managed in parallel. */
export function planMembers(members: Members): readonly MemberStep[] {
  const { set, pods } = members
  const ordered = set.spec?.podManagementPolicy !== 'Parallel'
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]))
  const { first, end } = rangeOf(set)
  const condemned = [...byOrdinal].filter(([ordinal]) => ordinal !== undefined && (ordinal < first || ordinal >= end)).sort(([a = 0], [b = 0]) => b - a).map(([, pod]) => pod)
  const steps: MemberStep[] = []

  for (let ordinal = first; ordinal < end; ordinal++) {
    const pod = byOrdinal.get(ordinal)
    const create = { step: 'create', ordinal, revision: revisionFor(members, ordinal) } as const
    if (pod === undefined) steps.push(create)
    else if (isEnded(pod) && pod.metadata.deletionTimestamp === undefined) steps.push({ ...create, replaces: pod })
    else if (ordered && !isSettled(pod, members)) return steps
    else continue
    if (ordered) return steps
  }

  const firstUnhealthy = [...byOrdinal.entries()].filter(([, pod]) => !isHealthy(pod)).sort(([a = 0], [b = 0]) => a - b)[0]?.[1]
  for (const pod of condemned) {
    if (pod.metadata.deletionTimestamp !== undefined) {
      if (ordered) return steps
      continue
    }
    if (ordered && !isSettled(pod, members) && pod !== firstUnhealthy) return steps
    steps.push({ step: 'delete', pod, why: 'scale' })
    if (ordered) return steps
  }
  return steps.length > 0 || set.spec?.updateStrategy?.type === 'OnDelete' ? steps : planUpdate(members, byOrdinal)
}

/** The highest pod of an older revision goes once all above it are well; those below the partition stay. */
function planUpdate(members: Members, byOrdinal: ReadonlyMap<number | undefined, StoredPod>): readonly MemberStep[] {
  const { first, end } = rangeOf(members.set)
  const partition = members.set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
  for (let ordinal = end - 1; ordinal >= Math.max(first, first + partition); ordinal--) {
    const pod = byOrdinal.get(ordinal)
    if (pod === undefined) return []
    if (revisionOfPod(pod) !== members.updateRevision && pod.metadata.deletionTimestamp === undefined) return [{ step: 'delete', pod, why: 'update' }]
    if (!isHealthy(pod) || !isSettled(pod, members)) return []
  }
  return []
}

/** Ordinals [first, end) that the set wants. */
export function rangeOf(set: StoredStatefulSet): { readonly first: number; readonly end: number } {
  const first = set.spec?.ordinals?.start ?? 0
  return { first, end: first + (set.spec?.replicas ?? 1) }
}

/** Below the partition a pod is made of the template that the set had. */
function revisionFor({ set, currentRevision, updateRevision }: Members, ordinal: number): string {
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
  return set.spec?.updateStrategy?.type !== 'OnDelete' && ordinal < rangeOf(set).first + partition ? currentRevision : updateRevision
}

export function revisionOfPod(pod: StoredPod): string {
  return pod.metadata.labels?.[revisionHashLabel] ?? ''
}

function isHealthy(pod: StoredPod): boolean {
  return isRunningAndReady(pod) && pod.metadata.deletionTimestamp === undefined
}

function isSettled(pod: StoredPod, { set, now }: Members): boolean {
  return isHealthy(pod) && availableFrom(pod, set.spec?.minReadySeconds) <= now
}

/** What the set shows of its pods; a rolling update that is through makes the update revision the current one. */
export function describeMembers({ set, pods, currentRevision, updateRevision, now }: Members): object {
  const standing = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
  const ofRevision = (revision: string) => standing.filter((pod) => revisionOfPod(pod) === revision).length
  const ready = pods.filter(isRunningAndReady)
  const updated = ofRevision(updateRevision)
  const rolling = set.spec?.updateStrategy?.type !== 'OnDelete'
  const through = rolling && updated === pods.length && ready.length === pods.length
  const current = through ? updateRevision : currentRevision
  return {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    ...nonZero('readyReplicas', ready.length),
    ...nonZero('currentReplicas', ofRevision(current)),
    ...nonZero('updatedReplicas', updated),
    availableReplicas: ready.filter((pod) => availableFrom(pod, set.spec?.minReadySeconds) <= now).length,
    currentRevision: current,
    updateRevision,
    collisionCount: set.status?.collisionCount ?? 0,
  }
}

function nonZero(field: string, count: number): object {
  return count === 0 ? {} : { [field]: count }
}
