import { toWindow, type Box, type Rect } from '../graph/index.ts'
import { inset, plainScale, roundRect, type Brush } from './brush.ts'
import { radiusOf } from './frames.ts'
import { paintedCell } from './cells.ts'
import { isShown, type Picture } from './picture.ts'
import { chipInHand } from './relations.ts'

/** What the hand and the keyboard are on, over everything else. */
export function paintMarks(brush: Brush, picture: Picture, shown: (box: Box) => Box): void {
  const { context, palette } = brush
  plainScale(brush)
  if (picture.pointed >= 0 && isShown(picture, picture.pointed)) {
    const place = picture.layout.placeOf(picture.pointed)
    if (place !== undefined) ring(brush, paintedCell(brush, shown(place.box), place.cell), palette.muted, 1.5, 0)
  }
  const chip = picture.cursor === null ? null : chipInHand(picture)
  if (chip !== null) ring(brush, chip.rect, palette.text, 2, 1)
  else if (picture.cursor !== null) paintCursor(brush, picture, shown)
  if (picture.lasso === null) return
  context.beginPath()
  for (const corner of picture.lasso) {
    const at = toWindow({ ...corner, width: 0, height: 0 }, brush.view)
    context.lineTo(at.x, at.y)
  }
  context.closePath()
  shade(context, palette.accent, 0.12, 1)
}

/** Fills the path faintly and draws its edge. */
function shade(context: CanvasRenderingContext2D, colour: string, alpha: number, edge: number): void {
  context.globalAlpha = alpha
  context.fillStyle = colour
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = colour
  context.lineWidth = edge
  context.stroke()
}

function ring({ context }: Brush, rect: Rect, colour: string, width: number, gap: number): void {
  context.strokeStyle = colour
  context.lineWidth = width
  roundRect(context, inset(rect, -gap - width / 2), Math.min(8, rect.width * 0.08) + gap)
  context.stroke()
}

function paintCursor(brush: Brush, picture: Picture, shown: (box: Box) => Box): void {
  const { cursor, layout, palette } = picture
  if (cursor === null) return
  if ('pod' in cursor) {
    const place = layout.placeOf(cursor.pod)
    if (place !== undefined) ring(brush, paintedCell(brush, shown(place.box), place.cell), palette.text, 2, 1)
    return
  }
  const box = layout.boxes.get(cursor.namespace)
  if (box === undefined) return
  const frame = toWindow(shown(box), brush.view)
  brush.context.strokeStyle = palette.text
  brush.context.lineWidth = 2
  roundRect(brush.context, inset(frame, -2), radiusOf(frame) + 2)
  brush.context.stroke()
}

/** Outlines where the thing in the hand would be dropped. */
export function paintDropTarget(brush: Brush, picture: Picture, shown: (box: Box) => Box): void {
  const { context, palette, view } = brush
  if (picture.drop === null) return
  plainScale(brush)
  const box = picture.drop.target === null ? undefined : picture.layout.boxes.get(picture.drop.target)
  const frame = box === undefined ? { x: 3, y: 3, width: view.width - 6, height: view.height - 6 } : toWindow(shown(box), view)
  roundRect(context, inset(frame, box === undefined ? 0 : -1), box === undefined ? 6 : radiusOf(frame))
  shade(context, palette.accent, 0.08, 2)
}
