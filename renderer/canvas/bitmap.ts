import { layAtlas, type Atlas, type Box } from '../graph/index.ts'
import type { Picture } from './picture.ts'
import { writePixels } from './pixels.ts'

/** The pods as a picture with `side` x `side` pixels a cell, for cells too small for a card. */
export interface Bitmap {
  /** Boxes have come, gone or other cells. */
  relay(): void
  /** Some pod may have another colour. */
  recolour(): void
  /** Where a box's cells are in the picture, brought up to date; null for a box without cells. */
  cellsOf(picture: Picture, box: Box): { readonly canvas: OffscreenCanvas; readonly x: number; readonly y: number; readonly side: number } | null
}

/**
 * One pixel a cell is all that is needed far out. With three, matched cells have a lighter core and selected ones an accent rim.
 * Repainted as a whole when anything changed and it is looked at: half a millisecond for 100,000 pods at one pixel a cell.
 */
export function createBitmap(side: 1 | 3): Bitmap {
  let canvas = new OffscreenCanvas(1, 1)
  let context: OffscreenCanvasRenderingContext2D | null = null
  let image: ImageData | null = null
  let atlas: Atlas | null = null
  let fresh = false

  const fill = (picture: Picture, laid: Atlas): void => {
    if (context === null || image === null || canvas.width !== laid.width * side || canvas.height !== laid.height * side) {
      canvas = new OffscreenCanvas(laid.width * side, laid.height * side)
      // Kept in memory, for it is written and never drawn on.
      context = canvas.getContext('2d', { willReadFrequently: true })!
      image = context.createImageData(canvas.width, canvas.height)
    }
    writePixels(new Uint32Array(image.data.buffer), picture, laid, side)
    context.putImageData(image, 0, 0)
  }

  return {
    relay: () => { atlas = null },
    recolour: () => { fresh = false },
    cellsOf(picture, box) {
      if (atlas === null) {
        atlas = layAtlas(picture.layout.boxes.values())
        fresh = false
      }
      if (!fresh) {
        fill(picture, atlas)
        fresh = true
      }
      const corner = atlas.corners.get(box.namespace)
      return corner === undefined ? null : { canvas, x: corner.x * side, y: corner.y * side, side }
    },
  }
}
