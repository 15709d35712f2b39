import { clipEnd, toWindow, touchesWindow, type Box, type Rect, type Split } from '../graph/index.ts'
import { FONTS, charactersIn, inset, plainScale, roundRect, snap, snapRect, widthOf, type Brush } from './brush.ts'
import { fillOf } from './colours.ts'
import { ramp } from './levels.ts'
import type { Picture } from './picture.ts'

/** Below this height in pixels a title band has no title. */
const TITLE_FROM = 6
/** From this height its title can be read. */
const LEGIBLE_FROM = 14

/** Whether a box's title can be read at so many pixels a unit. */
export const isTitleLegible = (box: Box, unit: number): boolean => box.band * unit >= LEGIBLE_FROM
const NO_PODS: Split = { pods: 0, matched: 0, byState: [] }

export const radiusOf = (frame: Rect): number => Math.min(10, frame.width * 0.06, frame.height * 0.12)

/** Diagonal lines over a namespace that is going. */
function hatch({ context, palette }: Brush): CanvasPattern {
  const tile = new OffscreenCanvas(8, 8)
  const pen = tile.getContext('2d')!
  pen.strokeStyle = palette.state.terminating
  pen.lineWidth = 1.5
  pen.beginPath()
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift - 1, 9)
    pen.lineTo(shift + 9, -1)
  }
  pen.stroke()
  return context.createPattern(tile, 'repeat')!
}

/** The namespaces' boxes, under the pods. Returns those in view. */
export function paintFrames(brush: Brush, picture: Picture, boxes: readonly Box[]): readonly Box[] {
  const { context, palette, view, ratio } = brush
  plainScale(brush)
  const seen = boxes.filter((box) => touchesWindow(toWindow(box, view), view))
  context.fillStyle = palette.namespace
  for (const box of seen) {
    const frame = snapRect(toWindow(box, view), ratio)
    // Small corners are not worth their price: a path costs ten times a rectangle.
    if (frame.width < 60) context.fillRect(frame.x, frame.y, frame.width, frame.height)
    else {
      roundRect(context, frame, radiusOf(frame))
      context.fill()
    }
  }
  const leaving = seen.filter((box) => picture.namespaces[box.namespace]?.object?.terminating === true)
  if (leaving.length > 0) {
    context.globalAlpha = 0.35
    context.fillStyle = hatch(brush)
    for (const box of leaving) {
      const frame = toWindow(box, view)
      roundRect(context, frame, radiusOf(frame))
      context.fill()
    }
    context.globalAlpha = 1
  }
  return seen
}

/** Edges of the boxes in view: of the selected and the scoped one plain to see. */
export function paintEdges(brush: Brush, picture: Picture, seen: readonly Box[]): void {
  const { context, palette, view, ratio } = brush
  plainScale(brush)
  for (const box of seen) {
    const frame = snapRect(toWindow(box, view), ratio)
    const selected = picture.selectedNamespaces.has(box.namespace)
    const scoped = picture.scope !== null && picture.namespaces[box.namespace]?.name === picture.scope
    const width = selected || scoped ? 2 : 1
    if (frame.width < 60 && width === 1) continue
    context.strokeStyle = selected ? palette.accent : scoped ? palette.text : palette.line
    context.lineWidth = width
    roundRect(context, inset(frame, width / 2), radiusOf(frame))
    context.stroke()
  }
}

function paintSplit(brush: Brush, split: Split, bar: Rect): void {
  const { context, palette, ratio } = brush
  const { pods } = split
  if (pods === 0) return
  let x = bar.x
  split.byState.forEach((count, state) => {
    if (count === 0) return
    const width = (bar.width * count) / pods
    context.fillStyle = fillOf(palette, state)
    context.fillRect(snap(x, ratio), bar.y, snap(x + width, ratio) - snap(x, ratio), bar.height)
    x += width
  })
}

/** Name, counts and split of each namespace in view. A title whose place is above the window stays at its upper edge. */
export function paintTitles(brush: Brush, picture: Picture, seen: readonly Box[]): void {
  const { context, palette, view, unit, ratio } = brush
  context.textBaseline = 'middle'
  for (const box of seen) {
    const frame = toWindow(box, view)
    const band = box.band * unit
    if (band < TITLE_FROM || frame.width < 24) continue
    const most = Math.min(band, 40)
    const room = frame.height - most - 8
    const top = frame.y >= 0 || box.rows === 0 ? frame.y : Math.min(0, frame.y + room)
    const pinned = top > frame.y + (band - most)
    const strip = pinned ? { ...frame, y: top, height: Math.min(most, 28) } : { ...frame, height: band }
    paintTitle(brush, picture, box, strip, pinned)
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.globalAlpha = 1
  function paintTitle(pen: Brush, shown: Picture, box: Box, strip: Rect, pinned: boolean): void {
    const split = shown.splits.get(box.namespace) ?? NO_PODS
    const small = box.y < 0
    const size = small ? Math.min(strip.height * 0.48, 13) : Math.min(strip.height * 0.62, 9 + strip.height * 0.16, 15)
    const scale = size / 13
    const fade = ramp(size, 4, 7)
    plainScale(pen)
    context.globalAlpha = 1
    if (pinned) {
      context.globalAlpha = 0.94
      context.fillStyle = palette.namespace
      context.fillRect(strip.x + 1, strip.y, strip.width - 2, strip.height)
      context.globalAlpha = 1
    }
    const pad = Math.min(14, unit) * Math.max(1, scale * 0.8)
    const barHeight = snap(Math.min(4, Math.max(1, strip.height * 0.1)), ratio)
    const bar = { x: frameInside(strip.x, pad), y: snap(strip.y + strip.height - barHeight - Math.max(1, strip.height * 0.04), ratio), width: strip.width - 2 * pad, height: barHeight }
    if (box.rows > 0) paintSplit(pen, split, bar)
    if (fade === 0) return
    const middle = (strip.y + strip.height / 2 - (box.rows > 0 ? barHeight * 0.6 : 0)) / scale
    const left = Math.max(strip.x + pad, pinned ? Math.min(6, strip.x + strip.width - 120) : -Infinity) / scale
    const right = (strip.x + strip.width - pad) / scale
    context.setTransform(ratio * scale, 0, 0, ratio * scale, 0, 0)
    context.globalAlpha = fade
    context.textAlign = 'left'
    const name = shown.namespaces[box.namespace]?.name ?? ''
    // An empty namespace says so in its middle, if it has one.
    const counted = split.pods > 0 ? [shown.words.pods(split.pods)] : box.rows === 0 ? [shown.words.empty] : []
    const counts = [...counted, ...(shown.asked && split.pods > 0 ? [shown.words.match(split.matched)] : [])]
    // The counts give way to the name, the last first.
    const widths = counts.map((text) => widthOf(context, 'count', text) + 10)
    const nameWidth = widthOf(context, 'title', name)
    while (counts.length > 0 && left + nameWidth + widths.reduce((sum, width) => sum + width, 0) > right) {
      counts.shift()
      widths.shift()
    }
    const text = clipEnd(name, Math.max(2, charactersIn(context, 'title', right - left)))
    context.font = small ? FONTS.name : FONTS.title
    context.fillStyle = small ? palette.muted : palette.text
    context.fillText(text, left, middle)
    context.font = FONTS.count
    let x = left + nameWidth + 10
    counts.forEach((word, which) => {
      context.fillStyle = which === counts.length - 1 && shown.asked && split.matched > 0 ? palette.text : palette.muted
      context.fillText(word, x, middle)
      x += widths[which]!
    })
  }
}

const frameInside = (x: number, pad: number): number => x + pad

/** Says in an empty namespace that it is empty. */
export function paintEmpty(brush: Brush, picture: Picture, seen: readonly Box[]): void {
  const { context, palette, view, unit } = brush
  plainScale(brush)
  for (const box of seen) {
    if (box.rows === 0 || (picture.splits.get(box.namespace)?.pods ?? 0) > 0) continue
    const frame = toWindow({ ...box, y: box.y + box.band, height: box.height - box.band }, view)
    const fade = ramp(frame.width, 60, 90)
    if (fade === 0) continue
    context.globalAlpha = fade
    context.strokeStyle = palette.line
    context.lineWidth = 1
    context.setLineDash([4, 4])
    roundRect(context, { x: frame.x + unit, y: frame.y + unit * 0.3, width: frame.width - 2 * unit, height: frame.height - unit * 1.3 }, 6)
    context.stroke()
    context.setLineDash([])
    context.font = FONTS.count
    context.fillStyle = palette.muted
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(picture.words.empty, frame.x + frame.width / 2, frame.y + frame.height / 2 - unit * 0.3)
  }
  context.globalAlpha = 1
}
