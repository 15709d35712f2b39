import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeBeside } from './beside.ts'

const ROOM = { width: 600, height: 400 }
const SIZE = { width: 200, height: 100 }
const MAP = { x: 460, y: 230, width: 130, height: 100 }

test.each([
  ['to the right and below in the upper half', [100, 100], [], [114, 114]],
  ['to the right and above in the lower half', [100, 300], [], [114, 186]],
  ['to the left where the right has no room', [500, 100], [], [286, 114]],
  ['away from the map', [300, 170], [MAP], [86, 184]],
  ['above, where the map is on both sides below', [340, 150], [{ ...MAP, x: 100, width: 490 }], [354, 36]],
] as const)('what is said stands %s', (_where, [x, y], others, [left, top]) => {
  expect(placeBeside({ x, y }, SIZE, ROOM, [...others])).toEqual({ x: left, y: top })
})

test('whatever it is beside, it lies in the room, and on nothing else if one of the corners is free', () => {
  const length = (most: number) => fc.integer({ min: 10, max: most })
  fc.assert(fc.property(length(600), length(400), length(290), length(180), (x, y, width, height) => {
    const at = { x, y }
    const place = placeBeside(at, { width, height }, ROOM, [])
    expect(place.x).toBeGreaterThanOrEqual(0)
    expect(place.y).toBeGreaterThanOrEqual(0)
    expect(place.x + width).toBeLessThanOrEqual(ROOM.width)
    expect(place.y + height).toBeLessThanOrEqual(ROOM.height)
  }))
})
