import { mixPixels, fillSpan, type Raster, type Span } from './raster.ts'

/** How a box's ground looks: pixels, and device pixels. */
export interface GroundStyle {
  readonly around: number
  readonly fill: number
  readonly line: number
  readonly lineWidth: number
  readonly radius: number
}

/** The pixels of an upper left corner, `side` a row. */
interface Corner {
  readonly side: number
  readonly pixels: Uint32Array
}

function makeCorner({ around, fill, line, lineWidth, radius }: GroundStyle): Corner {
  const side = Math.ceil(radius)
  const pixels = new Uint32Array(side * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const inside = radius - Math.hypot(radius - x - 0.5, radius - y - 0.5)
      pixels[y * side + x] = mixPixels(around, mixPixels(line, fill, inside - lineWidth + 0.5), inside + 0.5)
    }
  }
  return { side, pixels }
}

const corners = new Map<string, Corner>()

/** There are few looks at a time, but a new one with each step of a zoom. */
const MOST_CORNERS = 200

function cornerOf(style: GroundStyle): Corner {
  const key = `${style.around} ${style.fill} ${style.line} ${style.lineWidth} ${style.radius}`
  let corner = corners.get(key)
  if (corner === undefined) {
    if (corners.size >= MOST_CORNERS) corners.clear()
    corners.set(key, (corner = makeCorner(style)))
  }
  return corner
}

/** Paints the ground of a box: filled, with a line along its edge and round corners. */
export function paintGround(raster: Raster, { left, top, right, bottom }: Span, style: GroundStyle): void {
  const { lineWidth, line, fill } = style
  fillSpan(raster, { left, top, right, bottom }, fill)
  if (line !== fill) {
    fillSpan(raster, { left, top, right, bottom: top + lineWidth }, line)
    fillSpan(raster, { left, top: bottom - lineWidth, right, bottom }, line)
    fillSpan(raster, { left, top, right: left + lineWidth, bottom }, line)
    fillSpan(raster, { left: right - lineWidth, top, right, bottom }, line)
  }
  const { side, pixels } = cornerOf(style)
  const put = (x: number, y: number, pixel: number) => {
    if (x >= 0 && y >= 0 && x < raster.width && y < raster.height) raster.pixels[y * raster.width + x] = pixel
  }
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const pixel = pixels[y * side + x]!
      put(left + x, top + y, pixel)
      put(right - 1 - x, top + y, pixel)
      put(left + x, bottom - 1 - y, pixel)
      put(right - 1 - x, bottom - 1 - y, pixel)
    }
  }
}

/** CSS pixels from one diagonal line to the next, how wide each is, and how much of its colour it has. */
const HATCH = 8
const HATCH_WIDTH = 1.5
const HATCH_ALPHA = 0.35

/** Draws diagonal lines over as much of a rectangle as is ground still, at a device pixel ratio. */
export function hatchGround({ width, height, pixels }: Raster, { left, top, right, bottom }: Span, ground: number, colour: number, ratio: number): void {
  const period = Math.round(HATCH * ratio)
  const byPhase = Uint32Array.from({ length: period }, (_, phase) => {
    const far = Math.abs(phase - period / 2) / Math.SQRT2
    return mixPixels(ground, colour, HATCH_ALPHA * Math.min(1, Math.max(0, (HATCH_WIDTH * ratio) / 2 - far + 0.5)))
  })
  for (let y = Math.max(0, top); y < bottom && y < height; y++) {
    for (let x = Math.max(0, left); x < right && x < width; x++) {
      const at = y * width + x
      if (pixels[at] === ground) pixels[at] = byPhase[(x + y) % period]!
    }
  }
}
