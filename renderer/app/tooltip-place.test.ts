import { expect, test } from 'vitest'
import { placeTooltip } from './tooltip-place.ts'

const button = (left: number, top: number) => ({ left, right: left + 24, top, bottom: top + 24 })

test.each([
  ['in the upper half, below', button(600, 8), { x: 612, y: 38, align: 'center', above: false }],
  ['in the lower half, above', button(600, 770), { x: 612, y: 764, align: 'center', above: true }],
  ['at the left edge it begins with the button', button(4, 770), { x: 4, y: 764, align: 'start', above: true }],
  ['at the right edge it ends with the button', button(1250, 8), { x: 1274, y: 38, align: 'end', above: false }],
])('%s', (_, rect, place) => {
  expect(placeTooltip(rect, 1280, 800)).toEqual(place)
})
