import { expect, test } from 'vitest'
import { stepWithChips, type Stop } from './chip-step.ts'
import { createLayout } from './layout.ts'
import type { Chip } from './relation-places.ts'
import type { Cursor, Direction } from './step.ts'
import { toWindow, type View } from './view.ts'

/**
 * Default has pods 0 to 5 in two rows of three and chips a, b over c under it; web has pods 6 and 7:
 *
 *     0 1 2
 *     3 4 5
 *     [a] [b]
 *     [c]
 *     6 7
 */
const layout = createLayout()
layout.follow({ capacity: 8, namespaceOf: (slot) => (slot < 6 ? 0 : 1), namespaces: [{ index: 0, name: 'default' }, { index: 1, name: 'web' }] }, null)
const view: View = { zoom: 0.5, panX: 10, panY: 10, width: 800, height: 600 }
const frame = toWindow(layout.boxes.get(0)!, view)
const chip = (uid: string, across: number, down: number): Chip => ({
  box: 0, text: uid, object: { uid, apiVersion: 'v1', kind: 'Service', namespace: 'default', name: uid, labels: {}, created: 0, terminating: false },
  rect: { x: frame.x + across * frame.width, y: frame.y + frame.height + 2 + down * 24, width: frame.width * 0.4, height: 20 },
})
const CHIPS = [chip('a', 0, 0), chip('b', 0.5, 0), chip('c', 0, 1)]

const stop = (cursor: Cursor, uid?: string): Stop => ({ cursor, chip: CHIPS.find(({ object }) => object.uid === uid) ?? null })

test.each<[string, Stop, Direction, Cursor, string?]>([
  ['among pods as ever', stop({ pod: 0 }), 'down', { pod: 3 }],
  ['from the last row to the chip under it', stop({ pod: 3 }), 'down', { pod: 3 }, 'a'],
  ['the one that is nearest', stop({ pod: 5 }), 'down', { pod: 5 }, 'b'],
  ['from chip to chip', stop({ pod: 3 }, 'a'), 'right', { pod: 3 }, 'b'],
  ['to the next row of chips', stop({ pod: 3 }, 'a'), 'down', { pod: 3 }, 'c'],
  ['up among chips', stop({ pod: 3 }, 'c'), 'up', { pod: 3 }, 'a'],
  ['back to the pod that it came from', stop({ pod: 5 }, 'b'), 'up', { pod: 5 }],
  ['no farther than the last chip of a row', stop({ pod: 5 }, 'b'), 'right', { pod: 5 }, 'b'],
  ['after the last row the next namespace', stop({ pod: 3 }, 'c'), 'down', { namespace: 1 }],
  ['elsewhere without chips', stop({ pod: 6 }), 'up', { namespace: 1 }],
])('%s', (_, from, direction, cursor, uid) => {
  const to = stepWithChips(layout, view, CHIPS, from, direction, () => true)
  expect([to.cursor, to.chip?.object.uid]).toEqual([cursor, uid])
})

test('in the lowest box of all there are chips under it, too', () => {
  const low = CHIPS.map((each) => ({ ...each, box: 1 }))
  expect(stepWithChips(layout, view, low, stop({ pod: 6 }), 'down', () => true)).toMatchObject({ cursor: { pod: 6 }, chip: { box: 1 } })
  const last = { cursor: { pod: 6 }, chip: low[2] ?? null }
  expect(stepWithChips(layout, view, low, last, 'down', () => true)).toEqual(last)
})

test('without chips down leads to the next namespace at once', () => {
  expect(stepWithChips(layout, view, [], stop({ pod: 4 }), 'down', () => true)).toEqual({ cursor: { pod: 7 }, chip: null })
})
