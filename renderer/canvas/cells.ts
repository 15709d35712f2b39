import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { CELL_GAP, cellsInView, cellsOrigin, type Box, type Rect } from '../graph/index.ts'
import { plainScale, snap, type Brush } from './brush.ts'
import type { Bitmap } from './bitmap.ts'
import { DIMMED_ALPHA, type CardLook } from './card.ts'
import { drawContainers } from './card-containers.ts'
import { drawLabels } from './card-labels.ts'
import { drawNames, drawStatuses, openPage, type TextCard } from './card-text.ts'
import { CARDS_FROM, CORES_FROM, gapAlpha, gapWidth } from './levels.ts'
import type { Motion } from './motion.ts'
import { isDimmed, isShown, type Picture } from './picture.ts'
import type { Sprites } from './sprites.ts'

export interface CellTools {
  readonly far: Bitmap
  readonly near: Bitmap
  readonly sprites: Sprites
  readonly motion: Motion
}

/** The first cell's corner and the size of cells, in CSS pixels. */
function gridOf(brush: Brush, box: Box) {
  const { unit, view } = brush
  const origin = cellsOrigin(box)
  return { x: origin.x * unit + view.panX, y: origin.y * unit + view.panY, width: box.cell.width * unit, height: box.cell.height * unit }
}

/** A card's rectangle within its cell. All cards of a size have the same number of device pixels. */
function cardIn(brush: Brush, cell: Rect): Rect {
  const gap = gapWidth(cell.width, CELL_GAP)
  const { ratio } = brush
  return { x: snap(cell.x + gap / 2, ratio), y: snap(cell.y + gap / 2, ratio), width: snap(cell.width - gap, ratio), height: snap(cell.height - gap, ratio) }
}

/** The rectangle that is painted for a cell, in CSS pixels. */
export function paintedCell(brush: Brush, box: Box, cell: number): Rect {
  const grid = gridOf(brush, box)
  const row = Math.floor(cell / box.cols)
  const rect = { ...grid, x: grid.x + (cell - row * box.cols) * grid.width, y: grid.y + row * grid.height }
  return rect.width >= CORES_FROM ? cardIn(brush, rect) : rect
}

/** The pods of a box that are in view: from the bitmap while they are small, as cards when they are not. */
export function paintCells(brush: Brush, picture: Picture, box: Box, tools: CellTools): void {
  const range = cellsInView(box, brush.view)
  if (range.col0 >= range.col1 || range.row0 >= range.row1) return
  if (box.cell.width * brush.unit >= CARDS_FROM) paintCards(brush, picture, box, range, tools)
  else paintFields(brush, picture, box, range, tools)
}

type Range = ReturnType<typeof cellsInView>

function paintFields(brush: Brush, picture: Picture, box: Box, range: Range, tools: CellTools): void {
  const { context, ratio } = brush
  const grid = gridOf(brush, box)
  const special = grid.width >= CORES_FROM && (picture.asked || picture.selected !== null)
  const source = (special ? tools.near : tools.far).cellsOf(picture, box)
  if (source === null) return
  const cols = range.col1 - range.col0
  const rows = range.row1 - range.row0
  const { side } = source
  context.setTransform(1, 0, 0, 1, 0, 0)
  // Where a cell is less than a device pixel, pixels are averaged: none may be dropped.
  context.imageSmoothingEnabled = grid.height * ratio < 1
  context.imageSmoothingQuality = 'high'
  context.drawImage(
    source.canvas, source.x + range.col0 * side, source.y + range.row0 * side, cols * side, rows * side,
    (grid.x + range.col0 * grid.width) * ratio, (grid.y + range.row0 * grid.height) * ratio, cols * grid.width * ratio, rows * grid.height * ratio,
  )
  fadeFields(brush, picture, box, tools.motion)
  paintGaps(brush, grid, range)
}

/** Lines between the cells, one a column and a row. */
function paintGaps(brush: Brush, grid: Rect, range: Range): void {
  const alpha = gapAlpha(grid.width)
  if (alpha === 0) return
  const { context, ratio, palette } = brush
  plainScale(brush)
  context.globalAlpha = alpha
  context.fillStyle = palette.namespace
  const gap = Math.max(1, Math.round(gapWidth(grid.width, CELL_GAP) * ratio)) / ratio
  const left = grid.x + range.col0 * grid.width
  const top = grid.y + range.row0 * grid.height
  const width = (range.col1 - range.col0) * grid.width
  const height = (range.row1 - range.row0) * grid.height
  for (let col = range.col0; col <= range.col1; col++) context.fillRect(snap(grid.x + col * grid.width - gap / 2, ratio), top - gap, gap, height + 2 * gap)
  for (let row = range.row0; row <= range.row1; row++) context.fillRect(left - gap, snap(grid.y + row * grid.height - gap / 2, ratio), width + 2 * gap, gap)
  context.globalAlpha = 1
}

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
    ready: summary === undefined || summary.readyContainers >= summary.containers.length,
    match: dimmed ? 'dimmed' : picture.asked ? 'matched' : 'plain',
  }
}

function paintCards(brush: Brush, picture: Picture, box: Box, range: Range, { sprites, motion }: CellTools): void {
  const { context, palette, ratio, now } = brush
  const grid = gridOf(brush, box)
  const cards: TextCard[] = []
  const chosen: Rect[] = []
  plainScale(brush)
  context.imageSmoothingEnabled = false
  for (let row = range.row0; row < range.row1; row++) {
    for (let col = range.col0; col < range.col1; col++) {
      const slot = box.podAt[row * box.cols + col]!
      const pod = slot < 0 || !isShown(picture, slot) ? undefined : picture.pods.at(slot)
      if (pod === undefined) continue
      const rect = cardIn(brush, { ...grid, x: grid.x + col * grid.width, y: grid.y + row * grid.height })
      const look = lookOf(picture, slot, pod)
      const alpha = motion.alphaOf(slot, now)
      sprites.stamp(context, rect, grid.width, look, palette, ratio, alpha)
      if (picture.selected?.[slot] === 1) chosen.push(rect)
      cards.push({ pod, rect, match: look.match, alpha })
    }
  }
  for (const gone of motion.going) {
    if (gone.box.namespace !== box.namespace) continue
    const rect = paintedCell(brush, gone.box, gone.cell)
    context.globalAlpha = motion.goneAlpha(gone, now) * DIMMED_ALPHA
    context.fillStyle = palette.unmatched
    context.fillRect(rect.x, rect.y, rect.width, rect.height)
    context.globalAlpha = 1
  }
  if (cards.length === 0) return
  const page = openPage(brush, grid.width, cards)
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
