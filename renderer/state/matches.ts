import { matches, type Selector } from '../../shared/selector/index.ts'
import type { Replica } from './replica.ts'

/** Which pods a selector selects, by slot. */
export interface Matches {
  /** 1 where the pod in the slot matches (and is in scope). */
  readonly bySlot: Uint8Array
  readonly matched: number
  /** Pods in scope. */
  readonly total: number
}

/** The namespaces that are in scope: all (null) or one, by name. */
export type Scope = string | null

/** Asks the selector of every pod in scope. O(pods). */
export function matchPods(replica: Replica, selector: Selector, scope: Scope): Matches {
  const { pods, namespaces } = replica
  const bySlot = new Uint8Array(pods.capacity)
  const only = scope === null ? -1 : (namespaces.find((entry) => entry.name === scope)?.index ?? -2)
  let matched = 0
  let total = 0
  for (let slot = 0; slot < bySlot.length; slot++) {
    if (pods.alive[slot] === 0 || (only !== -1 && pods.namespace[slot] !== only)) continue
    total++
    if (matches(selector, pods.at(slot)!.labels)) {
      bySlot[slot] = 1
      matched++
    }
  }
  return { bySlot, matched, total }
}
