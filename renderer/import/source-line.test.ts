import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutLine } from './source-line.ts'

test.each([
  ['  name: A_b', 9, { before: '  name: ', at: 'A', after: '_b' }],
  ['\tcreation_method: manual', 1, { before: '', at: '\t', after: 'creation_method: manual' }],
  ['kind', 5, { before: 'kind', at: '', after: '' }],
  ['kind', 99, { before: 'kind', at: '', after: '' }],
  ['kind', 0, { before: '', at: 'k', after: 'ind' }],
  ['a😀b', 2, { before: 'a', at: '😀', after: 'b' }],
  ['파드: x', 1, { before: '', at: '파', after: '드: x' }],
  [`${'x'.repeat(100)}!${'y'.repeat(100)}`, 101, { before: `…${'x'.repeat(60)}`, at: '!', after: `${'y'.repeat(60)}…` }],
])('%j at %d', (line, column, cut) => {
  expect(cutLine(line, column)).toEqual(cut)
})

test('a line of ordinary length stays whole', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: -2, max: 70 }), (line, column) => {
    const { before, at, after } = cutLine(line, column)
    expect(before + at + after).toBe(line)
  }))
})
