import { expect, test } from 'vitest'
import { splitPods } from './split.ts'

const table = { capacity: 5, alive: Uint8Array.of(1, 1, 0, 1, 1), state: Uint8Array.of(0, 1, 1, 0, 2), namespace: Int32Array.of(3, 3, 3, 4, 3) }

test('counts the living pods of each namespace by state, and those that match', () => {
  expect(splitPods(table, 3, Uint8Array.of(1, 0, 1, 1, 1))).toEqual(new Map([
    [3, { pods: 3, matched: 2, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 1, byState: [1, 0, 0] }],
  ]))
  expect(splitPods(table, 3, null).get(3)?.matched).toBe(0)
})
