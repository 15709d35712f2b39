import { hasBit, matches, wordsFor, type Selection, type Selector, type Words } from '../../shared/selector/index.ts'
import type { Replica } from './replica.ts'

/** Which pods a selector selects, by slot; `total` are those in scope. Ask `hasBit(words, slot)`. */
export type Matches = Selection

/** The namespaces that are in scope: all (null) or one, by name. */
export type Scope = string | null

/** Asks the selector of every pod in scope. */
export function matchPods(replica: Replica, selector: Selector, scope: Scope): Matches {
  return replica.labels.select(selector, scope)
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
  const turned = new Set(slots.filter((slot) => isMatching(slot) !== hasBit(before.words, slot)))
  if (turned.size === 0 && total === before.total) return before
  const words: Words = new Int32Array(wordsFor(pods.capacity))
  words.set(before.words.subarray(0, words.length))
  let { matched } = before
  for (const slot of turned) {
    words[slot >>> 5]! ^= 1 << (slot & 31)
    matched += hasBit(words, slot) ? 1 : -1
  }
  return { words, matched, total }
}
