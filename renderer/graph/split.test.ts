import { expect, test } from 'vitest'
import { matchSplits, splitPods } from './split.ts'

const pods = { capacity: 5, alive: Uint8Array.of(1, 1, 0, 1, 1), state: Uint8Array.of(0, 1, 1, 0, 2), namespace: Int32Array.of(3, 3, 3, 4, 3) }
const splits = splitPods(pods, 3)

test('counts the living pods of each namespace by state', () => {
  expect(splits).toEqual(new Map([
    [3, { pods: 3, matched: 0, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 0, byState: [1, 0, 0] }],
  ]))
})

test('another answer counts anew what matches, and nothing else', () => {
  expect(matchSplits(splits, pods, Uint8Array.of(0, 1, 1, 1, 1))).toEqual(new Map([
    [3, { pods: 3, matched: 2, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 1, byState: [1, 0, 0] }],
  ]))
})
