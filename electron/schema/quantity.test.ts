import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalQuantity, parseQuantity, sumQuantities } from './quantity.ts'

test.each([
  ['0', '0'], ['-0', '0'], ['0.5', '500m'], ['.5', '500m'], ['5.', '5'], ['1000m', '1'], ['1500m', '1500m'], ['100m', '100m'], ['1000', '1k'], ['1000000', '1M'],
  ['1024', '1024'], ['1Gi', '1Gi'], ['1024Mi', '1Gi'], ['1.5Gi', '1536Mi'], ['0.5Ki', '512'], ['1Ki', '1Ki'], ['1e3', '1e3'], ['1E3', '1e3'], ['12e6', '12e6'],
  ['1e-3', '1e-3'], ['0.0000000001', '1n'], ['-1.5', '-1500m'], ['+1', '1'], ['100k', '100k'], ['1E', '1E'], ['1Ei', '1Ei'], ['123456789012345678901234567890', '9223372036854775807'],
  ['lots', 'lots'], ['', ''], ['1Kib', '1Kib'],
])('%s is written %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical)
})

test('writing it again changes nothing', () => {
  const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e2', 'E-1')
  fc.assert(fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(3), suffix, (whole, decimals, unit) => {
    const once = canonicalQuantity(`${(whole / 10 ** decimals).toFixed(decimals)}${unit}`)
    expect(canonicalQuantity(once)).toBe(once)
  }))
})

test.each<readonly [readonly string[], string]>([
  [['500m', '0.5'], '1'], [['0.1'], '100m'], [['1Gi', '512Mi'], '1536Mi'], [['1000', '500'], '1500'], [['1000'], '1k'], [['0', '1Ki'], '1Ki'], [['1Ki', '1'], '1025'], [[], '0'],
  [['1e3', '500'], '1500'], [['-500m', '1'], '500m'], [['1Gi', '-1Gi'], '0'],
])('%j together are %s', (quantities, sum) => {
  expect(sumQuantities(quantities)).toBe(sum)
})

test('a number of its own text is the same number, and a sum of one is its own text', () => {
  const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi')
  fc.assert(fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), suffix, (whole, unit) => {
    const text = `${whole}${unit}`
    expect(parseQuantity(canonicalQuantity(text))).toBeCloseTo(parseQuantity(text), 9)
    expect(sumQuantities([text])).toBe(canonicalQuantity(text))
  }))
})
