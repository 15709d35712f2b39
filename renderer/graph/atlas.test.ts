import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layAtlas } from './atlas.ts'
import { makeBox } from './box.ts'

test('every cell of every box has a pixel of its own', () => {
  fc.assert(fc.property(fc.array(fc.record({ cols: fc.integer({ min: 1, max: 12 }), rows: fc.nat(12) }), { maxLength: 20 }), (shapes) => {
    const boxes = shapes.map((shape, namespace) => makeBox(namespace, shape, false, { total: 0 }))
    const atlas = layAtlas(boxes)
    const taken = new Set<number>()
    for (const box of boxes) {
      const corner = atlas.corners.get(box.namespace)
      expect(corner === undefined).toBe(box.rows === 0)
      if (corner === undefined) continue
      for (let cell = 0; cell < box.cols * box.rows; cell++) {
        const x = corner.x + (cell % box.cols)
        const y = corner.y + Math.floor(cell / box.cols)
        taken.add(x < atlas.width && y < atlas.height ? y * atlas.width + x : -1)
      }
    }
    expect(taken.has(-1)).toBe(false)
    expect(taken.size).toBe(shapes.reduce((sum, { cols, rows }) => sum + cols * rows, 0))
  }))
})
