import type { Deployment, ReplicaSet, StoredObject } from '../../shared/model/index.ts'
import { readShare } from './pods.ts'

export type StoredSet = StoredObject<ReplicaSet>
export type StoredDeployment = StoredObject<Deployment>

/** ReplicaSets whose number of pods is to change. */
export interface Scale {
  readonly set: StoredSet
  readonly replicas: number
}

/** Counts the templates that a Deployment has had; on it and on its ReplicaSets. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision'
/** On a ReplicaSet: what its Deployment wanted, and could have at most, when it was last scaled. */
export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas'
export const maxAnnotation = 'deployment.kubernetes.io/max-replicas'

/** What a rollout allows above and below the wanted number, as upstream's `ResolveFenceposts`: shares round up and down, and never both to nothing. */
export function readAllowance(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const wanted = wantedReplicas(deployment)
  if (isRecreate(deployment)) return { surge: 0, unavailable: 0 }
  const { rollingUpdate } = deployment.spec?.strategy ?? {}
  const surge = readShare(rollingUpdate?.maxSurge ?? '25%', wanted, Math.ceil)
  const unavailable = readShare(rollingUpdate?.maxUnavailable ?? '25%', wanted, Math.floor)
  const allowed = surge === 0 && unavailable === 0 ? 1 : unavailable
  return { surge, unavailable: Math.min(allowed, wanted) }
}

export function isRecreate(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type === 'Recreate'
}

/** How many pods the newest ReplicaSet may have now beside the others: upstream's `NewRSNewReplicas`. */
export function planNewReplicas(deployment: Deployment, current: number, all: number): number {
  const wanted = wantedReplicas(deployment)
  if (isRecreate(deployment)) return wanted
  const room = wanted + readAllowance(deployment).surge - all
  return room <= 0 ? current : current + Math.min(room, wanted - current)
}

/** The next step of a rolling update: the new set up within the surge, or else the old ones down as far as enough pods stay available. */
export function planRollout(deployment: Deployment, newest: StoredSet, old: readonly StoredSet[]): readonly Scale[] {
  const wanted = wantedReplicas(deployment)
  const current = newest.spec?.replicas ?? 0
  const replicas = current > wanted ? wanted : planNewReplicas(deployment, current, current + sumReplicas(old))
  if (replicas !== current) return [{ set: newest, replicas }]
  return planShrink(deployment, newest, old)
}

/** Old pods that are not available go first; then as many more, the oldest set first, as leave the least that must be available. */
function planShrink(deployment: Deployment, newest: StoredSet, old: readonly StoredSet[]): readonly Scale[] {
  const least = wantedReplicas(deployment) - readAllowance(deployment).unavailable
  const current = newest.spec?.replicas ?? 0
  let spare = current + sumReplicas(old) - least - (current - available(newest))
  if (sumReplicas(old) === 0 || spare <= 0) return []
  const left = new Map(old.toSorted(byAge).map((set) => [set, set.spec?.replicas ?? 0]))
  for (const [set, replicas] of left) {
    const unhealthy = Math.min(spare, Math.max(0, replicas - available(set)))
    left.set(set, replicas - unhealthy)
    spare -= unhealthy
  }
  let healthy = sumAvailable([newest, ...old]) - least
  for (const [set, replicas] of left) {
    const fewer = Math.max(0, Math.min(healthy, replicas))
    left.set(set, replicas - fewer)
    healthy -= fewer
  }
  return [...left].filter(([set, replicas]) => replicas !== (set.spec?.replicas ?? 0)).map(([set, replicas]) => ({ set, replicas }))
}

/** Whether the wanted number changed since the sets were last scaled: then they are scaled, and the rollout waits. */
export function isScaling(deployment: Deployment, sets: readonly StoredSet[]): boolean {
  return sets.some((set) => (set.spec?.replicas ?? 0) > 0 && (readCount(set, desiredAnnotation) ?? wantedReplicas(deployment)) !== wantedReplicas(deployment))
}

/** Brings the sets to a changed number of wanted pods, in the middle of a rollout each by its share: upstream's `scale`. */
export function planScale(deployment: Deployment, newest: StoredSet | undefined, old: readonly StoredSet[]): readonly Scale[] {
  const wanted = wantedReplicas(deployment)
  const all = newest === undefined ? old : [...old, newest]
  const active = all.filter((set) => (set.spec?.replicas ?? 0) > 0)
  const only = active.length > 1 ? undefined : (active[0] ?? newest ?? old.toSorted(byAge).at(-1))
  if (only !== undefined) return [{ set: only, replicas: wanted }]
  if (active.length === 0) return []
  if (newest !== undefined && isSaturated(wanted, newest)) return old.filter((set) => (set.spec?.replicas ?? 0) > 0).map((set) => ({ set, replicas: 0 }))
  return isRecreate(deployment) ? [] : planShares(deployment, active)
}

function isSaturated(wanted: number, newest: StoredSet): boolean {
  return newest.spec?.replicas === wanted && readCount(newest, desiredAnnotation) === wanted && available(newest) === wanted
}

function planShares(deployment: Deployment, active: readonly StoredSet[]): readonly Scale[] {
  const wanted = wantedReplicas(deployment)
  const allowed = wanted > 0 ? wanted + readAllowance(deployment).surge : 0
  const change = allowed - sumReplicas(active)
  // The largest first; of equals the newer when there are to be more, the older when fewer.
  const sets = active.toSorted((a, b) => (b.spec?.replicas ?? 0) - (a.spec?.replicas ?? 0) || (change > 0 ? byAge(b, a) : byAge(a, b)))
  let given = 0
  const sizes = sets.map((set) => {
    const replicas = set.spec?.replicas ?? 0
    const share = change === 0 ? 0 : clampShare(shareOf(deployment, set, allowed), change - given)
    given += share
    return { set, replicas: replicas + share }
  })
  return sizes.map(({ set, replicas }, index) => ({ set, replicas: Math.max(0, index === 0 ? replicas + change - given : replicas) }))
}

function clampShare(share: number, left: number): number {
  return left > 0 ? Math.min(share, left) : Math.max(share, left)
}

function shareOf(deployment: Deployment, set: StoredSet, allowed: number): number {
  const replicas = set.spec?.replicas ?? 0
  if (wantedReplicas(deployment) === 0) return -replicas
  const before = readCount(set, maxAnnotation) ?? deployment.status?.replicas ?? 0
  return before === 0 ? 0 : Math.round((replicas * allowed) / before) - replicas
}

/** Old sets that the history has no room for any more; asked once the rollout is complete. */
export function planCleanup(deployment: Deployment, old: readonly StoredSet[]): readonly StoredSet[] {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10
  const standing = old.filter((set) => set.metadata.deletionTimestamp === undefined)
  const excess = standing.toSorted((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, standing.length - limit))
  return excess.filter((set) => set.spec?.replicas === 0 && (set.status?.replicas ?? 0) === 0)
}

export function wantedReplicas(deployment: Deployment): number {
  return deployment.spec?.replicas ?? 1
}

export function revisionOf(set: StoredSet): number {
  return readCount(set, revisionAnnotation) ?? 0
}

function readCount(set: StoredSet, annotation: string): number | undefined {
  const text = set.metadata.annotations?.[annotation] ?? ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

export function available(set: ReplicaSet): number {
  return set.status?.availableReplicas ?? 0
}

export function sumAvailable(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + available(set), 0)
}

export function sumReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0)
}

/** Oldest first. */
export function byAge(a: StoredSet, b: StoredSet): number {
  if (a.metadata.creationTimestamp !== b.metadata.creationTimestamp) return a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1
  return revisionOf(a) - revisionOf(b) || (a.metadata.name < b.metadata.name ? -1 : 1)
}
