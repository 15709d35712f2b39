import type { Box, View } from '../graph/index.ts'
import { createBitmap } from './bitmap.ts'
import { makeBrush } from './brush.ts'
import { paintCells, type CellTools } from './cells.ts'
import { drawnBox, paintEdges, paintEmpty, paintFrames, paintTitles } from './frames.ts'
import { paintGhosts } from './ghosts.ts'
import { paintDropTarget, paintMarks } from './marks.ts'
import { createMotion, type Motion } from './motion.ts'
import type { Picture } from './picture.ts'
import { paintRelations } from './relations.ts'
import { createSprites } from './sprites.ts'

/**
 * Paints the whole graph on one opaque canvas, at every zoom: boxes, pods (from a bitmap while they are small, as cards when they
 * are not), titles, and what the hand is on. Nothing switches between levels; things fade in as there is room for them.
 */
export interface Painter {
  readonly motion: Motion
  /** Boxes came, went or have other cells. */
  relay(): void
  /** Some pod may have another colour. */
  recolour(): void
  paint(picture: Picture, view: View, ratio: number, now: number): void
}

export function createPainter(canvas: HTMLCanvasElement): Painter {
  // Opaque is cheaper to put on the screen.
  const context = canvas.getContext('2d', { alpha: false })!
  const motion = createMotion()
  const tools: CellTools = { far: createBitmap(1), near: createBitmap(3), sprites: createSprites(), motion }
  const bitmaps = [tools.far, tools.near]
  return {
    motion,
    relay: () => bitmaps.forEach((bitmap) => bitmap.relay()),
    recolour: () => bitmaps.forEach((bitmap) => bitmap.recolour()),
    paint(picture, view, ratio, now) {
      const width = Math.round(view.width * ratio)
      const height = Math.round(view.height * ratio)
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
      const brush = makeBrush(context, view, ratio, picture.palette, now)
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.globalAlpha = 1
      context.fillStyle = picture.palette.canvas
      context.fillRect(0, 0, width, height)
      const shown = (box: Box) => drawnBox(motion.shown(box, now), brush.unit)
      const seen = paintFrames(brush, picture, [...picture.layout.boxes.values()].map(shown))
      for (const box of seen) paintCells(brush, picture, box, tools)
      paintEmpty(brush, picture, seen)
      paintEdges(brush, picture, seen)
      paintTitles(brush, picture, seen)
      paintRelations(brush, picture)
      paintDropTarget(brush, picture, shown)
      paintGhosts(brush, picture)
      paintMarks(brush, picture, shown)
    },
  }
}
