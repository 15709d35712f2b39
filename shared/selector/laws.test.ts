import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySelector, brokenSelector, labelSet, requirement, rightSelector } from '../../test/support/selectors.ts'
import type { StringMap } from '../model/index.ts'
import { applyEdit, explain, formatSelector, matches, parseSelector, type Requirement, type Selector } from './index.ts'

const selector = fc.array(requirement, { maxLength: 5 }).map((requirements): Selector => ({ selects: 'matching', requirements }))

test('what is formatted parses to what it was, sorted by key', () => {
  fc.assert(
    fc.property(selector, labelSet, (given, labels) => {
      const parsed = parseSelector(formatSelector(given))
      if (!parsed.ok) throw new Error(parsed.error.message)
      expect(matches(parsed.value, labels)).toBe(matches(given, labels))
      expect(formatSelector(parsed.value)).toBe(formatSelector(given))
    }),
  )
})

test('canonical form is stable, and means what was written', () => {
  fc.assert(
    fc.property(rightSelector, labelSet, (text, labels) => {
      const first = parseSelector(text)
      if (!first.ok) throw new Error(first.error.message)
      const second = parseSelector(formatSelector(first.value))
      if (!second.ok) throw new Error(second.error.message)
      expect(formatSelector(second.value)).toBe(formatSelector(first.value))
      expect(matches(second.value, labels)).toBe(matches(first.value, labels))
    }),
  )
})

test('adding a requirement never widens', () => {
  fc.assert(
    fc.property(fc.array(requirement, { maxLength: 4 }), requirement, labelSet, (requirements, added, labels) => {
      const [narrow, wide] = [matches(matching([...requirements, added]), labels), matches(matching(requirements), labels)]
      expect(narrow && !wide).toBe(false)
    }),
  )
})

test('an object matches exactly when every requirement is explained to hold', () => {
  fc.assert(
    fc.property(selector, labelSet, (given, labels) => {
      expect(matches(given, labels)).toBe(explain(given, labels).every((term) => term.holds))
    }),
  )
})

test('the mend of a requirement makes it hold', () => {
  fc.assert(
    fc.property(requirement, labelSet, (given, labels) => {
      const [term] = explain(matching([given]), labels)
      if (term?.mend === undefined) return
      expect(term.holds).toBe(false)
      expect(matches(matching([given]), change(labels, term.mend.key, term.mend.value))).toBe(true)
    }),
  )
})

test('an error lies in the text, and its fix parses', () => {
  fc.assert(
    fc.property(fc.oneof(brokenSelector, anySelector), (text) => {
      const parsed = parseSelector(text)
      if (parsed.ok) return
      const { offset, end, fix } = parsed.error
      expect(0 <= offset && offset <= end && end <= text.length).toBe(true)
      expect(fix === undefined || parseSelector(applyEdit(text, fix)).ok).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

function matching(requirements: readonly Requirement[]): Selector {
  return { selects: 'matching', requirements }
}

function change(labels: StringMap, key: string, value: string | null): StringMap {
  return Object.fromEntries([...Object.entries(labels).filter(([name]) => name !== key), ...(value === null ? [] : [[key, value] as const])])
}
