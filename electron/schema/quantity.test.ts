import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalQuantity } from './quantity.ts'

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
