/**
 * The lattice that everything lies on. A namespace is a rectangle of cells under a title band, a pod is one cell. Places and sizes
 * are whole lattice units, so that layouts compare exactly and nothing drifts; a unit is UNIT model pixels (pixels at zoom 1).
 */
export const UNIT = 14

export interface CellSize {
  readonly width: number
  readonly height: number
}

/** A pod's cell in units: 3:2, the shape in which a card reads best. */
export const CELL: CellSize = { width: 12, height: 8 }

/** A pod's cell in a system namespace: there, but small. */
export const SMALL_CELL: CellSize = { width: 3, height: 2 }

/** Units between a namespace's edge and its pods, and between one namespace and the next. */
export const PADDING = 1
export const GAP = 2

/** How wide the whole is laid out, as a multiple of its height. Between a window with all its panels open and one with none. */
export const ASPECT = 1.1

/** The share of a cell's width that separates two cards, in all. */
export const CELL_GAP = 8 / (CELL.width * UNIT)

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A rectangle as a closed line. */
export const cornersOf = ({ x, y, width, height }: Rect): readonly { readonly x: number; readonly y: number }[] =>
  [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }]

/** The smallest rectangle around all of them, or null of none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const rect of rects) {
    left = Math.min(left, rect.x)
    top = Math.min(top, rect.y)
    right = Math.max(right, rect.x + rect.width)
    bottom = Math.max(bottom, rect.y + rect.height)
  }
  return right < left ? null : { x: left, y: top, width: right - left, height: bottom - top }
}
