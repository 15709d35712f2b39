import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DocumentReport } from '../../shared/ipc/contract.ts'
import { estimateHeight, rowAt, topsOf } from './row-heights.ts'

test('a point of a row leads to it', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(), (heights, which, within) => {
    const row = which % heights.length
    const tops = topsOf(heights.length, (at) => heights[at] ?? 0)
    expect(tops.at(-1)).toBe(heights.reduce((sum, height) => sum + height, 0))
    const top = tops[row] ?? 0
    expect(rowAt(tops, top + (within % (heights[row] ?? 1)))).toBe(row)
  }))
})

test.each([
  ['above all', -5, 0],
  ['below all', 1000, 2],
])('%s there is the nearest row', (_what, y, row) => {
  expect(rowAt(topsOf(3, () => 20), y)).toBe(row)
})

test('a refused document is higher than one that is not, the more so the more is said', () => {
  const fine: DocumentReport = { file: 'a.yaml', index: 0, line: 1, outcome: 'created', errors: [], warnings: [] }
  const error = { message: 'metadata.name: Required value', reason: 'Invalid' }
  const refused: DocumentReport = { ...fine, outcome: 'refused', errors: [error] }
  const long: DocumentReport = { ...refused, errors: [{ ...error, message: 'x'.repeat(400) }] }
  const shown: DocumentReport = { ...refused, errors: [{ ...error, line: '  name:', position: { file: 'a.yaml', line: 4, column: 3 } }] }
  const heights = [fine, refused, shown, long].map(estimateHeight)
  expect(heights).toEqual(heights.toSorted((a, b) => a - b))
  expect(new Set(heights).size).toBe(4)
})
