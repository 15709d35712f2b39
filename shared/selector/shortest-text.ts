import { assertNever } from '../lang/assert-never.ts'
import { compareBytes } from '../model/index.ts'
import { formatSelector } from './format.ts'
import type { Requirement, Selector } from './selector.ts'

/** How a key's values stand to what is chosen: its values there, in order, and whether some of the chosen lack it. */
export interface KeyProfile {
  readonly key: string
  readonly values: readonly string[]
  readonly lacking: boolean
}

/** What an object that is to be left out has under one of the keys: a value, null for none, or true where all chosen things could be like that. */
export type Stand = string | null | true

/** A selector as it was found, and how it compares: fewer requirements first, then the shorter text, then the plainer. */
export interface Wording {
  readonly selector: Selector & { readonly selects: 'matching' }
  readonly text: string
}

/** Most characters of the text, most values of a list, and the steps that a search may still take, which it counts down. */
export interface Limits {
  readonly text: number
  readonly list: number
  steps: number
}

/** Steps from one pause to the next. */
const PAUSE = 256

/** For comparing: of two texts of a length, the one that says what is there goes first. */
const plainFirst = (text: string): string => text.replaceAll('!', '~')

function isShorter(a: Wording, b: Wording | null): boolean {
  if (b === null) return true
  return (a.selector.requirements.length - b.selector.requirements.length || a.text.length - b.text.length || compareBytes(plainFirst(a.text), plainFirst(b.text))) < 0
}

type Choice = { readonly form: 'exists' | 'absent' | 'in' } | { readonly form: 'notin'; readonly values: readonly string[] }

function requirementOf({ key, values }: KeyProfile, choice: Choice): Requirement {
  switch (choice.form) {
    case 'exists':
    case 'absent': return { op: choice.form, key }
    case 'in': return values.length === 1 ? { op: '=', key, value: values[0]! } : { op: 'in', key, values }
    case 'notin': {
      const [first, ...others] = choice.values.toSorted(compareBytes)
      return others.length === 0 ? { op: '!=', key, value: first! } : { op: 'notin', key, values: [first!, ...others] }
    }
    default: return assertNever(choice)
  }
}

const sum = (values: readonly string[]): number => values.reduce((length, value) => length + value.length, values.length - 1)

const countValues = ({ values }: KeyProfile, choice: Choice): number => (choice.form === 'in' ? values.length : choice.form === 'notin' ? choice.values.length : 0)

/** The length of a requirement's text; more values make it longer. */
function lengthOf({ key, values }: KeyProfile, choice: Choice): number {
  switch (choice.form) {
    case 'exists': return key.length
    case 'absent': return key.length + 1
    case 'in': return key.length + (values.length === 1 ? 1 + values[0]!.length : 6 + sum(values))
    case 'notin': return key.length + (choice.values.length === 1 ? 2 + choice.values[0]!.length : 9 + sum(choice.values))
    default: return assertNever(choice)
  }
}

function excludes(choice: Choice, stand: Stand): boolean {
  if (stand === true) return false
  switch (choice.form) {
    case 'exists': return stand === null
    case 'absent':
    case 'in': return true
    case 'notin': return stand !== null && choice.values.includes(stand)
    default: return assertNever(choice)
  }
}

/** What a key's requirement could be made of to leave an object out; the surest first. None of it leaves out anything chosen. */
function waysOut({ values, lacking }: KeyProfile, before: Choice | undefined, stand: Stand): readonly Choice[] {
  if (stand === true) return []
  if (before !== undefined) return before.form === 'notin' && stand !== null ? [{ form: 'notin', values: [...before.values, stand] }] : []
  if (values.length === 0) return [{ form: 'absent' }]
  const without: readonly Choice[] = stand === null ? [] : [{ form: 'notin', values: [stand] }]
  return lacking ? without : [{ form: 'in' }, ...(stand === null ? [{ form: 'exists' } as const] : []), ...without]
}

/**
 * The shortest selector with at most one requirement on each of the keys that leaves out every one of some objects (`stands`: for
 * each, how it stands under each key), if it is better than `best`. Returns the better of the two; `best` when no step is left.
 * Yields now and then.
 */
export function* shortestText(keys: readonly KeyProfile[], stands: readonly (readonly Stand[])[], limits: Limits, best: Wording | null): Generator<undefined, Wording | null> {
  // What can be left out in one way only is settled first.
  const ways = (stand: readonly Stand[]) => keys.reduce((count, key, at) => count + waysOut(key, undefined, stand[at]!).length, 0)
  const sorted = stands.map((stand) => ({ stand, count: ways(stand) })).sort((a, b) => a.count - b.count).map(({ stand }) => stand)
  const choices: (Choice | undefined)[] = keys.map(() => undefined)
  let found = best
  // Every length is counted with the comma before it.
  const limit = () => (found === null || found.selector.requirements.length > keys.length ? limits.text : Math.min(limits.text, found.text.length)) + 1

  function* search(from: number, length: number): Generator<undefined, void> {
    if (limits.steps % PAUSE === 0) yield
    if (limits.steps-- <= 0 || length > limit()) return
    let at = from
    while (at < sorted.length && choices.some((choice, which) => choice !== undefined && excludes(choice, sorted[at]![which]!))) at++
    const stand = sorted[at]
    if (stand === undefined) {
      const selector = { selects: 'matching', requirements: keys.flatMap((key, which) => (choices[which] === undefined ? [] : [requirementOf(key, choices[which])])) } as const
      const wording = { selector, text: formatSelector(selector) }
      if (isShorter(wording, found)) found = wording
      return
    }
    for (const [which, key] of keys.entries()) {
      const before = choices[which]
      for (const choice of waysOut(key, before, stand[which]!)) {
        if (countValues(key, choice) > limits.list) continue
        choices[which] = choice
        yield* search(at + 1, length + lengthOf(key, choice) - (before === undefined ? -1 : lengthOf(key, before)))
      }
      choices[which] = before
    }
  }
  yield* search(0, 0)
  return found
}
