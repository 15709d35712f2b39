import { matches, type Selector } from '../../shared/selector/index.ts'
import { isActive, type StoredPod } from './pods.ts'
import { rankVictims } from './victims.ts'

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

/** What a ReplicaSet has to do with. */
export interface Replicas {
  readonly wanted: number
  readonly selector: Selector
  readonly owned: readonly StoredPod[]
  readonly orphans: readonly StoredPod[]
  /** Active pods of all sets of the same controller, asked for only when there are too many. */
  related(): readonly StoredPod[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What it takes to have the wanted number of pods, as upstream's ReplicaSet controller decides it. */
export function planReplicas({ wanted, selector, owned, orphans, related, now }: Replicas): ReplicaPlan {
  const fits = (pod: StoredPod) => matches(selector, pod.metadata.labels ?? {})
  const kept = owned.filter(fits)
  const adopt = orphans.filter((pod) => isActive(pod) && fits(pod))
  const active = [...kept.filter(isActive), ...adopt]
  const surplus = active.length - wanted
  return {
    adopt,
    release: owned.filter((pod) => isActive(pod) && !fits(pod)),
    create: Math.max(0, -surplus),
    remove: surplus > 0 ? rankVictims(active, [...new Set([...active, ...related()])], now).slice(0, surplus) : [],
    active,
  }
}
