import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRowsInSight } from './rows-in-sight.ts'

const box = fc.record({ count: fc.nat(2_000), rowHeight: fc.integer({ min: 10, max: 40 }), height: fc.nat(2_000), top: fc.nat(100_000) })

test('all that is in sight is drawn, wherever the box is scrolled to and however few rows are left', () => {
  fc.assert(fc.property(box, ({ count, rowHeight, height, top }) => {
    const { first, end } = findRowsInSight({ count, rowHeight, height, top })
    expect(first).toBeGreaterThanOrEqual(0)
    expect(end).toBeLessThanOrEqual(count)
    const scrolled = Math.max(0, Math.min(top, count * rowHeight - height))
    expect(first * rowHeight).toBeLessThanOrEqual(scrolled)
    expect(end * rowHeight).toBeGreaterThanOrEqual(Math.min(count * rowHeight, scrolled + height))
  }))
})

test('no more is drawn than fits, and some beside it', () => {
  fc.assert(fc.property(box, (one) => {
    const { first, end } = findRowsInSight(one)
    expect(end - first).toBeLessThanOrEqual(Math.ceil(one.height / one.rowHeight) + 16)
  }))
})

test('a log that is filtered while its reader is far down shows what is left', () => {
  expect(findRowsInSight({ count: 10, rowHeight: 24, height: 240, top: 24_000 })).toEqual({ first: 0, end: 10, page: 9 })
})
