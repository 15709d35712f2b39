import { cellsOrigin, type Box } from './box.ts'
import type { Layout } from './layout.ts'
import type { Point } from './view.ts'

interface Crossing {
  readonly x: number
  /** 1 where the line goes down, -1 where it goes up. */
  readonly turn: 1 | -1
}

/** Where the closed line through the points crosses a height, from left to right. */
function crossings(line: readonly Point[], y: number): readonly Crossing[] {
  return line.flatMap((from, at): readonly Crossing[] => {
    const to = line[(at + 1) % line.length]!
    if (from.y <= y === to.y <= y) return []
    return [{ x: from.x + ((to.x - from.x) * (y - from.y)) / (to.y - from.y), turn: to.y > from.y ? 1 : -1 }]
  }).sort((a, b) => a.x - b.x)
}

/** Half-open ranges of a box's columns whose middles, in a row at a height, the line goes around. */
function columnsInside(box: Box, line: readonly Point[], y: number): readonly (readonly [from: number, to: number])[] {
  const left = cellsOrigin(box).x
  const columnFrom = (x: number) => Math.min(box.cols, Math.max(0, Math.ceil((x - left) / box.cell.width - 0.5)))
  const ranges: (readonly [number, number])[] = []
  let wound = 0
  let start = 0
  for (const { x, turn } of crossings(line, y)) {
    if (wound === 0) start = columnFrom(x)
    wound += turn
    if (wound === 0) ranges.push([start, columnFrom(x)])
  }
  return ranges
}

/**
 * Slots of all pods whose cells' middles a closed line (points in units) goes around, box by box in reading order; what it goes around
 * twice is inside as well. O(rows that it spans x points + cells inside).
 */
export function podsInside(layout: Layout, line: readonly Point[]): readonly number[] {
  const top = line.reduce((least, { y }) => Math.min(least, y), Infinity)
  const bottom = line.reduce((most, { y }) => Math.max(most, y), -Infinity)
  return [...layout.boxes.values()].flatMap((box) => {
    const origin = cellsOrigin(box)
    const slots: number[] = []
    const first = Math.max(0, Math.floor((top - origin.y) / box.cell.height))
    const last = Math.min(box.rows, Math.ceil((bottom - origin.y) / box.cell.height))
    for (let row = first; row < last; row++) {
      for (const [from, to] of columnsInside(box, line, origin.y + (row + 0.5) * box.cell.height)) {
        for (let col = from; col < to; col++) {
          const slot = box.podAt[row * box.cols + col]!
          if (slot >= 0) slots.push(slot)
        }
      }
    }
    return slots
  })
}
