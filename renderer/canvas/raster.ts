/** A picture as numbers: device pixels row by row, each as ImageData holds it read in 32 bits (alpha, blue, green, red). */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
}

/** A rectangle in whole device pixels; its right and lower ends lie outside. */
export interface Span {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Fills a rectangle, as far as it is in the picture. */
export function fillSpan({ width, height, pixels }: Raster, span: Span, pixel: number): void {
  const left = Math.max(0, span.left)
  const right = Math.min(width, span.right)
  if (left >= right) return
  const bottom = Math.min(height, span.bottom)
  for (let y = Math.max(0, span.top); y < bottom; y++) pixels.fill(pixel, y * width + left, y * width + right)
}

/** Fewer pixels than this are copied sooner one by one. */
const SHORT = 64

/** Copies the pixels from `start` to `end` to another place. */
export function copyLine(pixels: Uint32Array, start: number, end: number, to: number): void {
  if (end - start >= SHORT) pixels.copyWithin(to, start, end)
  else for (let from = start, at = to; from < end; from++, at++) pixels[at] = pixels[from]!
}

/** A pixel `part` of the way to another. */
export function mixPixels(from: number, to: number, part: number): number {
  if (part <= 0) return from
  if (part >= 1) return to
  const channel = (shift: number) => {
    const before = (from >>> shift) & 0xff
    return Math.round(before + (((to >>> shift) & 0xff) - before) * part) << shift
  }
  return ((0xff << 24) | channel(16) | channel(8) | channel(0)) >>> 0
}
