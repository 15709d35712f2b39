import { compareBytes, type StringMap } from '../model/index.ts'
import { clearBit, dropBits, hasBit, keepBits, listBits, setBit, type Words } from './bits.ts'
import { smallestCovers } from './cover.ts'
import type { LabelIndex } from './label-index.ts'
import { labelOf } from './match.ts'
import { MAX_SELECTOR_BYTES } from './parse.ts'
import { EVERYTHING, type Requirement, type Selector } from './selector.ts'
import { type KeyProfile, type Limits, shortestText, type Stand, type Wording } from './shortest-text.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The objects among which some are chosen, by slot. */
export interface Universe {
  readonly index: Pick<LabelIndex, 'select' | 'vocabulary'>
  /** The namespace that is asked; null is all. */
  readonly scope: string | null
  labelsOf(slot: number): StringMap
}

export type Synthesis =
  /** A selector that selects exactly the chosen. `shortest`: whether that is proven, and not only the shortest that was found in time. */
  | { readonly found: 'selector'; readonly selector: Selector; readonly text: string; readonly shortest: boolean }
  /** There is none: every selector that selects `like`, which are chosen, selects `outside` too, which is not. One `like` has the same labels. */
  | { readonly found: 'none'; readonly outside: number; readonly like: readonly number[] }
  /** There are some, but none was found that is short enough to be read. */
  | { readonly found: 'too-long' }

/** Steps of the search for the fewest requirements, and of that for the shortest text. */
const COVER_STEPS = 200_000
const TEXT_STEPS = 100_000
/** A list of more values says only which objects there are: it is used only where nothing else will do. */
const LONG_LIST = 8
/** Labels looked at while texts are compared. */
const MOST_LOOKS = 3_000_000
/** So many objects are looked at between two pauses. */
const A_FEW = 2_000
/** So many of the objects that can't be left out are tried for the plainest proof. */
const WITNESSES = 32

/**
 * The shortest selector (fewest requirements, then fewest characters, then `=` before `!=`) that selects exactly the chosen objects
 * of a universe, at least one, or the proof that there is none. Requirements are `k`, `!k`, `k=v`, `k!=v`, `k in (...)` and
 * `k notin (...)`, at most one a key: two on one key never say more than one of these. Lists of more than eight values come last of all.
 * Yields every few milliseconds, so that it can be done in slices or given up; the universe has to stay the same meanwhile.
 */
export function* synthesiseSelector(universe: Universe, chosen: readonly number[]): Generator<undefined, Synthesis> {
  const { index, scope } = universe
  const rest = index.select(EVERYTHING, scope).words
  for (const slot of chosen) clearBit(rest, slot)
  const vocabulary = index.vocabulary(scope)
  const keys = yield* profileKeys(vocabulary, universe, chosen)
  const left = rest.slice()
  const narrow = (profile: KeyProfile, requirement: Requirement | null): readonly Useful[] => {
    if (requirement === null) return []
    const out = rest.slice()
    dropBits(out, index.select({ selects: 'matching', requirements: [requirement] }, scope).words)
    return out.every((word) => word === 0) ? [] : [{ profile, out }]
  }
  const useful: Useful[] = []
  for (const profile of keys) {
    useful.push(...narrow(profile, tightestOf(vocabulary, profile)))
    yield
  }
  for (const { out } of useful) dropBits(left, out)
  const inseparable = listBits(left)
  if (inseparable.length > 0) return { found: 'none', ...(yield* proveNone(universe, chosen, keys, inseparable)) }

  const outside = listBits(rest)
  const plain = useful.flatMap(({ profile, out }) => (isLong(profile) ? narrow(profile, { op: 'exists', key: profile.key }) : [{ profile, out }]))
  return (yield* findShortest(universe, outside, plain, LONG_LIST)) ?? (yield* findShortest(universe, outside, useful, Infinity)) ?? { found: 'too-long' }
}

/** A key under which some of the objects outside can be told from all of the chosen, and these. */
interface Useful {
  readonly profile: KeyProfile
  readonly out: Words
}

const isLong = ({ values, lacking }: KeyProfile): boolean => !lacking && values.length > LONG_LIST

/** The shortest selector over some keys, with no list longer than so many values; null when they leave something in or the text is too long. */
function* findShortest(universe: Universe, outside: readonly number[], useful: readonly Useful[], longestList: number): Generator<undefined, Synthesis | null> {
  const kinds = yield* signatures(outside, useful.map(({ out }) => out))
  if (kinds.some((sets) => sets.length === 0)) return null
  const { covers, complete } = smallestCovers(kinds, COVER_STEPS)
  yield
  const limits: Limits = { text: MAX_SELECTOR_BYTES, list: longestList, steps: TEXT_STEPS }
  let looks = MOST_LOOKS
  let best: Wording | null = null
  for (const cover of covers) {
    const profiles = cover.map((at) => useful[at]!.profile)
    looks -= outside.length * profiles.length
    best = yield* shortestText(profiles, yield* standsOf(universe, outside, profiles), limits, best)
    if (looks <= 0 || limits.steps <= 0) break
  }
  return best === null ? null : { found: 'selector', ...best, shortest: complete && limits.steps > 0 && (looks > 0 || covers.length === 1) }
}

/** Every key in the universe, by its bytes, with what the chosen have under it. */
function* profileKeys(vocabulary: Vocabulary, { labelsOf }: Universe, chosen: readonly number[]): Generator<undefined, readonly KeyProfile[]> {
  const seen = new Map<string, { count: number; readonly values: Set<string> }>()
  for (const [key] of vocabulary.keys()) seen.set(key, { count: 0, values: new Set() })
  for (const [at, slot] of chosen.entries()) {
    if (at % A_FEW === 0) yield
    const labels = labelsOf(slot)
    for (const key of Object.keys(labels)) {
      const entry = seen.get(key)
      if (entry === undefined) continue
      entry.count++
      entry.values.add(labels[key]!)
    }
  }
  return [...seen].map(([key, { count, values }]) => ({ key, values: [...values].sort(compareBytes), lacking: count < chosen.length }))
    .sort((a, b) => compareBytes(a.key, b.key))
}

/** The requirement on a key that selects all of the chosen and as little else as possible; null when it would select everything. */
function tightestOf(vocabulary: Vocabulary, { key, values, lacking }: KeyProfile): Requirement | null {
  if (values.length === 0) return { op: 'absent', key }
  if (!lacking) return { op: 'in', key, values }
  const inside = new Set(values)
  const others = [...vocabulary.values(key)].flatMap(([value]) => (inside.has(value) ? [] : [value]))
  return others.length === 0 ? null : { op: 'notin', key, values: others.sort(compareBytes) }
}

/** The different combinations of sets in which the slots are. */
function* signatures(slots: readonly number[], sets: readonly Words[]): Generator<undefined, readonly (readonly number[])[]> {
  const kinds = new Int32Array(slots.length)
  let found: (readonly number[])[] = slots.length === 0 ? [] : [[]]
  for (const [set, words] of sets.entries()) {
    yield
    const renamed = new Int32Array(found.length * 2).fill(-1)
    const next: (readonly number[])[] = []
    slots.forEach((slot, at) => {
      const inside = hasBit(words, slot)
      const kind = kinds[at]! * 2 + Number(inside)
      if (renamed[kind] === -1) renamed[kind] = next.push(inside ? [...found[kind >> 1]!, set] : found[kind >> 1]!) - 1
      kinds[at] = renamed[kind]!
    })
    found = next
  }
  return found
}

/** The different ways in which the slots stand under some keys. */
function* standsOf({ labelsOf }: Universe, slots: readonly number[], keys: readonly KeyProfile[]): Generator<undefined, readonly (readonly Stand[])[]> {
  const insides = keys.map(({ values }) => new Set(values))
  const kinds = new Int32Array(slots.length)
  let found: (readonly Stand[])[] = [[]]
  for (const [which, { key, lacking }] of keys.entries()) {
    const renamed = found.map(() => new Map<Stand, number>())
    const next: (readonly Stand[])[] = []
    for (let at = 0; at < slots.length; at++) {
      if (at % A_FEW === 0) yield
      const value = labelOf(labelsOf(slots[at]!), key)
      const stand: Stand = value === undefined ? (lacking ? true : null) : insides[which]!.has(value) ? true : value
      const kind = kinds[at]!
      let name = renamed[kind]!.get(stand)
      if (name === undefined) renamed[kind]!.set(stand, (name = next.push([...found[kind]!, stand]) - 1))
      kinds[at] = name
    }
    found = next
  }
  return slots.length === 0 ? [] : found
}

interface Proof {
  readonly outside: number
  readonly like: readonly number[]
}

/** Of the objects that no requirement tells from the chosen, the one for which the fewest of the chosen show it. */
function* proveNone(universe: Universe, chosen: readonly number[], keys: readonly KeyProfile[], inseparable: readonly number[]): Generator<undefined, Proof> {
  const candidates = inseparable.slice(0, WITNESSES)
  for (const outside of candidates) {
    const twin = findTwin(universe, chosen, outside)
    if (twin !== undefined) return { outside, like: [twin] }
    yield
  }
  const used = keys.filter(({ values }) => values.length > 0)
  let best: Proof | null = null
  for (const outside of candidates.slice(0, 4)) {
    const like = yield* coverLabels(universe, chosen, used, outside)
    if (best === null || like.length < best.like.length) best = { outside, like }
  }
  return best!
}

/** A chosen object with the same labels. */
function findTwin({ index, scope, labelsOf }: Universe, chosen: readonly number[], outside: number): number | undefined {
  const labels = Object.entries(labelsOf(outside))
  const { words } = index.select({ selects: 'matching', requirements: labels.map(([key, value]) => ({ op: '=', key, value })) }, scope)
  const wanted = new Int32Array(words.length)
  for (const slot of chosen) if (slot >>> 5 < wanted.length) setBit(wanted, slot)
  keepBits(words, wanted)
  return listBits(words).find((slot) => Object.keys(labelsOf(slot)).length === labels.length)
}

/** The fewest chosen objects among which each key is found as the one outside has it: with its value, or missing. */
function* coverLabels({ labelsOf }: Universe, chosen: readonly number[], keys: readonly KeyProfile[], outside: number): Generator<undefined, readonly number[]> {
  const wanted = labelsOf(outside)
  const holders: number[][] = keys.map(() => [])
  const seen = new Set<string>()
  for (const [at, slot] of chosen.entries()) {
    if (at % A_FEW === 0) yield
    const labels = labelsOf(slot)
    const agreeing = keys.flatMap(({ key }, which) => (labelOf(labels, key) === labelOf(wanted, key) ? [which] : []))
    const name = agreeing.join(' ')
    if (seen.has(name)) continue
    seen.add(name)
    for (const which of agreeing) holders[which]!.push(slot)
  }
  // Where the chosen have no labels at all, any of them will do.
  return keys.length === 0 ? chosen.slice(0, 1) : smallestCovers(holders, COVER_STEPS / 10).covers[0]!
}
