import fc from 'fast-check'
import { expect, test } from 'vitest'
import { between, fitRect, MAX_ZOOM, revealed, toUnits, toWindow, zoomAt, type View } from './view.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const view: fc.Arbitrary<View> = fc.record({ zoom: number(0.01, 4), panX: number(-5000, 5000), panY: number(-5000, 5000), width: number(100, 2000), height: number(100, 2000) })
const rect = fc.record({ x: fc.integer({ min: -200, max: 200 }), y: fc.integer({ min: -200, max: 200 }), width: fc.integer({ min: 1, max: 500 }), height: fc.integer({ min: 1, max: 500 }) })
const point = fc.record({ x: number(0, 1000), y: number(0, 1000) })

test('what is fitted is in the middle, inside of the margin, and touches it unless the zoom is at its limit', () => {
  fc.assert(fc.property(rect, view, (area, from) => {
    const to = fitRect(area, from, 20, 2)
    const shown = toWindow(area, to)
    expect(shown.x + shown.width / 2).toBeCloseTo(from.width / 2, 4)
    expect(shown.y + shown.height / 2).toBeCloseTo(from.height / 2, 4)
    expect(shown.width).toBeLessThanOrEqual(from.width - 40 + 1e-6)
    expect(shown.height).toBeLessThanOrEqual(from.height - 40 + 1e-6)
    const tight = Math.max(shown.width - (from.width - 40), shown.height - (from.height - 40)) > -1e-6
    expect(tight || to.zoom === 2).toBe(true)
  }))
})

test('zooming leaves what is under the pointer where it is, and stays within its limits', () => {
  fc.assert(fc.property(view, number(0.1, 10), point, number(0.01, 3), (from, factor, at, fitting) => {
    const to = zoomAt(from, factor, at, fitting)
    expect(toUnits(at, to).x).toBeCloseTo(toUnits(at, from).x, 4)
    expect(toUnits(at, to).y).toBeCloseTo(toUnits(at, from).y, 4)
    expect(to.zoom).toBeLessThanOrEqual(MAX_ZOOM)
    expect(to.zoom).toBeGreaterThanOrEqual(fitting * 0.4 - 1e-9)
  }))
})

test('what is revealed is in view, and what was in view does not move', () => {
  fc.assert(fc.property(rect, view, (area, from) => {
    const to = revealed(area, from, 20)
    expect(to.zoom).toBe(from.zoom)
    const shown = toWindow(area, to)
    const inside = shown.x >= 20 - 1e-6 && shown.x + shown.width <= from.width - 20 + 1e-6
    const centred = Math.abs(shown.x + shown.width / 2 - from.width / 2) < 1e-4
    expect(shown.width <= from.width - 40 ? inside : centred).toBe(true)
    const again = revealed(area, to, 20)
    expect(again.panX).toBeCloseTo(to.panX, 6)
    expect(again.panY).toBeCloseTo(to.panY, 6)
  }))
})

test('a glide starts and ends where it should', () => {
  fc.assert(fc.property(view, view, (from, to) => {
    const target = { ...to, width: from.width, height: from.height }
    const start = between(from, target, 0)
    const end = between(from, target, 1)
    for (const key of ['zoom', 'panX', 'panY'] as const) {
      expect(start[key]).toBeCloseTo(from[key], 4)
      expect(end[key]).toBeCloseTo(target[key], 4)
    }
  }))
})
