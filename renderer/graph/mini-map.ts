import type { Rect } from './cells.ts'
import { toUnits, toWindow, type Point, type View } from './view.ts'

/** The whole, small: everything at once, and the part of it that the window shows. */
export interface MiniMap {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Pixels a unit. */
  readonly scale: number
  /** Upper left corner of the whole, in units. */
  readonly origin: Point
  /** What the window shows, in pixels of the map, as far as it lies in it. */
  readonly shown: Rect
}

/** How much of the whole (pixels) may be out of view while it still counts as all in view. */
const TOLERANCE = 2

/** A map of `bounds` (units) no larger than `most` (pixels); null while all of it is in view. */
export function planMiniMap(bounds: Rect, view: View, most: { readonly width: number; readonly height: number }): MiniMap | null {
  const { x, y, width, height } = toWindow(bounds, view)
  const inView = x >= -TOLERANCE && y >= -TOLERANCE && x + width <= view.width + TOLERANCE && y + height <= view.height + TOLERANCE
  if (inView) return null
  const scale = Math.min(most.width / bounds.width, most.height / bounds.height)
  const map = { width: Math.max(1, Math.round(bounds.width * scale)), height: Math.max(1, Math.round(bounds.height * scale)) }
  const within = (corner: Point): Point => {
    const at = toUnits(corner, view)
    return { x: Math.min(map.width, Math.max(0, (at.x - bounds.x) * scale)), y: Math.min(map.height, Math.max(0, (at.y - bounds.y) * scale)) }
  }
  const from = within({ x: 0, y: 0 })
  const to = within({ x: view.width, y: view.height })
  return { ...map, scale, origin: { x: bounds.x, y: bounds.y }, shown: { ...from, width: to.x - from.x, height: to.y - from.y } }
}

/** The place (units) that a point of the map stands for. */
export const fromMiniMap = ({ scale, origin }: MiniMap, at: Point): Point => ({ x: origin.x + at.x / scale, y: origin.y + at.y / scale })
