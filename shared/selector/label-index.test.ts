import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherVocabulary, labelSet, requirement } from '../../test/support/selectors.ts'
import type { StringMap } from '../model/index.ts'
import { setBit } from './bits.ts'
import { createLabelIndex, listBits, matches, type LabelIndex, type Selector } from './index.ts'

interface Kept { readonly scope: string; readonly labels: StringMap }
type Truth = ReadonlyMap<number, Kept>

const SCOPES = ['a', 'b', 'c']
/** Slots over several words: labels that many share are kept as bits, others as lists. */
const slot = fc.nat(400)
const selector = fc.oneof(
  { weight: 20, arbitrary: fc.array(requirement, { maxLength: 4 }).map((requirements): Selector => ({ selects: 'matching', requirements })) },
  { weight: 1, arbitrary: fc.constant<Selector>({ selects: 'nothing' }) },
)
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ step: fc.constant('fill' as const), from: slot, length: fc.nat(80), every: fc.integer({ min: 1, max: 9 }), labels: labelSet, scope: fc.constantFrom(...SCOPES) }) },
  { weight: 6, arbitrary: fc.record({ step: fc.constant('put' as const), slot, labels: labelSet, scope: fc.constantFrom(...SCOPES) }) },
  { weight: 6, arbitrary: fc.record({ step: fc.constant('empty' as const), from: slot, length: fc.nat(120), every: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('clear' as const) }) },
)

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

function take(index: LabelIndex, truth: Map<number, Kept>, change: Step): void {
  const put = (at: number, scope: string, labels: StringMap) => {
    // A slot keeps its scope while it is taken.
    const kept = { scope: truth.get(at)?.scope ?? scope, labels }
    truth.set(at, kept)
    index.put(at, kept.scope, labels)
  }
  if (change.step === 'put') put(change.slot, change.scope, change.labels)
  else if (change.step === 'fill') for (let at = change.from; at < change.from + change.length; at += change.every) put(at, change.scope, change.labels)
  else if (change.step === 'clear') {
    truth.clear()
    index.clear()
  } else {
    for (let at = change.from; at < change.from + change.length; at += change.every) {
      truth.delete(at)
      index.remove(at)
    }
  }
}

function scan(truth: Truth, selector: Selector, scope: string | null) {
  const asked = [...truth].filter(([, kept]) => scope === null || kept.scope === scope)
  return { total: asked.length, slots: asked.filter(([, { labels }]) => matches(selector, labels)).map(([at]) => at).sort((a, b) => a - b) }
}

function ask(index: LabelIndex, selector: Selector, scope: string | null) {
  const { words, matched, total } = index.select(selector, scope)
  const slots = listBits(words)
  expect(matched).toBe(slots.length)
  return { total, slots }
}

const counted = (entries: Iterable<readonly [string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))

test('after any changes the index answers what a scan answers, and what one built anew answers', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 25 }), fc.array(selector, { minLength: 1, maxLength: 5 }), fc.constantFrom(null, ...SCOPES, 'none'), (steps, selectors, scope) => {
    const index = createLabelIndex()
    const truth = new Map<number, Kept>()
    for (const change of steps) take(index, truth, change)
    const rebuilt = createLabelIndex()
    for (const [at, kept] of truth) rebuilt.put(at, kept.scope, kept.labels)
    for (const asked of selectors) {
      expect(ask(index, asked, scope)).toEqual(scan(truth, asked, scope))
      expect(ask(rebuilt, asked, scope)).toEqual(scan(truth, asked, scope))
      const { words } = index.select(asked, null)
      for (const name of SCOPES) expect(index.countIn(words, name)).toBe(scan(truth, asked, name).slots.length)
    }
    const vocabulary = index.vocabulary(scope)
    const gathered = gatherVocabulary([...truth.values()].filter((kept) => scope === null || kept.scope === scope).map(({ labels }) => labels))
    expect(counted(vocabulary.keys())).toEqual(counted(gathered.keys()))
    for (const [key] of gathered.keys()) expect(counted(vocabulary.values(key))).toEqual(counted(gathered.values(key)))
  }), { numRuns: 400 })
})

test('as long as its version stays, every question has the same answer', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), fc.array(selector, { minLength: 1, maxLength: 5 }), (steps, selectors) => {
    const index = createLabelIndex()
    const truth = new Map<number, Kept>()
    const answers = () => selectors.map((asked) => ask(index, asked, null))
    for (const change of steps) {
      const [version, before] = [index.version, answers()]
      take(index, truth, change)
      expect(index.version === version ? answers() : before).toEqual(before)
    }
  }), { numRuns: 200 })
  const index = createLabelIndex()
  index.put(1, 'a', { env: 'dev' })
  const { version } = index
  index.put(1, 'a', { env: 'dev' })
  expect(index.version).toBe(version)
  index.put(1, 'a', { env: 'prod' })
  expect(index.version).toBeGreaterThan(version)
})

test.each<[string, readonly number[]]>([
  ['none', []], ['one', [5]], ['both ends of a word', [0, 31, 32, 63]], ['all of a word', Array.from({ length: 32 }, (_, at) => at)],
])('bits become bytes: %s', (_, slots) => {
  const words = new Int32Array(2)
  for (const at of slots) setBit(words, at)
  expect(listBits(words)).toEqual(slots)
})
