import { matches, unpackBits, type Selector, type Words } from '../../shared/selector/index.ts'
import type { Replica } from './replica.ts'

/** Which pods a selector selects, by slot. */
export interface Matches {
  /** 1 where the pod in the slot matches (and is in scope). */
  readonly bySlot: Uint8Array
  /** The same, 32 slots a word. */
  readonly words: Words
  readonly matched: number
  /** Pods in scope. */
  readonly total: number
}

/** The namespaces that are in scope: all (null) or one, by name. */
export type Scope = string | null

/** Asks the selector of every pod in scope. */
export function matchPods(replica: Replica, selector: Selector, scope: Scope): Matches {
  const selection = replica.labels.select(selector, scope)
  return { ...selection, bySlot: unpackBits(selection.words).subarray(0, replica.pods.capacity) }
}

/**
 * The answer after the pods in some slots came, went or changed; the same object when it is the same answer. O(slots), and a copy of
 * the answer when it is another.
 */
export function followAnswer(replica: Replica, selector: Selector, scope: Scope, before: Matches, slots: readonly number[]): Matches {
  const { pods, namespaces } = replica
  const isMatching = (slot: number): boolean => {
    const pod = pods.at(slot)
    return pod !== undefined && (scope === null || pod.namespace === scope) && matches(selector, pod.labels)
  }
  const total = scope === null ? pods.count : (namespaces.find(({ name }) => name === scope)?.pods ?? 0)
  const turned = new Set(slots.filter((slot) => isMatching(slot) !== (before.bySlot[slot] === 1)))
  if (turned.size === 0 && total === before.total && pods.capacity === before.bySlot.length) return before
  const bySlot = new Uint8Array(pods.capacity)
  bySlot.set(before.bySlot)
  const words: Words = new Int32Array((pods.capacity + 31) >>> 5)
  words.set(before.words)
  let { matched } = before
  for (const slot of turned) {
    bySlot[slot]! ^= 1
    words[slot >>> 5]! ^= 1 << (slot & 31)
    matched += bySlot[slot] === 1 ? 1 : -1
  }
  return { bySlot, words, matched, total }
}
