import type { Deployment, ReplicaSet, StoredObject } from '../../shared/model/index.ts'

type StoredSet = StoredObject<ReplicaSet>

/** ReplicaSets whose number of pods is to change. */
export interface Scale {
  readonly set: StoredSet
  readonly replicas: number
}

/** What a rollout allows above and below the wanted number, as upstream's `ResolveFenceposts`: shares round up and down, and never both to nothing. */
export function readAllowance(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const wanted = wantedReplicas(deployment)
  const { type, rollingUpdate } = deployment.spec?.strategy ?? {}
  if (type === 'Recreate') return { surge: 0, unavailable: wanted }
  const surge = readShare(rollingUpdate?.maxSurge ?? '25%', wanted, Math.ceil)
  const unavailable = Math.min(wanted, readShare(rollingUpdate?.maxUnavailable ?? '25%', wanted, Math.floor))
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable }
}

function readShare(share: unknown, of: number, round: (value: number) => number): number {
  return typeof share === 'number' ? share : round((Number.parseInt(String(share), 10) / 100) * of)
}

/** How many pods the newest ReplicaSet begins with, beside the old ones. */
export function planFirstReplicas(deployment: Deployment, old: readonly StoredSet[]): number {
  const wanted = wantedReplicas(deployment)
  if (deployment.spec?.strategy?.type === 'Recreate') return old.some((set) => (set.status?.replicas ?? 0) > 0) ? 0 : wanted
  return Math.max(0, Math.min(wanted, wanted + readAllowance(deployment).surge - sumReplicas(old)))
}

/** The next step of a rollout: the new set up within the surge, or else the old ones down as far as enough pods stay available. */
export function planRollout(deployment: Deployment, newest: StoredSet, old: readonly StoredSet[]): readonly Scale[] {
  const wanted = wantedReplicas(deployment)
  const current = newest.spec?.replicas ?? 0
  if (current > wanted) return [{ set: newest, replicas: wanted }]
  if (deployment.spec?.strategy?.type === 'Recreate') return planRecreate(wanted, newest, old)
  const { surge, unavailable } = readAllowance(deployment)
  const room = wanted + surge - current - sumReplicas(old)
  if (current < wanted && room > 0) return [{ set: newest, replicas: Math.min(wanted, current + room) }]
  return planShrink(old, current - available(newest), wanted - unavailable, current + sumReplicas(old), sumAvailable([newest, ...old]))
}

function planRecreate(wanted: number, newest: StoredSet, old: readonly StoredSet[]): readonly Scale[] {
  const standing = old.filter((set) => (set.spec?.replicas ?? 0) > 0)
  if (standing.length > 0) return standing.map((set) => ({ set, replicas: 0 }))
  const gone = old.every((set) => (set.status?.replicas ?? 0) === 0)
  return gone && newest.spec?.replicas !== wanted ? [{ set: newest, replicas: wanted }] : []
}

/** Old pods that are not available go first; then as many more, the oldest set first, as leave the least that must be available. */
function planShrink(old: readonly StoredSet[], newUnavailable: number, least: number, all: number, availableNow: number): readonly Scale[] {
  let spare = all - least - newUnavailable
  if (spare <= 0) return []
  const left = new Map(old.map((set) => [set, set.spec?.replicas ?? 0]))
  for (const set of byAge(old)) {
    const unhealthy = Math.min(spare, Math.max(0, (left.get(set) ?? 0) - available(set)))
    left.set(set, (left.get(set) ?? 0) - unhealthy)
    spare -= unhealthy
  }
  let healthy = availableNow - least
  for (const set of byAge(old)) {
    const fewer = Math.max(0, Math.min(healthy, left.get(set) ?? 0))
    left.set(set, (left.get(set) ?? 0) - fewer)
    healthy -= fewer
  }
  return [...left].filter(([set, replicas]) => replicas !== set.spec?.replicas).map(([set, replicas]) => ({ set, replicas }))
}

/** Old sets that the history has no room for any more. */
export function planCleanup(deployment: Deployment, old: readonly StoredSet[]): readonly StoredSet[] {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10
  const idle = byAge(old).filter((set) => set.spec?.replicas === 0 && (set.status?.replicas ?? 0) === 0 && set.metadata.deletionTimestamp === undefined)
  return idle.slice(0, Math.max(0, old.length - limit))
}

export function wantedReplicas(deployment: Deployment): number {
  return deployment.spec?.replicas ?? 1
}

export function available(set: ReplicaSet): number {
  return set.status?.availableReplicas ?? 0
}

export function sumAvailable(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + available(set), 0)
}

function sumReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0)
}

function byAge(sets: readonly StoredSet[]): readonly StoredSet[] {
  return sets.toSorted((a, b) => Number(a.metadata.annotations?.[revisionAnnotation] ?? 0) - Number(b.metadata.annotations?.[revisionAnnotation] ?? 0))
}

/** Counts the templates that a Deployment has had; on it and on its ReplicaSets. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision'
