import { clipTitle, toWindow, touchesWindow, withTitle, type Box, type Rect, type Split } from '../graph/index.ts'
import { FONTS, charactersIn, inset, plainScale, roundRect, snap, snapRect, widthOf, type Brush } from './brush.ts'
import { fillOf, pixelOf } from './colours.ts'
import { hatchGround, paintGround } from './ground.ts'
import { ramp } from './levels.ts'
import type { Picture } from './picture.ts'
import { mixPixels, type Raster, type Span } from './raster.ts'

/** Pixels of a title's font: everywhere the same, smaller only where its strip is too low, or too short for the name. */
const TITLE_SIZE = 13
/** Below this size (pixels) a title can't be read, and is left out. */
const LEAST_SIZE = 9
/** A frame must be as wide as this (pixels) to have a title. */
const LEAST_WIDTH = 30
/** A title strip is drawn no higher than this, in pixels: nearer than where it can be read it would only be empty. */
const STRIP = 30

/** A box as it is drawn at so many pixels a unit: from its title's strip down, which has to be no higher than its text asks. */
export const drawnBox = (box: Box, unit: number): Box => withTitle(box, STRIP / unit)

const barOf = (strip: number): number => Math.min(4, Math.max(1, Math.round(strip * 0.12)))

/** The size of a title in a strip so high, above the bar if there is one. In whole pixels: letters of a new size cost far more than known ones. */
const titleSize = (strip: number, bar: boolean): number => Math.min(TITLE_SIZE, Math.floor(strip - (bar ? barOf(strip) + 1 : 0)))

/** How wide a letter of a title is at most, as a share of its height. */
const LETTER = 0.61

/** Whether a box's title can be read at so many pixels a unit. */
export const isTitleLegible = (box: Box, unit: number): boolean => box.width * unit >= LEAST_WIDTH && titleSize(box.band * unit, box.rows > 0) >= LEAST_SIZE

/** Whether it can be read with all the letters of its name. */
export const isTitleWhole = (box: Box, unit: number, name: string): boolean => isTitleLegible(box, unit) && name.length * LEAST_SIZE * LETTER <= box.width * unit - 2 * titlePad(box, unit)

/** Pixels on both sides of a title. */
const titlePad = (box: Box, unit: number): number => (box.rows === 0 ? Math.min(4, unit) : Math.max(Math.min(14, unit), Math.min(6, box.width * unit * 0.04)))

const NO_PODS: Split = { pods: 0, matched: 0, byState: [] }

export const radiusOf = (frame: Rect): number => Math.min(10, frame.width * 0.06, frame.height * 0.12)

/** The boxes that the window shows some of. */
export const inWindow = (boxes: readonly Box[], { view }: Brush): readonly Box[] => boxes.filter((box) => touchesWindow(toWindow(box, view), view))

function spanOf(box: Box, { view, ratio }: Brush): Span {
  const frame = toWindow(box, view)
  const at = (value: number) => Math.round(value * ratio)
  return { left: at(frame.x), top: at(frame.y), right: at(frame.x + frame.width), bottom: at(frame.y + frame.height) }
}

/** Paints the ground of boxes, under their pods; a line runs along their edges as far as there is room for it. */
export function rasterFrames(raster: Raster, brush: Brush, boxes: readonly Box[]): void {
  const { palette, view, ratio } = brush
  const around = pixelOf(palette.canvas)
  const fill = pixelOf(palette.namespace)
  const line = pixelOf(palette.line)
  for (const box of boxes) {
    const frame = toWindow(box, view)
    // In steps of half a pixel, so that boxes share their corners.
    const radius = Math.round(radiusOf(frame) * ratio * 2) / 2
    paintGround(raster, spanOf(box, brush), { around, fill, line: mixPixels(fill, line, ramp(frame.width, 40, 60)), lineWidth: Math.round(ratio), radius })
  }
}

/** Hatches the ground that pods have left of the namespaces that are going. Returns whether there are any. */
export function rasterLeaving(raster: Raster, brush: Brush, picture: Picture, boxes: readonly Box[]): boolean {
  const { palette, ratio } = brush
  const leaving = boxes.filter((box) => picture.namespaces[box.namespace]?.object?.terminating === true)
  for (const box of leaving) hatchGround(raster, spanOf(box, brush), pixelOf(palette.namespace), pixelOf(palette.state.terminating), ratio)
  return leaving.length > 0
}

/** Outlines of the selected and the scoped boxes in view, plain to see. */
export function paintEdges(brush: Brush, picture: Picture, seen: readonly Box[]): void {
  const { context, palette, view, ratio } = brush
  plainScale(brush)
  context.lineWidth = 2
  for (const box of seen) {
    const selected = picture.selectedNamespaces.has(box.namespace)
    const scoped = picture.scope !== null && picture.namespaces[box.namespace]?.name === picture.scope
    if (!selected && !scoped) continue
    const frame = snapRect(toWindow(box, view), ratio)
    context.strokeStyle = selected ? palette.accent : palette.text
    roundRect(context, inset(frame, 1), radiusOf(frame))
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
  context.textAlign = 'left'
  const titles: Title[] = []
  for (const box of seen) {
    const frame = toWindow(box, view)
    const height = box.band * unit
    if (frame.width < 24 || height < 2) continue
    const top = frame.y >= 0 || box.rows === 0 ? frame.y : Math.min(0, frame.y + frame.height - height - 8)
    const strip = { ...frame, y: top, height }
    plainScale(brush)
    if (top > frame.y) {
      context.fillStyle = palette.namespace
      context.fillRect(strip.x + 1, strip.y, strip.width - 2, strip.height)
    }
    const pad = Math.min(14, unit)
    const bar = barOf(height)
    const split = picture.splits.get(box.namespace) ?? NO_PODS
    if (box.rows > 0) {
      const y = snap(top + height - bar - Math.min(3, height * 0.06), ratio)
      paintSplit(brush, split, { x: strip.x + pad, y, width: strip.width - 2 * pad, height: bar })
    }
    const title = planTitle(brush, picture, box, strip)
    if (title !== null) titles.push(title)
  }
  writeTitles(brush, titles)
  plainScale(brush)
  context.globalAlpha = 1
}

interface Word {
  readonly text: string
  readonly x: number
  readonly colour: string
}

/** What a title says, in pixels of its own scale. */
interface Title {
  readonly font: 'title' | 'name'
  readonly name: Word
  readonly counts: readonly Word[]
  readonly y: number
  readonly scale: number
  readonly fade: number
}

/** The words of a title: the name, then as many counts as have room, that of the matching pods before that of all. Null if it has no room. */
function planTitle({ context, palette, unit }: Brush, picture: Picture, box: Box, strip: Rect): Title | null {
  const pad = titlePad(box, unit)
  const largest = titleSize(strip.height, box.rows > 0)
  const fade = ramp(strip.width, LEAST_WIDTH, LEAST_WIDTH + 4)
  if (fade === 0 || largest < LEAST_SIZE) return null
  const small = box.y < 0
  const font = small ? 'name' : 'title'
  const name = picture.namespaces[box.namespace]?.name ?? ''
  const nameWidth = widthOf(context, font, name)
  // Before letters are left out of a long name, they get smaller.
  const fitting = Math.floor((TITLE_SIZE * (strip.width - 2 * pad)) / nameWidth)
  const size = Math.min(largest, Math.max(fitting, LEAST_SIZE))
  const scale = size / TITLE_SIZE
  const split = picture.splits.get(box.namespace) ?? NO_PODS
  const middle = (strip.y + (strip.height - (box.rows > 0 ? barOf(strip.height) : 0)) / 2) / scale
  // What is to the left of the window is of no use there: the name stays at its edge while there is room for it.
  const left = Math.max(strip.x + pad, Math.min(6, strip.x + strip.width - pad - nameWidth * scale)) / scale
  const right = (strip.x + strip.width - pad) / scale
  // An empty namespace says so in its middle, if it has one.
  const counted = split.pods > 0 ? [picture.words.pods(split.pods)] : box.rows === 0 ? [picture.words.empty] : []
  const counts = [...counted, ...(picture.asked && split.pods > 0 ? [picture.words.match(split.matched)] : [])]
  const widths = counts.map((text) => widthOf(context, 'count', text) + 10)
  while (counts.length > 0 && left + nameWidth + widths.reduce((sum, width) => sum + width, 0) > right) {
    counts.shift()
    widths.shift()
  }
  let x = left + nameWidth + 10
  const words = counts.map((text, which): Word => {
    const at = x
    x += widths[which]!
    return { text, x: at, colour: which === counts.length - 1 && picture.asked && split.matched > 0 ? palette.text : palette.muted }
  })
  const text = clipTitle(name, Math.max(2, charactersIn(context, font, right - left)))
  return { font, name: { text, x: left, colour: small ? palette.muted : palette.text }, counts: words, y: middle, scale, fade }
}

/** Writes the words of titles, all of a font together: to change the font for each takes as long as to write them. */
function writeTitles({ context, ratio }: Brush, titles: readonly Title[]): void {
  const write = ({ y, scale, fade }: Title, words: readonly Word[]) => {
    context.setTransform(ratio * scale, 0, 0, ratio * scale, 0, 0)
    context.globalAlpha = fade
    for (const { text, x, colour } of words) {
      context.fillStyle = colour
      context.fillText(text, x, y)
    }
  }
  for (const font of ['title', 'name'] as const) {
    context.font = FONTS[font]
    for (const title of titles) if (title.font === font) write(title, [title.name])
  }
  context.font = FONTS.count
  for (const title of titles) if (title.counts.length > 0) write(title, title.counts)
}

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
