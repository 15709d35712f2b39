import { makeBox, shapeFor, sizeOf, type Box, type Shape } from './box.ts'
import { boundsOf, GAP, type Rect } from './cells.ts'
import { fillShelves } from './shelves.ts'

interface Size {
  readonly width: number
  readonly height: number
}

interface Place {
  readonly x: number
  readonly y: number
}

/** How high a window must be, `aspect` times as wide as high, to show a whole of this size. */
const demand = (width: number, height: number, aspect: number): number => Math.max(width / aspect, height)

/** The same for all of some rectangles. */
export function demandOf(rects: readonly Rect[], aspect: number): number {
  const bounds = boundsOf(rects)
  return bounds === null ? 0 : demand(bounds.width, bounds.height, aspect)
}

/** How many times as wide as high a box is at its best. */
const SHAPELY = 1.5
/** How many lengths of shelves are tried, from the first to the last multiple of what it would be without any holes; fewer where there is much to try. */
const MOST_TRIES = 24
const LEAST_TRIES = 6
const FIRST = 0.85
const LAST = 1.55
/** More namespaces than these stand in rows only: there are always enough small ones to fill them. */
const MANY = 400

/** A function of a small whole number that is worked out once for each. */
function remembering(work: (of: number) => number): (of: number) => number {
  const known: number[] = []
  return (of) => (known[of] ??= work(of))
}

/** A box's shape, and where it stands. */
interface Standing extends Place {
  readonly shape: Shape
}

/** Boxes for namespaces with so many pods, laid out afresh below a row of others, as large as a window `aspect` times as wide as high can show them. */
export function packBoxes(namespaces: readonly { readonly namespace: number; readonly pods: number }[], row: readonly Rect[], aspect: number): readonly Box[] {
  const bounds = boundsOf(row)
  const above = { width: bounds?.width ?? 0, height: bounds === null ? 0 : bounds.height + GAP }
  const total = namespaces.reduce((sum, { pods }) => sum + pods, 0)
  const order = namespaces.toSorted((a, b) => b.pods - a.pods)
  const pods = order.map((each) => Math.max(1, each.pods))
  const width = remembering((cols) => sizeOf({ cols, rows: 1 }, total).width)
  const height = remembering((rows) => sizeOf({ cols: 1, rows }, total).height)
  const area = pods.reduce((sum, count) => {
    const { cols, rows } = shapeFor(count, false)
    return sum + (width(cols) + GAP) * (height(rows) + GAP)
  }, 0)
  const inRows = (part: number): readonly Standing[] =>
    fillShelves(pods, Math.max(above.width, Math.sqrt(area * aspect) * part), { along: width, across: height, shapely: SHAPELY })
      .map(({ cells, along, across }) => ({ shape: { cols: cells.along, rows: cells.across }, x: along, y: across }))
  const inColumns = (part: number): readonly Standing[] =>
    fillShelves(pods, Math.sqrt(area / aspect) * part, { along: height, across: width, shapely: 1 / SHAPELY })
      .map(({ cells, along, across }) => ({ shape: { cols: cells.across, rows: cells.along }, x: across, y: along }))

  const tries = Math.min(MOST_TRIES, Math.max(LEAST_TRIES, Math.round(2000 / order.length)))
  let best: { readonly standing: readonly Standing[]; readonly asked: number } | null = null
  for (let attempt = 0; attempt < tries; attempt++) {
    const part = FIRST + ((LAST - FIRST) * attempt) / (tries - 1)
    for (const stand of order.length > MANY ? [inRows] : [inRows, inColumns]) {
      const standing = stand(part)
      const right = standing.reduce((most, { x, shape }) => Math.max(most, x + width(shape.cols)), above.width)
      const bottom = standing.reduce((most, { y, shape }) => Math.max(most, y + height(shape.rows)), 0)
      const asked = demand(right, bottom + above.height, aspect)
      if (best === null || asked < best.asked) best = { standing, asked }
    }
  }
  return order.map(({ namespace }, which) => {
    const { shape, x, y } = best!.standing[which]!
    return { ...makeBox(namespace, shape, false, { total }), x, y }
  })
}

/** Whether a rectangle keeps its distance from all others. */
export function isFree(rect: Rect, others: readonly Rect[]): boolean {
  return others.every((other) =>
    rect.x >= other.x + other.width + GAP || other.x >= rect.x + rect.width + GAP || rect.y >= other.y + other.height + GAP || other.y >= rect.y + rect.height + GAP)
}

/** The free place at or below (0, 0) for one more rectangle that lets the whole grow least; then the topmost, then the leftmost. */
export function placeOne(size: Size, others: readonly Rect[], aspect: number): Place {
  const right = Math.max(0, ...others.map((other) => other.x + other.width))
  const bottom = Math.max(0, ...others.map((other) => other.y + other.height))
  const corners: Place[] = [{ x: 0, y: 0 }, { x: 0, y: bottom + GAP }]
  for (const other of others) {
    corners.push({ x: other.x + other.width + GAP, y: other.y }, { x: other.x, y: other.y + other.height + GAP })
    corners.push({ x: other.x + other.width + GAP, y: 0 }, { x: 0, y: other.y + other.height + GAP })
  }
  let best: { readonly place: Place; readonly demand: number } | null = null
  for (const place of corners) {
    const asked = demand(Math.max(right, place.x + size.width), Math.max(bottom, place.y + size.height), aspect)
    if (best !== null && (asked - best.demand || place.y - best.place.y || place.x - best.place.x) >= 0) continue
    if (isFree({ ...place, width: size.width, height: size.height }, others)) best = { place, demand: asked }
  }
  return best!.place
}

/** The leftmost free place in the row above everything, where system namespaces stand, feet on the same line. */
export function placeAbove(size: Size, others: readonly Rect[]): Place {
  const y = -GAP - size.height
  const starts = [0, ...others.map((other) => other.x + other.width + GAP)].sort((a, b) => a - b)
  const { width, height } = size
  const beside = others.map((other) => ({ ...other, y, height }))
  return { x: starts.find((x) => isFree({ x, y, width, height }, beside))!, y }
}
