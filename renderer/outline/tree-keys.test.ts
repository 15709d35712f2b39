import { expect, test } from 'vitest'
import type { OutlineRow } from './outline-row-data.ts'
import type { OutlineRows } from './outline-rows.ts'
import { findTyped, moveInTree, type TreeMove } from './tree-keys.ts'

const place = { position: 1, setSize: 1 }
const namespace = (name: string, open: boolean, index: number): OutlineRow => ({
  ...place, id: name, level: 1, type: 'namespace', open, entry: { index, name, object: undefined, pods: 0 },
})
const pod = (name: string): OutlineRow => ({
  ...place, id: name, level: 2, type: 'object',
  object: { uid: name, apiVersion: 'v1', kind: 'Pod', namespace: '', name, labels: {}, created: 0, terminating: false },
})

/** Pods stand under the first row. */
const rowsOf = (rows: readonly OutlineRow[]): OutlineRows => ({
  length: rows.length, at: (index) => rows[index], parentOf: (index) => (rows[index]?.level === 2 ? 0 : -1), indexOf: (id) => rows.findIndex((row) => row.id === id),
})

const ROWS = rowsOf([namespace('default', true, 0), pod('web-1'), pod('web-2'), namespace('shop', false, 1), namespace('empty', true, 2)])

test.each<[number, string, TreeMove | null]>([
  [0, 'ArrowDown', { go: 1 }],
  [4, 'ArrowDown', { go: 4 }],
  [0, 'ArrowUp', { go: 0 }],
  [3, 'ArrowUp', { go: 2 }],
  [1, 'Home', { go: 0 }],
  [1, 'End', { go: 4 }],
  [1, 'PageDown', { go: 4 }],
  [4, 'PageUp', { go: 1 }],
  [3, 'ArrowRight', { fold: 3, open: true }],
  [0, 'ArrowRight', { go: 1 }],
  [4, 'ArrowRight', null],
  [1, 'ArrowRight', null],
  [0, 'ArrowLeft', { fold: 0, open: false }],
  [2, 'ArrowLeft', { go: 0 }],
  [3, 'ArrowLeft', null],
  [0, 'x', null],
])('from row %i, %s', (at, key, move) => {
  expect(moveInTree(ROWS, at, key, 3)).toEqual(move)
})

test.each<[number, string, number]>([
  [0, 'w', 1],
  [1, 'w', 2],
  [2, 'w', 1],
  [1, 'we', 1],
  [1, 'web-2', 2],
  [4, 'D', 0],
  [0, 'x', -1],
])('from row %i, typing %s finds row %i', (at, typed, found) => {
  expect(findTyped(ROWS, at, typed)).toBe(found)
})

test('an empty tree has nothing to find', () => {
  expect(findTyped(rowsOf([]), 0, 'w')).toBe(-1)
})
