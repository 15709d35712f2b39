import { layAtlas, type Atlas, type Box } from '../graph/index.ts'
import { coreOf, fillOf, pixelOf } from './colours.ts'
import type { Picture } from './picture.ts'

/** The pods as a picture with `side` x `side` pixels a cell, for cells too small for a card. */
export interface Bitmap {
  /** Boxes have come, gone or other cells. */
  relay(): void
  /** Some pod may have another colour. */
  recolour(): void
  /** Where a box's cells are in the picture, brought up to date; null for a box without cells. */
  cellsOf(picture: Picture, box: Box): { readonly canvas: OffscreenCanvas; readonly x: number; readonly y: number; readonly side: number } | null
}

/** Pixels by state, dimmed states being all the same; for pods that are plain or match, and for the middle of those that match. */
function pixelsFor({ palette }: Picture) {
  const states = Object.keys(palette.state).length
  const each = (colour: (state: number) => string) => Uint32Array.from({ length: states }, (_, state) => pixelOf(colour(state)))
  return { fill: each((state) => fillOf(palette, state)), core: each((state) => coreOf(palette, state)), dimmed: pixelOf(palette.unmatched), accent: pixelOf(palette.accent) }
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
    const pixels = new Uint32Array(image.data.buffer)
    pixels.fill(0)
    const colours = pixelsFor(picture)
    const { pods, selected, asked, matched } = picture
    const states = pods.state
    const { width } = canvas
    const hides = matched !== null && picture.mode === 'hide'
    for (const [namespace, corner] of laid.corners) {
      const box = picture.layout.boxes.get(namespace)
      if (box === undefined) continue
      let cell = 0
      for (let row = 0; row < box.rows; row++) {
        for (let col = 0; col < box.cols; col++, cell++) {
          const slot = box.podAt[cell]!
          if (slot < 0) continue
          const dimmed = matched !== null && matched[slot] !== 1
          if (dimmed && hides) continue
          const state = states[slot]!
          const field = dimmed ? colours.dimmed : colours.fill[state]!
          const at = (corner.y + row) * side * width + (corner.x + col) * side
          if (side === 1) {
            pixels[at] = selected?.[slot] === 1 ? colours.accent : field
            continue
          }
          const rim = selected?.[slot] === 1 ? colours.accent : field
          for (let line = 0, from = at; line < 3; line++, from += width) {
            pixels[from] = rim
            pixels[from + 1] = rim
            pixels[from + 2] = rim
          }
          pixels[at + width + 1] = asked && !dimmed ? colours.core[state]! : field
        }
      }
    }
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
