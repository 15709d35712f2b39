import type { Rect } from '../graph/index.ts'
import type { Palette } from '../look/index.ts'
import type { AnyContext } from './brush.ts'
import { drawCard, type CardLook } from './card.ts'

/** From this width in device pixels cards are few enough to be drawn one by one. */
const DIRECT_FROM = 130

/** Stamps cards: each look is drawn once a size and copied from then on, for there may be thousands of cards in view. */
export interface Sprites {
  stamp(context: CanvasRenderingContext2D, card: Rect, cellWidth: number, look: CardLook, palette: Palette, ratio: number, alpha: number): void
}

export function createSprites(): Sprites {
  const sheets = new Map<string, Map<string, OffscreenCanvas>>()
  let lastPalette: Palette | null = null

  const sheetOf = (width: number, height: number, cellWidth: number): Map<string, OffscreenCanvas> => {
    const size = `${width}x${height}@${cellWidth.toFixed(1)}`
    let sheet = sheets.get(size)
    if (sheet === undefined) {
      // Two widths and heights (rounding) for each of two sizes of cells is what one frame needs.
      if (sheets.size >= 12) sheets.clear()
      sheets.set(size, (sheet = new Map()))
    }
    return sheet
  }

  return {
    stamp(context, card, cellWidth, look, palette, ratio, alpha) {
      const width = Math.round(card.width * ratio)
      const height = Math.round(card.height * ratio)
      if (width <= 0 || height <= 0) return
      if (width >= DIRECT_FROM) {
        drawCard(context, card, cellWidth, look, palette, alpha)
        return
      }
      if (palette !== lastPalette) {
        sheets.clear()
        lastPalette = palette
      }
      const sheet = sheetOf(width, height, cellWidth)
      const key = `${look.state}${look.ready}${look.match}`
      let sprite = sheet.get(key)
      if (sprite === undefined) {
        sprite = new OffscreenCanvas(width, height)
        const fresh: AnyContext = sprite.getContext('2d')!
        fresh.scale(ratio, ratio)
        drawCard(fresh, { x: 0, y: 0, width: card.width, height: card.height }, cellWidth, look, palette, 1)
        sheet.set(key, sprite)
      }
      context.globalAlpha = alpha
      context.drawImage(sprite, card.x, card.y, card.width, card.height)
      context.globalAlpha = 1
    },
  }
}
