import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { CELL_GAP, cellsInView, cellsOrigin, type Box, type Rect } from '../graph/index.ts'
import { isReady } from '../look/index.ts'
import { plainScale, type Brush } from './brush.ts'
import type { CardLook } from './card.ts'
import { drawContainers } from './card-containers.ts'
import { drawLabels } from './card-labels.ts'
import { drawNames, drawStatuses, openPage, type TextCard } from './card-text.ts'
import { fieldColours, paintFields, type FieldStyle } from './fields.ts'
import { CARDS_FROM, CORES_FROM, gapAlpha, gapWidth } from './levels.ts'
import type { Looks } from './looks.ts'
import type { Motion } from './motion.ts'
import { isDimmed, isShown, type Picture } from './picture.ts'
import type { Raster } from './raster.ts'
import { endOf, gapAfter, gapBefore, startOf, type Lane } from './spans.ts'
import type { Sprites } from './sprites.ts'

export interface CellTools {
  readonly sprites: Sprites
  readonly motion: Motion
}

/** Where the columns and rows of a box lie, in device pixels. */
export function lanesOf({ unit, view, ratio }: Pick<Brush, 'unit' | 'view' | 'ratio'>, box: Box): { readonly across: Lane; readonly down: Lane } {
  const origin = cellsOrigin(box)
  return {
    across: { origin: (origin.x * unit + view.panX) * ratio, size: box.cell.width * unit * ratio },
    down: { origin: (origin.y * unit + view.panY) * ratio, size: box.cell.height * unit * ratio },
  }
}

/** Device pixels between two pods whose cells have a width in CSS pixels. */
const gapIn = (width: number, ratio: number): number => (gapAlpha(width) === 0 ? 0 : Math.max(1, Math.round(gapWidth(width, CELL_GAP) * ratio)))

/** What is painted for the cell in a column and row, in CSS pixels. Its ends are whole device pixels. */
function cardAt({ ratio, unit }: Brush, box: Box, { across, down }: ReturnType<typeof lanesOf>, col: number, row: number): Rect {
  const gap = gapIn(box.cell.width * unit, ratio)
  const x = startOf(across, col) + gapBefore(gap)
  const y = startOf(down, row) + gapBefore(gap)
  return { x: x / ratio, y: y / ratio, width: (endOf(across, col) - gapAfter(gap) - x) / ratio, height: (endOf(down, row) - gapAfter(gap) - y) / ratio }
}

/** The rectangle that is painted for a cell, in CSS pixels. */
export function paintedCell(brush: Brush, box: Box, cell: number): Rect {
  const row = Math.floor(cell / box.cols)
  return cardAt(brush, box, lanesOf(brush, box), cell - row * box.cols, row)
}

/** Whether a box's pods are fields, too small for cards. */
const areFields = (brush: Brush, box: Box): boolean => box.cell.width * brush.unit < CARDS_FROM

/** Paints the pods of boxes that are fields as pixels. */
export function rasterFields(raster: Raster, brush: Brush, picture: Picture, boxes: readonly Box[], looks: Looks): void {
  const { ratio, unit, palette } = brush
  const cores = picture.asked || picture.selected !== null
  // Two at most: system namespaces have cells of their own.
  const styles = new Map<number, FieldStyle>()
  for (const box of boxes) {
    if (!areFields(brush, box)) continue
    const range = cellsInView(box, brush.view)
    if (range.col0 >= range.col1 || range.row0 >= range.row1) continue
    const width = box.cell.width * unit
    let style = styles.get(width)
    if (style === undefined) styles.set(width, (style = { gap: gapIn(width, ratio), cores: cores && width >= CORES_FROM, colours: fieldColours(palette, gapAlpha(width), picture.asked) }))
    paintFields(raster, { cols: box.cols, podAt: box.podAt, ...lanesOf(brush, box), ...range }, looks.of(picture), style)
  }
}

/** What is painted over the ground and the fields of a box: its cards, or what fades in its fields. */
export function paintCells(brush: Brush, picture: Picture, box: Box, tools: CellTools): void {
  if (areFields(brush, box)) return fadeFields(brush, picture, box, tools.motion)
  const range = cellsInView(box, brush.view)
  if (range.col0 < range.col1 && range.row0 < range.row1) paintCards(brush, picture, box, range, tools)
}

type Range = ReturnType<typeof cellsInView>

/** Pods that come are covered less and less, those that went are still there, ever fainter. */
function fadeFields(brush: Brush, picture: Picture, box: Box, motion: Motion): void {
  const { context, palette, now } = brush
  if (!motion.fading) return
  plainScale(brush)
  motion.coming.forEach((_, slot) => {
    const place = picture.layout.placeOf(slot)
    if (place?.box.namespace !== box.namespace) return
    const rect = paintedCell(brush, box, place.cell)
    context.globalAlpha = 1 - motion.alphaOf(slot, now)
    context.fillStyle = palette.namespace
    context.fillRect(rect.x, rect.y, rect.width, rect.height)
  })
  for (const gone of motion.going) {
    if (gone.box.namespace !== box.namespace) continue
    const rect = paintedCell(brush, gone.box, gone.cell)
    context.globalAlpha = motion.goneAlpha(gone, now)
    context.fillStyle = palette.unmatched
    context.fillRect(rect.x, rect.y, rect.width, rect.height)
  }
  context.globalAlpha = 1
}

function lookOf(picture: Picture, slot: number, pod: ObjectSummary): CardLook {
  const dimmed = isDimmed(picture, slot)
  const summary = pod.pod
  return {
    state: picture.pods.state[slot]!,
    ready: summary === undefined || isReady(summary),
    match: dimmed ? 'dimmed' : picture.asked ? 'matched' : 'plain',
  }
}

function paintCards(brush: Brush, picture: Picture, box: Box, range: Range, { sprites, motion }: CellTools): void {
  const { context, palette, ratio, now } = brush
  const lanes = lanesOf(brush, box)
  const cellWidth = box.cell.width * brush.unit
  const cards: TextCard[] = []
  const chosen: Rect[] = []
  plainScale(brush)
  context.imageSmoothingEnabled = false
  for (let row = range.row0; row < range.row1; row++) {
    for (let col = range.col0; col < range.col1; col++) {
      const slot = box.podAt[row * box.cols + col]!
      const pod = slot < 0 || !isShown(picture, slot) ? undefined : picture.pods.at(slot)
      if (pod === undefined) continue
      const rect = cardAt(brush, box, lanes, col, row)
      const look = lookOf(picture, slot, pod)
      const alpha = motion.alphaOf(slot, now)
      sprites.stamp(context, rect, cellWidth, look, palette, ratio, alpha)
      const isChosen = picture.selected?.[slot] === 1
      if (isChosen) chosen.push(rect)
      // Who looks at a pod that does not match can read it.
      const looked = isChosen || picture.pointed === slot
      const match = looked && look.match === 'dimmed' ? 'plain' : look.match
      cards.push({ pod, rect, match, alpha: match === 'dimmed' ? alpha * palette.dimmed : alpha })
    }
  }
  for (const gone of motion.going) {
    if (gone.box.namespace !== box.namespace) continue
    const rect = paintedCell(brush, gone.box, gone.cell)
    context.globalAlpha = motion.goneAlpha(gone, now) * palette.dimmed
    context.fillStyle = palette.unmatched
    context.fillRect(rect.x, rect.y, rect.width, rect.height)
    context.globalAlpha = 1
  }
  if (cards.length === 0) return
  const page = openPage(brush, cellWidth, cards)
  drawNames(page)
  drawStatuses(page)
  drawContainers(page)
  drawLabels(page, picture.named)
  plainScale(brush)
  context.globalAlpha = 0.14
  context.fillStyle = palette.accent
  for (const rect of chosen) context.fillRect(rect.x, rect.y, rect.width, rect.height)
  context.globalAlpha = 1
}
