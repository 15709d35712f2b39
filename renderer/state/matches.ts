import { unpackBits, type Selector, type Words } from '../../shared/selector/index.ts'
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

/** Whether two answers select the same slots of as many pods. */
export function isSameAnswer(a: Matches, b: Matches): boolean {
  return a.matched === b.matched && a.total === b.total && a.words.length === b.words.length && a.words.every((word, at) => word === b.words[at])
}
