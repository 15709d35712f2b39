import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromMiniMap, planMiniMap } from './mini-map.ts'
import { fitRect, toWindow, type View } from './view.ts'

const WINDOW: View = { zoom: 1, panX: 0, panY: 0, width: 800, height: 600 }
const MOST = { width: 140, height: 100 }
const bounds = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }), width: fc.integer({ min: 10, max: 5000 }), height: fc.integer({ min: 10, max: 5000 }) })
const view = fc.record({ zoom: fc.double({ min: 0.002, max: 4, noNaN: true }), panX: fc.integer({ min: -3000, max: 3000 }), panY: fc.integer({ min: -3000, max: 3000 }) }).map((at) => ({ ...WINDOW, ...at }))

test('there is no map while all is in view', () => {
  fc.assert(fc.property(bounds, (all) => {
    expect(planMiniMap(all, fitRect(all, WINDOW, 16, 4), MOST)).toBeNull()
  }))
})

test('the map has its room and the shape of the whole, and what is shown lies in it', () => {
  fc.assert(fc.property(bounds, view, (all, at) => {
    const map = planMiniMap(all, at, MOST)
    if (map === null) return
    expect(map.width).toBeLessThanOrEqual(MOST.width)
    expect(map.height).toBeLessThanOrEqual(MOST.height)
    const { x, y, width, height } = map.shown
    expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0)
    expect(x + width).toBeLessThanOrEqual(map.width + 1e-6)
    expect(y + height).toBeLessThanOrEqual(map.height + 1e-6)
  }))
})

test('the middle of what is shown stands for the middle of the window', () => {
  const all = { x: -10, y: 5, width: 400, height: 300 }
  const at = { ...WINDOW, zoom: 0.5, panX: -700, panY: -600 }
  const map = planMiniMap(all, at, MOST)!
  const { x, y, width, height } = map.shown
  const middle = toWindow({ ...fromMiniMap(map, { x: x + width / 2, y: y + height / 2 }), width: 0, height: 0 }, at)
  expect(middle.x).toBeCloseTo(400)
  expect(middle.y).toBeCloseTo(300)
})
