import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkValue } from './check-value.ts'
import { normalizeValue } from './normalize-value.ts'
import type { Schema } from './schema.ts'

const time: Schema = { type: 'scalar', scalar: 'time' }
const microTime: Schema = { type: 'scalar', scalar: 'microTime' }

test.each([
  ['2020-02-29T23:59:59Z', '2020-02-29T23:59:59Z', '2020-02-29T23:59:59.000000Z'],
  ['2020-01-01T00:00:00.123+01:00', '2019-12-31T23:00:00Z', '2019-12-31T23:00:00.123000Z'],
  ['2020-01-01T5:00:00,5-09:30', '2020-01-01T14:30:00Z', '2020-01-01T14:30:00.500000Z'],
  ['2020-01-02T00:00:00+24:00', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000000Z'],
  ['0000-02-29T00:00:00Z', '0000-02-29T00:00:00Z', '0000-02-29T00:00:00.000000Z'],
])('%s is kept in UTC, in whole seconds or with six decimals', (text, seconds, micros) => {
  expect(checkValue(time, text)).toEqual({ strictErrors: [] })
  expect(normalizeValue(time, text)).toBe(seconds)
  expect(normalizeValue(microTime, text)).toBe(micros)
})

test('what has been found to be a time is written as one, and written again as it is', () => {
  const number = (min: number, max: number) => fc.integer({ min, max }).map((value) => String(value).padStart(2, '0'))
  const zone = fc.oneof(fc.constant('Z'), fc.tuple(fc.constantFrom('+', '-'), number(0, 30), number(0, 70)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`))
  const texts = fc.tuple(fc.integer({ min: 1, max: 9998 }), number(0, 13), number(0, 32), number(0, 25), number(0, 61), number(0, 61), fc.constantFrom('', '.1', ',000000001'), zone)
    .map(([year, month, day, hour, minute, second, fraction, offset]) => `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`)
  fc.assert(fc.property(texts, (text) => {
    fc.pre(checkValue(time, text).decodeError === undefined)
    const once = normalizeValue(time, text)
    expect(once).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
    expect(normalizeValue(time, once)).toBe(once)
  }), { numRuns: 500 })
})
