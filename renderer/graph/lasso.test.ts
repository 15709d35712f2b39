import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellRect } from './box.ts'
import { boundsOf } from './cells.ts'
import { podsInside } from './lasso.ts'
import { createLayout } from './layout.ts'
import type { Point } from './view.ts'

const PODS = 120
const layout = createLayout()
layout.follow({ capacity: PODS, namespaceOf: (slot) => slot % 3, namespaces: ['default', 'kube-system', 'web'].map((name, index) => ({ index, name })) }, null)
const bounds = boundsOf(layout.boxes.values())!

const middleOf = (slot: number): Point => {
  const place = layout.placeOf(slot)!
  const rect = cellRect(place.box, place.cell)
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
}

/** How often a closed line goes around a point, by the angles under which it is seen from there. */
function turnsAround(line: readonly Point[], at: Point): number {
  const angle = line.reduce((sum, from, which) => {
    const to = line[(which + 1) % line.length] ?? from
    const before = Math.atan2(from.y - at.y, from.x - at.x)
    const after = Math.atan2(to.y - at.y, to.x - at.x)
    return sum + Math.atan2(Math.sin(after - before), Math.cos(after - before))
  }, 0)
  return Math.round(angle / (2 * Math.PI))
}

test('the pods inside are those whose middles the line goes around', () => {
  // Points between the lattice's, so that no line runs through a middle.
  const along = (from: number, length: number) => fc.integer({ min: -2, max: Math.ceil(length) + 2 }).map((step) => from + step + 0.317)
  const line = fc.array(fc.record({ x: along(bounds.x, bounds.width), y: along(bounds.y, bounds.height).map((y) => y + 0.0113) }), { minLength: 1, maxLength: 9 })
  fc.assert(fc.property(line, (points) => {
    const naive = [...Array(PODS).keys()].filter((slot) => turnsAround(points, middleOf(slot)) !== 0)
    expect([...podsInside(layout, points)].sort((a, b) => a - b)).toEqual(naive)
  }))
})

test('a line around everything takes all, one beside it none', () => {
  const around = (x: number, y: number, size: number): readonly Point[] => [{ x, y }, { x: x + size, y }, { x: x + size, y: y + size }, { x, y: y + size }]
  expect(podsInside(layout, around(-1e5, -1e5, 2e5))).toHaveLength(PODS)
  expect(podsInside(layout, around(1e5, 0, 10))).toEqual([])
  expect(podsInside(layout, [])).toEqual([])
})
