import { cellsOrigin, type Box } from './box.ts'
import { CELL_GAP, type Rect } from './cells.ts'
import type { Layout } from './layout.ts'
import { cellsBetween, type Point } from './view.ts'

/** The namespace whose frame covers a point (units), or null. */
export function boxAt(layout: Layout, at: Point): Box | null {
  for (const box of layout.boxes.values()) {
    if (at.x >= box.x && at.y >= box.y && at.x < box.x + box.width && at.y < box.y + box.height) return box
  }
  return null
}

/** The slot of the pod whose card covers a point (units) of its box, or -1. */
export function podAt(box: Box, at: Point): number {
  const origin = cellsOrigin(box)
  const x = (at.x - origin.x) / box.cell.width
  const y = (at.y - origin.y) / box.cell.height
  const col = Math.floor(x)
  const row = Math.floor(y)
  if (col < 0 || row < 0 || col >= box.cols || row >= box.rows) return -1
  const marginX = CELL_GAP / 2
  const marginY = (marginX * box.cell.width) / box.cell.height
  if (x - col < marginX || x - col > 1 - marginX || y - row < marginY || y - row > 1 - marginY) return -1
  return box.podAt[row * box.cols + col]!
}

/** Slots of all pods whose cells a rectangle (units) touches, box by box in reading order. */
export function podsIn(layout: Layout, area: Rect): readonly number[] {
  const to = { x: area.x + area.width, y: area.y + area.height }
  return [...layout.boxes.values()].flatMap((box) => {
    const range = cellsBetween(box, area, to)
    const slots: number[] = []
    for (let row = range.row0; row < range.row1; row++) {
      for (let col = range.col0; col < range.col1; col++) {
        const slot = box.podAt[row * box.cols + col]!
        if (slot >= 0) slots.push(slot)
      }
    }
    return slots
  })
}
