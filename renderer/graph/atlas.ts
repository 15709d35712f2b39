import type { Box } from './box.ts'

/** A place for each box's cells, one pixel a cell, in one picture. */
export interface Atlas {
  readonly width: number
  readonly height: number
  /** Corner of each box's cells, by index of the namespace. */
  readonly corners: ReadonlyMap<number, { readonly x: number; readonly y: number }>
}

/** Shelves of boxes, tallest first. */
export function layAtlas(boxes: Iterable<Box>): Atlas {
  const sorted = [...boxes].filter((box) => box.rows > 0).sort((a, b) => b.rows - a.rows || a.namespace - b.namespace)
  const cells = sorted.reduce((sum, box) => sum + box.cols * box.rows, 0)
  const width = Math.max(1, Math.ceil(Math.sqrt(cells)), ...sorted.map((box) => box.cols))
  const corners = new Map<number, { x: number; y: number }>()
  let x = 0
  let y = 0
  let shelf = 0
  for (const box of sorted) {
    if (x + box.cols > width) {
      x = 0
      y += shelf
      shelf = 0
    }
    corners.set(box.namespace, { x, y })
    x += box.cols
    shelf = Math.max(shelf, box.rows)
  }
  return { width, height: Math.max(1, y + shelf), corners }
}
