import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hatchGround, paintGround } from './ground.ts'
import { mixPixels } from './raster.ts'

const [AROUND, FILL, LINE, HATCH] = [0xff_00_00_00, 0xff_80_80_80, 0xff_ff_ff_ff, 0xff_00_00_ff]
const SIDE = 30

test('a ground is filled to its line, has round corners, and leaves the rest as it is', () => {
  fc.assert(fc.property(fc.integer({ min: -10, max: 25 }), fc.integer({ min: -10, max: 25 }), fc.integer({ min: 8, max: 40 }), fc.constantFrom(0, 1, 2.5, 4), (left, top, side, radius) => {
    const pixels = new Uint32Array(SIDE * SIDE).fill(AROUND)
    paintGround({ width: SIDE, height: SIDE, pixels }, { left, top, right: left + side, bottom: top + side }, { around: AROUND, fill: FILL, line: LINE, lineWidth: 1, radius })
    const corner = Math.ceil(radius)
    const wrong = [...pixels.keys()].filter((at) => {
      const x = (at % SIDE) - left
      const y = Math.floor(at / SIDE) - top
      if (x < 0 || y < 0 || x >= side || y >= side) return pixels[at] !== AROUND
      const [nearX, nearY] = [Math.min(x, side - 1 - x), Math.min(y, side - 1 - y)]
      // The tip of a corner that is round enough is left out.
      if (nearX < corner && nearY < corner) return radius === 4 && nearX === 0 && nearY === 0 && pixels[at] !== AROUND
      return pixels[at] !== (nearX === 0 || nearY === 0 ? LINE : FILL)
    })
    expect(wrong).toEqual([])
  }))
})

test('a hatch leaves what stands on the ground, and covers about a fifth of the rest', () => {
  const pixels = Uint32Array.from({ length: SIDE * SIDE }, (_, at) => (at % 3 === 0 ? LINE : FILL))
  hatchGround({ width: SIDE, height: SIDE, pixels }, { left: -5, top: 0, right: SIDE + 5, bottom: SIDE }, FILL, HATCH, 1)
  expect(pixels.filter((pixel) => pixel === LINE)).toHaveLength((SIDE * SIDE) / 3)
  const hatched = pixels.filter((pixel) => pixel !== LINE && pixel !== FILL).length
  expect(hatched).toBeGreaterThan(SIDE * SIDE * 0.1)
  expect(hatched).toBeLessThan(SIDE * SIDE * 0.5)
})

test('a pixel goes from one colour to another', () => {
  expect(mixPixels(AROUND, LINE, 0)).toBe(AROUND)
  expect(mixPixels(AROUND, LINE, 1)).toBe(LINE)
  expect(mixPixels(AROUND, LINE, 0.5)).toBe(0xff_80_80_80)
})
