import { pixelsPerUnit, type Rect, type View } from '../graph/index.ts'
import { MONO, SANS, type Palette } from '../look/index.ts'

/** A frame in the making: where to paint, at which view and device pixel ratio. Coordinates are CSS pixels of the window. */
export interface Brush {
  readonly context: CanvasRenderingContext2D
  readonly view: View
  readonly ratio: number
  readonly palette: Palette
  /** CSS pixels a unit. */
  readonly unit: number
  /** Of this frame, in ms. */
  readonly now: number
}

export type AnyContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export function makeBrush(context: CanvasRenderingContext2D, view: View, ratio: number, palette: Palette, now: number): Brush {
  return { context, view, ratio, palette, unit: pixelsPerUnit(view), now }
}

/** Draws in CSS pixels again. */
export function plainScale({ context, ratio }: Brush): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
}

/** The nearest whole device pixel, so that edges are sharp. */
export const snap = (value: number, ratio: number): number => Math.round(value * ratio) / ratio

export function snapRect(rect: Rect, ratio: number): Rect {
  const x = snap(rect.x, ratio)
  const y = snap(rect.y, ratio)
  return { x, y, width: snap(rect.x + rect.width, ratio) - x, height: snap(rect.y + rect.height, ratio) - y }
}

export function roundRect(context: AnyContext, rect: Rect, radius: number | number[]): void {
  context.beginPath()
  context.roundRect(rect.x, rect.y, rect.width, rect.height, radius)
}

export function inset(rect: Rect, by: number): Rect {
  return { x: rect.x + by, y: rect.y + by, width: Math.max(0, rect.width - 2 * by), height: Math.max(0, rect.height - 2 * by) }
}

/** Few fonts, and always at these sizes under a scaled context: words that were shaped once stay shaped while zooming. */
export const FONTS = {
  name: `12px ${MONO}`,
  strong: `600 12px ${MONO}`,
  mono: `11px ${MONO}`,
  text: `11px ${SANS}`,
  title: `600 13px ${MONO}`,
  count: `12px ${SANS}`,
} as const

export type FontName = keyof typeof FONTS

const widths = new Map<string, number>()

/** The width of a text in one of the fonts, in px at scale 1. */
export function widthOf(context: AnyContext, font: FontName, text: string): number {
  const key = `${font} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (widths.size > 20_000) widths.clear()
  context.font = FONTS[font]
  const { width } = context.measureText(text)
  widths.set(key, width)
  return width
}

/** How many characters of a font of fixed width have room, in px at scale 1. */
export const charactersIn = (context: AnyContext, font: 'name' | 'strong' | 'mono' | 'title', room: number): number => Math.floor(room / widthOf(context, font, '0'))
