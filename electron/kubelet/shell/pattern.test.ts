import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateArithmetic } from './arithmetic.ts'
import { escapePattern, matchesPattern } from './pattern.ts'

test.each([
  ['*', '', true], ['a*c', 'abbc', true], ['a*c', 'abb', false], ['?', 'x', true], ['?', '', false], ['[a-c]x', 'bx', true], ['[!a-c]x', 'bx', false],
  ['[]]', ']', true], ['[a', '[a', true], ['*.tar.*', 'a.tar.gz', true], [String.raw`\*`, '*', true], [String.raw`\*`, 'x', false],
])('%s against %j: %s', (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches)
})

test('escaped text matches itself, alone and between stars', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '*', '?', '[', ']', '\\', '-', '!'), maxLength: 12 })
  fc.assert(fc.property(text, text, text, (before, middle, after) => {
    expect(matchesPattern(escapePattern(middle), middle)).toBe(true)
    expect(matchesPattern(`*${escapePattern(middle)}*`, before + middle + after)).toBe(true)
  }))
})

test('many stars take no exponential time', () => {
  expect(matchesPattern('*a'.repeat(200), 'a'.repeat(199))).toBe(false)
})

test.each([
  ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9], ['-7 / 2', -3], ['-7 % 2', -1], ['7 > 3 && 0', 0], ['1 ? 2 : 3', 2], ['x + 1', 6], ['x += 2', 7], ['x++ + x', 11], ['!x', 0], ['010 + 0x10', 24], ['', 0],
  ['1 << 4 | 1', 17],
])('$((%s)) is %i', (text, value) => {
  const variables = new Map([['x', '5']])
  expect(evaluateArithmetic(text, variables)).toEqual({ ok: true, value })
})

test.each(['1 +', '(1', '1 2', '1 / 0', '5 % 0', '$', '1 ? 2'])('$((%s)) is an error', (text) => {
  expect(evaluateArithmetic(text, new Map()).ok).toBe(false)
})
