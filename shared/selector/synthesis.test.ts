import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { finish } from '../lang/finish.ts'
import { compareBytes, type StringMap } from '../model/index.ts'
import { createLabelIndex, formatSelector, matches, parseSelector, synthesiseSelector, type Requirement, type Synthesis } from './index.ts'

function synthesise(pods: readonly StringMap[], chosen: readonly number[]): Synthesis {
  const index = createLabelIndex()
  pods.forEach((labels, slot) => index.put(slot, 'default', labels))
  return finish(synthesiseSelector({ index, scope: null, labelsOf: (slot) => pods[slot] ?? {} }, chosen))
}

const pods: readonly StringMap[] = [
  { app: 'web', env: 'prod', name: 'a' },
  { app: 'web', env: 'dev', name: 'b' },
  { app: 'web', env: 'qa', name: 'c' },
  { app: 'db', env: 'prod', name: 'dd', canary: '' },
  { app: 'db', env: 'qa', name: 'e' },
  {},
]

test.each<[string, readonly number[], string]>([
  ['one value', [0, 1, 2], 'app=web'],
  ['a key that the others lack', [0, 1, 2, 3, 4], 'app'],
  ['a key that only the others have', [0, 1, 2, 4, 5], '!canary'],
  ['the shorter of a value and a key', [3], 'canary'],
  ['several values of one key', [1, 3], 'name in (b,dd)'],
  ['everything', [0, 1, 2, 3, 4, 5], ''],
  ['none of some values', [0, 1, 3, 5], 'env!=qa'],
  ['what has no labels', [5], '!app'],
])('%s: %o', (_, chosen, text) => {
  expect(synthesise(pods, chosen)).toMatchObject({ found: 'selector', text, shortest: true })
})

test('what two keys have to say together', () => {
  const twins = [{ a: '1', b: '1' }, { a: '1', b: '2' }, { a: '2', b: '1' }, { a: '2', b: '2' }]
  expect(synthesise(twins, [0])).toMatchObject({ found: 'selector', text: 'a=1,b=1' })
  expect(synthesise([...twins, { a: '2' }], [3, 4])).toMatchObject({ found: 'selector', text: 'a=2,b!=1' })
})

test('objects with the same labels are told apart by none', () => {
  expect(synthesise([{ app: 'web' }, { app: 'web' }, { app: 'db' }], [0])).toEqual({ found: 'none', outside: 1, like: [0] })
  expect(synthesise([{}, {}], [1])).toEqual({ found: 'none', outside: 0, like: [1] })
})

test('without a twin, those are shown among which each label is found', () => {
  expect(synthesise([{ a: '1', b: '1' }, { a: '2', b: '2' }, { a: '1', b: '2' }], [0, 1])).toEqual({ found: 'none', outside: 2, like: [0, 1] })
})

test('another namespace is no matter', () => {
  const index = createLabelIndex()
  const labels = { app: 'web' }
  index.put(0, 'a', labels)
  index.put(1, 'b', labels)
  const asked = { index, labelsOf: () => labels }
  expect(finish(synthesiseSelector({ ...asked, scope: null }, [0]))).toMatchObject({ found: 'none' })
  expect(finish(synthesiseSelector({ ...asked, scope: 'a' }, [0]))).toMatchObject({ found: 'selector', text: '' })
})

const key = fc.constantFrom('a', 'b', 'app', 'in')
const value = fc.constantFrom('', '1', 'x', 'web')
const few = fc.array(fc.dictionary(key, value, { maxKeys: 4 }), { minLength: 1, maxLength: 7 })
const someOf = (all: readonly StringMap[]) => fc.subarray([...all.keys()], { minLength: 1 }).map((chosen) => ({ pods: all, chosen }))

test('a selector that is found selects exactly the chosen, and reads back as it was', () => {
  fc.assert(fc.property(few.chain(someOf), ({ pods: all, chosen }) => {
    const answer = synthesise(all, chosen)
    if (answer.found !== 'selector') return
    const parsed = parseSelector(answer.text)
    if (!parsed.ok) throw new Error(parsed.error.message)
    expect(formatSelector(answer.selector)).toBe(answer.text)
    expect([...all.keys()].filter((slot) => matches(parsed.value, all[slot] ?? {}))).toEqual(chosen)
  }))
})

test('a proof that there is none names one outside that agrees under every key with one of the chosen', () => {
  fc.assert(fc.property(few.chain(someOf), ({ pods: all, chosen }) => {
    const answer = synthesise(all, chosen)
    if (answer.found !== 'none') return
    const { outside, like } = answer
    expect(chosen).not.toContain(outside)
    expect(like.every((slot) => chosen.includes(slot))).toBe(true)
    const keys = new Set(all.flatMap((labels) => Object.keys(labels)))
    for (const each of keys) expect(like.some((slot) => all[slot]?.[each] === all[outside]?.[each])).toBe(true)
  }))
})

const KEYS = ['a', 'b', 'in']
const VALUES = ['', '1', 'x']
const SETS = [[''], ['1'], ['x'], ['', '1'], ['', 'x'], ['1', 'x'], ['', '1', 'x']]

/** All requirements on one key that the language has over three values. */
const onKey = (each: string): readonly Requirement[] => [
  { op: 'exists', key: each }, { op: 'absent', key: each },
  ...VALUES.flatMap((one): Requirement[] => [{ op: '=', key: each, value: one }, { op: '!=', key: each, value: one }]),
  ...SETS.flatMap((values): Requirement[] => [{ op: 'in', key: each, values }, { op: 'notin', key: each, values }]),
]
const REQUIREMENTS = KEYS.flatMap(onKey)

/** The best of all selectors of at most `most` requirements, by trying each. */
function bruteForce(all: readonly StringMap[], chosen: readonly number[], most: number): string | null {
  const selects = (requirements: readonly Requirement[]) =>
    all.every((labels, slot) => matches({ selects: 'matching', requirements }, labels) === chosen.includes(slot))
  let level: (readonly Requirement[])[] = [[]]
  for (let size = 0; size <= most; size++) {
    const texts = level.filter(selects).map((requirements) => formatSelector({ selects: 'matching', requirements }))
    if (texts.length > 0) return texts.sort((a, b) => a.length - b.length || compareBytes(a.replaceAll('!', '~'), b.replaceAll('!', '~')))[0] ?? null
    level = level.flatMap((requirements) => REQUIREMENTS.filter((one) => requirements.every((other) => compareBytes(other.key, one.key) <= 0)).map((one) => [...requirements, one]))
  }
  return null
}

test('no selector is shorter, and where none is found none exists', () => {
  const universe = fc.array(fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), { maxKeys: 3 }), { minLength: 1, maxLength: 6 })
  fc.assert(fc.property(universe.chain(someOf), ({ pods: all, chosen }) => {
    const answer = synthesise(all, chosen)
    const found = answer.found === 'selector' ? answer.text : null
    const best = bruteForce(all, chosen, 2)
    // Three requirements are too many to try them all: there the fewer ones must have failed.
    const many = answer.found === 'selector' && answer.selector.selects === 'matching' && answer.selector.requirements.length > 2
    expect(best).toBe(many ? null : found)
  }), { numRuns: 150 })
})

test('the same in a large universe, within bounds', () => {
  const all = Array.from({ length: 20_000 }, (_, slot): StringMap => ({ app: `app-${slot % 40}`, env: ['prod', 'dev', 'qa'][slot % 3] ?? '', tier: slot % 2 === 0 ? 'web' : 'db', name: `pod-${slot}` }))
  const slots = [...all.keys()]
  expect(synthesise(all, slots.filter((slot) => slot % 40 === 7 && slot % 3 !== 2))).toMatchObject({ found: 'selector', text: 'app=app-7,env!=qa' })
  expect(synthesise(all, slots.filter((slot) => slot % 2 === 0 && slot % 3 === 0))).toMatchObject({ found: 'selector', text: 'env=prod,tier=web' })
  // Only their names tell them apart, and there are too many of them.
  expect(synthesise(all, slots.filter((slot) => slot % 40 < 20 && slot % 7 === 0))).toEqual({ found: 'too-long' })
})
