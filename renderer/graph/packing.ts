import { makeBox, shapeFor, type Box } from './box.ts'
import { ASPECT, boundsOf, GAP, type Rect } from './cells.ts'

interface Size {
  readonly width: number
  readonly height: number
}

interface Place {
  readonly x: number
  readonly y: number
}

interface Step extends Place {
  readonly width: number
}

/** Places, and how much room they ask of a window of the usual shape. */
interface Packing {
  readonly places: readonly Place[]
  readonly demand: number
}

const demand = (width: number, height: number): number => Math.max(width / ASPECT, height)

/** Puts rectangles as high as they go, then as far left, into a strip of a width. Tallest first leaves the fewest holes. */
function packStrip(sizes: readonly Size[], order: readonly number[], strip: number): readonly Place[] {
  const places: Place[] = Array.from({ length: sizes.length })
  let skyline: Step[] = [{ x: 0, y: 0, width: strip + GAP }]
  for (const which of order) {
    const width = sizes[which]!.width + GAP
    const height = sizes[which]!.height + GAP
    let best: { readonly place: Place; readonly from: number } | null = null
    for (let from = 0; from < skyline.length; from++) {
      const x = skyline[from]!.x
      if (x + width > strip + GAP) break
      let y = 0
      for (let step = from; step < skyline.length && skyline[step]!.x < x + width; step++) y = Math.max(y, skyline[step]!.y)
      if (best === null || y < best.place.y) best = { place: { x, y }, from }
    }
    const { place, from } = best!
    places[which] = place
    const end = place.x + width
    const after = skyline.slice(from).flatMap((step) => {
      const over = end - step.x
      if (over <= 0) return [step]
      return over >= step.width ? [] : [{ x: end, y: step.y, width: step.width - over }]
    })
    skyline = [...skyline.slice(0, from), { x: place.x, y: place.y + height, width }, ...after]
  }
  return places
}

const TRIES = 8

/** Places for all of the rectangles, without overlap, from (0, 0) right and down, in about the shape of the window; `above` stands above them. */
function packAll(sizes: readonly Size[], above: Size): Packing {
  if (sizes.length === 0) return { places: [], demand: 0 }
  const order = sizes.map((_, which) => which).sort((a, b) => sizes[b]!.height - sizes[a]!.height || a - b)
  const area = sizes.reduce((sum, size) => sum + (size.width + GAP) * (size.height + GAP), 0)
  const widest = Math.max(...sizes.map((size) => size.width))
  let best: Packing | null = null
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const strip = Math.max(widest, Math.round(Math.sqrt(area * ASPECT) * (0.9 + attempt * 0.1)))
    const places = packStrip(sizes, order, strip)
    const right = Math.max(...places.map((place, which) => place.x + sizes[which]!.width))
    const bottom = Math.max(...places.map((place, which) => place.y + sizes[which]!.height))
    const asked = demand(Math.max(right, above.width), bottom + above.height)
    if (best === null || asked < best.demand) best = { places, demand: asked }
  }
  return best!
}

/** So many namespaces are tried in several shapes when all are laid out afresh. */
const FEW = 24
const SHAPES = [ASPECT, 0.7, 1.6, 2.2, 3]

/** Boxes for namespaces with so many pods, laid out afresh below a row of others: few of them in the shape in which they are seen largest. */
export function packBoxes(namespaces: readonly { readonly namespace: number; readonly pods: number }[], row: readonly Rect[]): readonly Box[] {
  const bounds = boundsOf(row)
  const above = { width: bounds?.width ?? 0, height: bounds === null ? 0 : bounds.height + GAP }
  const total = namespaces.reduce((sum, { pods }) => sum + pods, 0)
  let best: { readonly boxes: readonly Box[]; readonly packing: Packing } | null = null
  for (const aspect of namespaces.length <= FEW ? SHAPES : [ASPECT]) {
    const boxes = namespaces.map(({ namespace, pods }) => makeBox(namespace, shapeFor(pods, false, aspect), false, { total }))
    const packing = packAll(boxes, above)
    if (best === null || packing.demand < best.packing.demand) best = { boxes, packing }
  }
  return best?.boxes.map((box, which) => ({ ...box, ...best.packing.places[which]! })) ?? []
}

/** Whether a rectangle keeps its distance from all others. */
export function isFree(rect: Rect, others: readonly Rect[]): boolean {
  return others.every((other) =>
    rect.x >= other.x + other.width + GAP || other.x >= rect.x + rect.width + GAP || rect.y >= other.y + other.height + GAP || other.y >= rect.y + rect.height + GAP)
}

/** The free place at or below (0, 0) for one more rectangle that lets the whole grow least; then the topmost, then the leftmost. */
export function placeOne(size: Size, others: readonly Rect[]): Place {
  const right = Math.max(0, ...others.map((other) => other.x + other.width))
  const bottom = Math.max(0, ...others.map((other) => other.y + other.height))
  const corners: Place[] = [{ x: 0, y: 0 }, { x: 0, y: bottom + GAP }]
  for (const other of others) {
    corners.push({ x: other.x + other.width + GAP, y: other.y }, { x: other.x, y: other.y + other.height + GAP })
    corners.push({ x: other.x + other.width + GAP, y: 0 }, { x: 0, y: other.y + other.height + GAP })
  }
  let best: { readonly place: Place; readonly demand: number } | null = null
  for (const place of corners) {
    const asked = demand(Math.max(right, place.x + size.width), Math.max(bottom, place.y + size.height))
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
