import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldAlpha } from './levels.ts'

test('as a card turns up over a field, the field gives way evenly and no more ground shows than will at last', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(fc.property(part, fc.constantFrom(0.35, 0.6, 1), (turned, opaque) => {
    const card = turned * opaque
    const field = fieldAlpha(turned, opaque) * (1 - card)
    expect(field).toBeCloseTo(1 - turned)
    expect(1 - card - field).toBeCloseTo(turned * (1 - opaque))
  }))
})
