import { expect, test } from 'vitest'
import { cellRect } from './box.ts'
import { boxAt, podAt, podsIn } from './hit.ts'
import { createLayout } from './layout.ts'

const layout = createLayout()
layout.follow({
  capacity: 300, namespaceOf: (slot) => (slot === 7 ? -1 : slot % 3),
  namespaces: ['default', 'kube-system', 'web'].map((name, index) => ({ index, name })),
}, null)

test('every pod is hit in the middle of its cell and nowhere in the gap', () => {
  for (let slot = 0; slot < 300; slot++) {
    const place = layout.placeOf(slot)
    if (place === undefined) continue
    const rect = cellRect(place.box, place.cell)
    const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
    expect(boxAt(layout, middle)).toBe(place.box)
    expect(podAt(place.box, middle)).toBe(slot)
    expect(podAt(place.box, { x: rect.x + rect.width * 0.01, y: middle.y })).toBe(-1)
  }
})

test('between namespaces there is nothing, on a title there is no pod', () => {
  const box = layout.boxes.get(0)!
  expect(boxAt(layout, { x: box.x - 1, y: box.y })).toBeNull()
  const title = { x: box.x + 2, y: box.y + box.band / 2 }
  expect(boxAt(layout, title)).toBe(box)
  expect(podAt(box, title)).toBe(-1)
})

test('a rectangle chooses the pods whose cells it touches', () => {
  const box = layout.boxes.get(0)!
  const first = cellRect(box, 0)
  const last = cellRect(box, box.cols + 1)
  const area = { x: first.x + 1, y: first.y + 1, width: last.x - first.x + 1, height: last.y - first.y + 1 }
  expect(podsIn(layout, area)).toEqual([box.podAt[0], box.podAt[1], box.podAt[box.cols], box.podAt[box.cols + 1]])
  expect(podsIn(layout, { x: -1e6, y: -1e6, width: 2e6, height: 2e6 })).toHaveLength(299)
  expect(podsIn(layout, { x: 1e6, y: 1e6, width: 10, height: 10 })).toEqual([])
})
