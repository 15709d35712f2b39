import { cellRect, placeRelations, touchesWindow, toWindow, type Chip, type Point, type Rect, type RelationPlaces, type RelationPlan, type Tie, type View } from '../graph/index.ts'
import { FONTS, plainScale, roundRect, widthOf, type Brush } from './brush.ts'
import type { Picture } from './picture.ts'

/** The relations that are shown, where they were painted last, and how many pods have an edge. */
export interface RelationPicture {
  readonly plan: RelationPlan
  readonly edges: number
  places: RelationPlaces
  /** The view that the places are for; null before they are found. */
  view: View | null
}

/** From this width of a cell (pixels), and up to so many in all, each pod has an edge of its own. */
const SINGLE_FROM = 14
const MOST_SINGLE = 40

/** Whether every related pod has an edge of its own; else one edge stands for all of an object's pods in a box. */
export function isUnbundled(picture: Picture, unit: number): boolean {
  const { relations, layout } = picture
  return relations !== null && relations.edges <= MOST_SINGLE
    && [...relations.plan.bundlesOf.keys()].every((box) => (layout.boxes.get(box)?.cell.width ?? 0) * unit >= SINGLE_FROM)
}

/** The chip that the keyboard is on, while it is shown. */
export const chipInHand = ({ chip, relations }: Picture): Chip | null => (chip === null ? null : (relations?.places.chips.find(({ object }) => object.uid === chip) ?? null))

/** The object whose chip is under a point of the window. */
export function relatedAt(picture: Picture, at: Point): string | null {
  const chip = picture.relations?.places.chips.find(({ rect }) => at.x >= rect.x && at.y >= rect.y && at.x < rect.x + rect.width && at.y < rect.y + rect.height)
  return chip?.object.uid ?? null
}

const topOf = ({ x, y, width }: Rect): Point => ({ x: x + width / 2, y })

/** Leaves upright and comes in upright. */
function draw(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  const bend = (to.y - from.y) / 2
  context.moveTo(from.x, from.y)
  context.bezierCurveTo(from.x, from.y + bend, to.x, to.y - bend, to.x, to.y)
}

/** From one object to another that it owns: around below, so that it is not taken for one to a pod. */
function drawChain(context: CanvasRenderingContext2D, from: Rect, to: Rect): void {
  const [start, end] = [topOf(from), topOf(to)]
  const low = Math.max(from.y + from.height, to.y + to.height)
  context.moveTo(start.x, from.y + from.height)
  context.bezierCurveTo(start.x, low + 12, end.x, low + 12, end.x, to.y + to.height)
}

/** Draws the edges of the path, lined with what is to be seen on the fill of any pod. */
function stroke({ context, palette }: Brush, dashes: readonly number[]): void {
  context.strokeStyle = palette.surface
  context.lineWidth = 4
  context.stroke()
  context.setLineDash([...dashes])
  context.strokeStyle = palette.muted
  context.lineWidth = 1.25
  context.stroke()
  context.setLineDash([])
}

function paintTag({ context, palette }: Brush, rect: Rect, text: string, selected: boolean): void {
  roundRect(context, rect, Math.min(6, rect.height / 2))
  context.fillStyle = palette.surface
  context.fill()
  context.strokeStyle = selected ? palette.accent : palette.muted
  context.lineWidth = selected ? 2 : 1
  context.stroke()
  context.fillStyle = palette.text
  context.fillText(text, rect.x + rect.width / 2, rect.y + rect.height / 2 + 0.5)
}

/** Moves a rectangle down until it lies on none of the others. */
function clearOf(rect: Rect, others: readonly Rect[]): Rect {
  const hit = others.find((other) => Math.abs(rect.x + rect.width / 2 - other.x - other.width / 2) < (rect.width + other.width) / 2 && Math.abs(rect.y - other.y) < rect.height)
  return hit === undefined ? rect : clearOf({ ...rect, y: hit.y + hit.height + 2 }, others)
}

/** One edge for each mark of a kind, to the middle of all pods of its box that the kind's objects have. */
function kindEdges({ layout }: Picture, { plan, places }: RelationPicture, tie: Tie, view: View): readonly { readonly from: Rect; readonly to: Point }[] {
  return places.marks.flatMap(({ box, kind, rect }) => {
    if (kind === null || !layout.boxes.has(box)) return []
    const kinds = new Map((plan.objectsOf.get(box) ?? []).map((object) => [object.uid, object.kind]))
    let [x, y, pods] = [0, 0, 0]
    for (const bundle of plan.bundlesOf.get(box) ?? []) {
      if (bundle.tie !== tie || kinds.get(bundle.from) !== kind) continue
      x += bundle.middle.x * bundle.slots.length
      y += bundle.middle.y * bundle.slots.length
      pods += bundle.slots.length
    }
    return pods === 0 ? [] : [{ from: rect, to: toWindow({ x: x / pods, y: y / pods, width: 0, height: 0 }, view) }]
  })
}

/** What is related to the pods in question: objects under their boxes, edges from there to the pods. Owners' are whole, selectors' dashed. */
export function paintRelations(brush: Brush, picture: Picture): void {
  const { relations, layout } = picture
  if (relations === null) return
  const { context, view, unit } = brush
  const { plan } = relations
  // A new view object is another view: the same one leaves everything where it is.
  if (relations.view !== view) Object.assign(relations, { view, places: placeRelations(plan, layout, view) })
  const { places } = relations
  const single = isUnbundled(picture, unit)
  const inView = [...plan.bundlesOf].flatMap(([index, bundles]) => {
    const box = layout.boxes.get(index)
    return box !== undefined && touchesWindow(toWindow(box, view), view) ? bundles : []
  })
  const counted = new Map<string, Point & { readonly pods: number }>()
  plainScale(brush)
  for (const tie of ['owns', 'selects'] as const) {
    context.beginPath()
    for (const bundle of inView) {
      const end = places.ends.get(bundle.from)
      if (end === undefined || bundle.tie !== tie) continue
      if (single) {
        for (const slot of bundle.slots) {
          const place = layout.placeOf(slot)
          if (place === undefined) continue
          const cell = toWindow(cellRect(place.box, place.cell), view)
          draw(context, topOf(end), { x: cell.x + cell.width / 2, y: cell.y + cell.height * 0.85 })
        }
        continue
      }
      const at = toWindow({ ...bundle.middle, width: 0, height: 0 }, view)
      draw(context, topOf(end), at)
      counted.set(`${bundle.box} ${Math.round(at.x)} ${Math.round(at.y)} ${bundle.slots.length}`, { ...at, pods: bundle.slots.length })
    }
    for (const { from, to } of kindEdges(picture, relations, tie, view)) draw(context, topOf(from), to)
    stroke(brush, tie === 'owns' ? [] : [4, 3])
  }
  context.beginPath()
  for (const { from, to } of plan.chains) {
    const [owner, owned] = [places.ends.get(from), places.ends.get(to)]
    if (owner !== undefined && owned !== undefined && owner !== owned) drawChain(context, owner, owned)
  }
  stroke(brush, [])
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.font = FONTS.mono
  for (const { rect, text, object } of places.chips) paintTag(brush, rect, text, picture.selectedObjects.has(object.uid))
  context.font = FONTS.count
  for (const { rect, text } of places.marks) paintTag(brush, rect, text, false)
  paintCounts(brush, picture, [...counted.values()])
  context.textAlign = 'left'
}

/** How far down (pixels) a count may be moved to lie on no other. */
const MOST_MOVED = 70

/** How many pods each bundle stands for, at its end, as far as they have room beside one another. */
function paintCounts(brush: Brush, picture: Picture, counts: readonly (Point & { readonly pods: number })[]): void {
  const { context } = brush
  const taken: Rect[] = []
  for (const { x, y, pods } of counts.slice(0, 200)) {
    const text = picture.words.pods(pods)
    const width = widthOf(context, 'count', text) + 12
    context.font = FONTS.count
    const rect = clearOf({ x: x - width / 2, y: y - 9, width, height: 18 }, taken)
    // Too far from its edge it says nothing.
    if (rect.y > y + MOST_MOVED) continue
    taken.push(rect)
    paintTag(brush, rect, text, false)
  }
}
