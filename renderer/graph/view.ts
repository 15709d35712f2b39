import { cellsOrigin, type Box } from './box.ts'
import { UNIT, type Rect } from './cells.ts'

/** What part of the model a window of `width` x `height` pixels shows: a model point m is drawn at `m * zoom + pan`. */
export interface View {
  readonly zoom: number
  readonly panX: number
  readonly panY: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Nearest that one can go. */
export const MAX_ZOOM = 4
/** Farthest, as a share of the zoom at which everything fits. */
const FARTHEST = 0.4

const clamp = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value))

/** Units to pixels of the window. */
export const pixelsPerUnit = (view: View): number => view.zoom * UNIT

/** A rectangle in units as it lies in the window, in pixels. */
export function toWindow(rect: Rect, view: View): Rect {
  const by = pixelsPerUnit(view)
  return { x: rect.x * by + view.panX, y: rect.y * by + view.panY, width: rect.width * by, height: rect.height * by }
}

/** A point of the window in units. */
export function toUnits(point: Point, view: View): Point {
  const by = pixelsPerUnit(view)
  return { x: (point.x - view.panX) / by, y: (point.y - view.panY) / by }
}

/** Shows a rectangle (units) in the middle of the window, as large as fits with a margin (pixels) and as `zoomLimit` allows. */
export function fitRect(rect: Rect, view: View, margin: number, zoomLimit: number): View {
  const room = { width: Math.max(1, view.width - 2 * margin), height: Math.max(1, view.height - 2 * margin) }
  const zoom = Math.min(room.width / (rect.width * UNIT), room.height / (rect.height * UNIT), zoomLimit)
  const by = zoom * UNIT
  return { ...view, zoom, panX: view.width / 2 - (rect.x + rect.width / 2) * by, panY: view.height / 2 - (rect.y + rect.height / 2) * by }
}

/** Zooms by a factor while the model point under a point of the window stays there. `fitting` is the zoom that shows everything. */
export function zoomAt(view: View, factor: number, at: Point, fitting: number): View {
  const zoom = clamp(view.zoom * factor, Math.min(fitting, MAX_ZOOM) * FARTHEST, MAX_ZOOM)
  const by = zoom / view.zoom
  return { ...view, zoom, panX: at.x - (at.x - view.panX) * by, panY: at.y - (at.y - view.panY) * by }
}

export function panBy(view: View, dx: number, dy: number): View {
  return { ...view, panX: view.panX + dx, panY: view.panY + dy }
}

/** Another size of the window, its middle staying in the middle. */
export function resized(view: View, width: number, height: number): View {
  return { ...view, width, height, panX: view.panX + (width - view.width) / 2, panY: view.panY + (height - view.height) / 2 }
}

/** Moves the view just so far that a rectangle (units) is inside of it, `margin` pixels from the edge. */
export function revealed(rect: Rect, view: View, margin: number): View {
  const shown = toWindow(rect, view)
  const shift = (from: number, length: number, room: number) => {
    if (length > room - 2 * margin) return room / 2 - (from + length / 2)
    return Math.max(margin - from, Math.min(0, room - margin - (from + length)))
  }
  return panBy(view, shift(shown.x, shown.width, view.width), shift(shown.y, shown.height, view.height))
}

/** Between two views, `part` of the way; zooming evenly to the eye. */
export function between(from: View, to: View, part: number): View {
  const zoom = from.zoom * (to.zoom / from.zoom) ** part
  // The point that stays where it is during the move, if there is one, keeps the motion straight.
  const ratio = Math.abs(to.zoom - from.zoom) < 1e-9 ? part : (zoom - from.zoom) / (to.zoom - from.zoom)
  return { ...to, zoom, panX: from.panX + (to.panX - from.panX) * ratio, panY: from.panY + (to.panY - from.panY) * ratio }
}

export const touchesWindow = (shown: Rect, view: View): boolean =>
  shown.x < view.width && shown.y < view.height && shown.x + shown.width > 0 && shown.y + shown.height > 0

/** Half-open ranges of a box's columns and rows that the window shows. */
export interface CellRange {
  readonly col0: number
  readonly row0: number
  readonly col1: number
  readonly row1: number
}

export function cellsInView(box: Box, view: View): CellRange {
  const from = toUnits({ x: 0, y: 0 }, view)
  const to = toUnits({ x: view.width, y: view.height }, view)
  return cellsBetween(box, from, to)
}

/** Half-open ranges of a box's columns and rows that lie between two points (units, upper left and lower right). */
export function cellsBetween(box: Box, from: Point, to: Point): CellRange {
  const origin = cellsOrigin(box)
  return {
    col0: clamp(Math.floor((from.x - origin.x) / box.cell.width), 0, box.cols),
    row0: clamp(Math.floor((from.y - origin.y) / box.cell.height), 0, box.rows),
    col1: clamp(Math.ceil((to.x - origin.x) / box.cell.width), 0, box.cols),
    row1: clamp(Math.ceil((to.y - origin.y) / box.cell.height), 0, box.rows),
  }
}
