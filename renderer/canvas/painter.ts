import { CELL, pixelsPerUnit, type Box, type View } from '../graph/index.ts'
import { createBase } from './base.ts'
import { makeBrush } from './brush.ts'
import { paintCells, type CellTools } from './cells.ts'
import { drawnBox, inWindow, paintEdges, paintEmpty, paintTitles } from './frames.ts'
import { paintGhosts } from './ghosts.ts'
import { CARDS_FROM } from './levels.ts'
import { createLooks } from './looks.ts'
import { paintDropTarget, paintMarks } from './marks.ts'
import { createMotion, type Motion } from './motion.ts'
import type { Picture } from './picture.ts'
import { paintRelations } from './relations.ts'
import { createSprites } from './sprites.ts'

/**
 * Paints the whole graph on one opaque canvas, at every zoom. What there may be a hundred thousand of, boxes and pods that are small,
 * is written as pixels and put on the canvas at once: its price follows from the window's size and not from how many there are. Drawn
 * over that are cards where pods are large, titles, and what the hand is on. Nothing switches between levels; things fade in as there
 * is room for them.
 */
export interface Painter {
  readonly motion: Motion
  /** Every pod may have another colour. */
  recolour(): void
  /** Pods in these slots came, went or changed, or match otherwise; null: in any. Returns whether the picture shows any of that. */
  follow(picture: Picture, view: View, slots: Iterable<number> | null): boolean
  /** Pods or boxes have other places, or namespaces another ground. */
  relay(): void
  paint(picture: Picture, view: View, ratio: number, now: number): void
}

export function createPainter(canvas: HTMLCanvasElement): Painter {
  // Opaque is cheaper to put on the screen.
  const context = canvas.getContext('2d', { alpha: false })!
  const motion = createMotion()
  const looks = createLooks()
  const base = createBase(looks)
  const tools: CellTools = { sprites: createSprites(), motion }
  let image = context.createImageData(1, 1)
  let pixels = new Uint32Array(image.data.buffer)
  return {
    motion,
    recolour: looks.stale,
    // A card says much of its pod; a field only shows its look.
    follow: (picture, view, slots) => looks.follow(picture, slots) || CELL.width * pixelsPerUnit(view) >= CARDS_FROM,
    relay: base.stale,
    paint(picture, view, ratio, now) {
      const width = Math.max(1, Math.round(view.width * ratio))
      const height = Math.max(1, Math.round(view.height * ratio))
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
      if (image.width !== width || image.height !== height) {
        image = context.createImageData(width, height)
        pixels = new Uint32Array(image.data.buffer)
      }
      const brush = makeBrush(context, view, ratio, picture.palette, now)
      const shown = (box: Box) => drawnBox(motion.shown(box, now), brush.unit)
      const seen = inWindow([...picture.layout.boxes.values()].map(shown), brush)
      base.paint({ width, height, pixels }, brush, picture, seen)
      // The next frame has them elsewhere.
      if (motion.moving) base.stale()
      context.putImageData(image, 0, 0)
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
