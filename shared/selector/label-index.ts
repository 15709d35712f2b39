import { assertNever } from '../lang/assert-never.ts'
import type { StringMap } from '../model/index.ts'
import { clearBit, countBits, keepBits, setBit, type Words, wordsFor } from './bits.ts'
import { parseInt64 } from './int64.ts'
import { addSlot, countCommon, countSlots, dropSlots, joinSlots, keepSlots, type Posting, removeSlot } from './posting.ts'
import type { Requirement, Selector } from './selector.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The slots that a selector selects, as bits: 32 a word, lowest first. */
export interface Selection {
  readonly words: Words
  readonly matched: number
  /** Slots that were asked. */
  readonly total: number
}

/**
 * The labels of many objects, from label to objects, so that a selector is answered without looking at each of them. An object is
 * known by its slot (a small integer, used again once it is free) and belongs to one scope, its namespace.
 */
export interface LabelIndex {
  /** Goes up when an object comes or goes or has other labels: until then every question has the same answer. */
  readonly version: number
  /** Takes an object in, or its labels anew. The scope of an object in a slot stays. */
  put(slot: number, scope: string, labels: StringMap): void
  remove(slot: number): void
  clear(): void
  /** The slots in scope (null: in all) whose labels `matches` says are selected. O(requirements x slots / 32). */
  select(selector: Selector, scope: string | null): Selection
  /** How many of a selection's slots are in a scope. */
  countIn(words: Words, scope: string): number
  /** The labels in use in a scope (null: in all). */
  vocabulary(scope: string | null): Vocabulary
}

interface KeyEntry {
  /** Who has the key, whatever the value. */
  any: Posting
  readonly values: Map<string, Posting>
  /** Values that are integers; made when first asked for, and again once values came or went. */
  integers: readonly (readonly [integer: bigint, value: string])[] | null
}

export function createLabelIndex(): LabelIndex {
  let size = 0
  let count = 0
  let version = 0
  let alive: Words = new Int32Array(2)
  let labelsOf: (StringMap | undefined)[] = []
  let scopeOf: string[] = []
  const scopes = new Map<string, Posting>()
  const keys = new Map<string, KeyEntry>()

  const addTo = <Key>(postings: Map<Key, Posting>, key: Key, slot: number): void => {
    const before = postings.get(key)
    const after = addSlot(before, slot, size)
    if (after !== before) postings.set(key, after)
  }

  const takeFrom = <Key>(postings: Map<Key, Posting>, key: Key, slot: number): void => {
    const after = removeSlot(postings.get(key)!, slot)
    if (after === undefined) postings.delete(key)
    else postings.set(key, after)
  }

  const addLabel = (slot: number, key: string, value: string): void => {
    version++
    const entry = keys.get(key)
    if (entry === undefined) {
      keys.set(key, { any: slot, values: new Map([[value, slot]]), integers: null })
      return
    }
    entry.any = addSlot(entry.any, slot, size)
    const known = entry.values.size
    addTo(entry.values, value, slot)
    if (entry.values.size !== known) entry.integers = null
  }

  const takeLabel = (slot: number, key: string, value: string): void => {
    version++
    const entry = keys.get(key)!
    const any = removeSlot(entry.any, slot)
    if (any === undefined) {
      keys.delete(key)
      return
    }
    entry.any = any
    takeFrom(entry.values, value, slot)
    if (!entry.values.has(value)) entry.integers = null
  }

  /** Who has the key stays as it is. */
  const changeLabel = (slot: number, key: string, from: string, to: string): void => {
    version++
    const entry = keys.get(key)!
    const known = entry.values.has(to)
    takeFrom(entry.values, from, slot)
    addTo(entry.values, to, slot)
    if (!known || !entry.values.has(from)) entry.integers = null
  }

  const put = (slot: number, scope: string, labels: StringMap): void => {
    const before = labelsOf[slot]
    labelsOf[slot] = labels
    if (before !== undefined) {
      for (const key of Object.keys(before)) if (!Object.hasOwn(labels, key)) takeLabel(slot, key, before[key]!)
      for (const key of Object.keys(labels)) {
        if (!Object.hasOwn(before, key)) addLabel(slot, key, labels[key]!)
        else if (labels[key] !== before[key]) changeLabel(slot, key, before[key]!, labels[key]!)
      }
      return
    }
    if (slot >= size) size = slot + 1
    if (wordsFor(size) > alive.length) {
      const wider: Words = new Int32Array(alive.length * 2 + wordsFor(size))
      wider.set(alive)
      alive = wider
    }
    setBit(alive, slot)
    count++
    version++
    scopeOf[slot] = scope
    addTo(scopes, scope, slot)
    for (const key of Object.keys(labels)) addLabel(slot, key, labels[key]!)
  }

  const remove = (slot: number): void => {
    const labels = labelsOf[slot]
    if (labels === undefined) return
    labelsOf[slot] = undefined
    clearBit(alive, slot)
    count--
    version++
    takeFrom(scopes, scopeOf[slot]!, slot)
    for (const key of Object.keys(labels)) takeLabel(slot, key, labels[key]!)
  }

  const clear = (): void => {
    size = 0
    count = 0
    version++
    alive.fill(0)
    labelsOf = []
    scopeOf = []
    scopes.clear()
    keys.clear()
  }

  /** The slots that have one of the values. */
  const union = (entry: KeyEntry | undefined, values: readonly string[]): Words => {
    const words: Words = new Int32Array(wordsFor(size))
    for (const value of values) joinSlots(words, entry?.values.get(value))
    return words
  }

  const compared = (entry: KeyEntry | undefined, op: '>' | '<', value: string): readonly string[] => {
    const right = parseInt64(value)
    if (entry === undefined || right === undefined) return []
    entry.integers ??= [...entry.values.keys()].flatMap((text) => {
      const integer = parseInt64(text)
      return integer === undefined ? [] : [[integer, text] as const]
    })
    return entry.integers.filter(([left]) => (op === '>' ? left > right : left < right)).map(([, text]) => text)
  }

  const narrow = (words: Words, requirement: Requirement): void => {
    const entry = keys.get(requirement.key)
    switch (requirement.op) {
      case 'exists': return keepSlots(words, entry?.any)
      case 'absent': return dropSlots(words, entry?.any)
      case '=':
      case '==': return keepSlots(words, entry?.values.get(requirement.value))
      case '!=': return dropSlots(words, entry?.values.get(requirement.value))
      case 'in': return keepBits(words, union(entry, requirement.values))
      case 'notin': return requirement.values.forEach((value) => dropSlots(words, entry?.values.get(value)))
      case '>':
      case '<': return keepBits(words, union(entry, compared(entry, requirement.op, requirement.value)))
      default: return assertNever(requirement)
    }
  }

  return {
    get version() { return version },
    put, remove, clear,
    select(selector, scope) {
      const words = alive.slice(0, wordsFor(size))
      const within = scope === null ? undefined : scopes.get(scope)
      if (scope !== null) keepSlots(words, within)
      const total = scope === null ? count : countSlots(within)
      if (selector.selects === 'nothing') return { words: words.fill(0), matched: 0, total }
      for (const requirement of selector.requirements) narrow(words, requirement)
      return { words, matched: selector.requirements.length === 0 ? total : countBits(words), total }
    },
    countIn: (words, scope) => countCommon(words, scopes.get(scope)),
    vocabulary(scope) {
      if (scope !== null) {
        const within: Words = alive.slice(0, wordsFor(size))
        keepSlots(within, scopes.get(scope))
        const counted = (postings: Iterable<readonly [string, Posting]>) =>
          [...postings].map(([text, posting]) => [text, countCommon(within, posting)] as const).filter(([, held]) => held > 0)
        return { keys: () => counted([...keys].map(([key, { any }]) => [key, any] as const)), values: (key) => counted(keys.get(key)?.values ?? []) }
      }
      return {
        keys: () => [...keys].map(([key, { any }]) => [key, countSlots(any)] as const),
        values: (key) => [...(keys.get(key)?.values ?? [])].map(([value, posting]) => [value, countSlots(posting)] as const),
      }
    },
  }
}
