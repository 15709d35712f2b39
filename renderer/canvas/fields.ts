import type { Palette } from '../look/index.ts'
import { coreOf, fillOf, pixelOf } from './colours.ts'
import { DIMMED, FIRST_STATE, NOTHING, SELECTED, STATES_BY_RANK } from './looks.ts'
import { copyLine, mixPixels, type Raster } from './raster.ts'
import { endOf, gapAfter, gapBefore, startOf, type Lane } from './spans.ts'

/** The cells of a box that are to be painted, where they lie in device pixels. */
export interface Fields {
  readonly cols: number
  /** Slot of the pod in each cell, row by row; -1 where there is none. */
  readonly podAt: Int32Array
  readonly across: Lane
  readonly down: Lane
  /** Half-open ranges of columns and rows. */
  readonly col0: number
  readonly col1: number
  readonly row0: number
  readonly row1: number
}

/** Pixels by look: of a field, of its part in a gap, and of its core. */
export interface FieldColours {
  readonly field: Uint32Array
  readonly between: Uint32Array
  readonly core: Uint32Array
}

export interface FieldStyle {
  /** Device pixels between two fields. */
  readonly gap: number
  /** Whether fields have a core: lighter where a pod matches, and of a selected pod what is not the accent. */
  readonly cores: boolean
  readonly colours: FieldColours
}

/** Gaps are as visible as `gapAlpha` says, cores lighter where `asked`. */
export function fieldColours(palette: Palette, gapAlpha: number, asked: boolean): FieldColours {
  const ground = pixelOf(palette.namespace)
  const accent = pixelOf(palette.accent)
  const byLook = (pixel: (state: number) => number) => Uint32Array.from({ length: 2 * SELECTED }, (_, look) => {
    const plain = look % SELECTED
    return plain === NOTHING ? ground : plain === DIMMED ? pixelOf(palette.unmatched) : pixel(STATES_BY_RANK[plain - FIRST_STATE]!)
  })
  const field = byLook((state) => pixelOf(fillOf(palette, state))).fill(accent, SELECTED)
  return { field, between: field.map((pixel) => mixPixels(pixel, ground, gapAlpha)), core: byLook((state) => pixelOf((asked ? coreOf : fillOf)(palette, state))) }
}

/** Of each column in the window: where its field begins with the gap, then without it, where the core is, and both ends. */
const EDGES = 6
let edges = new Int32Array(0)
/** Who is in each pixel of a line where pods share pixels: a bit for each thing that a field shows, the more telling the higher. Nobody between two lines. */
let line = new Uint16Array(0)
const BITS = Uint16Array.from({ length: 2 * SELECTED }, (_, look) => (look === NOTHING ? 0 : 1 << Math.min(look, SELECTED)))

const inside = (x: number, width: number): number => (x < 0 ? 0 : x > width ? width : x)

/**
 * Paints pods as fields on the ground that is there, without a path or a picture in between: 100,000 pods of one or two pixels take
 * less than a millisecond. Where cells are smaller than a pixel, each pixel shows the most telling of its pods.
 */
export function paintFields(raster: Raster, fields: Fields, looks: Uint8Array, style: FieldStyle): void {
  const { across, down, col0, col1 } = fields
  const isShared = across.size < 1 || down.size < 1
  const gap = isShared ? 0 : style.gap
  if (edges.length < fields.cols * EDGES) edges = new Int32Array(fields.cols * EDGES)
  const isPlain = gap === 0 && !style.cores
  const { width } = raster
  for (let col = col0; col < col1; col++) {
    // What the window cuts off counts: gaps and cores are measured from a cell's own ends.
    const start = startOf(across, col)
    const end = endOf(across, col)
    const edge = col * EDGES
    edges[edge] = inside(start, width)
    edges[edge + 5] = inside(end, width)
    if (isPlain) continue
    const from = start + gapBefore(gap)
    const to = end - gapAfter(gap)
    const rim = style.cores ? Math.round((to - from) / 3) : 0
    edges[edge + 1] = inside(from, width)
    edges[edge + 2] = inside(from + rim, width)
    edges[edge + 3] = inside(to - rim, width)
    edges[edge + 4] = inside(to, width)
  }
  const left = edges[col0 * EDGES]!
  const right = edges[col1 * EDGES - 1]!
  if (left >= right) return
  // Cells without a pixel in the window share one after its last.
  if (isShared) for (let edge = col0 * EDGES; edge < col1 * EDGES; edge += EDGES) if (edges[edge] === edges[edge + 5]) edges[edge] = width
  if (isShared) paintShared(raster, fields, looks, style.colours, left, right)
  else paintApart(raster, fields, looks, style, left, right)
}

/** Fields that each have pixels of their own. */
function paintApart(raster: Raster, fields: Fields, looks: Uint8Array, { gap, cores, colours: { field, between, core } }: FieldStyle, left: number, right: number): void {
  const { width, height, pixels } = raster
  const isPlain = gap === 0 && !cores
  for (let row = fields.row0; row < fields.row1; row++) {
    const top = startOf(fields.down, row)
    const bottom = endOf(fields.down, row)
    const from = top + gapBefore(gap)
    const to = bottom - gapAfter(gap)
    const rim = cores ? Math.round((to - from) / 3) : 0
    /** Where such a line has been written in this row. */
    let gapAt = -1
    let rimAt = -1
    let coreAt = -1
    for (let y = Math.max(0, top); y < bottom && y < height; y++) {
      const at = y * width
      if (y < from || y >= to) {
        if (gapAt >= 0) copyLine(pixels, gapAt + left, gapAt + right, at + left)
        else writeLine(raster, (gapAt = at), fields, row, looks, between, between, between)
      } else if (cores && y >= from + rim && y < to - rim) {
        if (coreAt >= 0) copyLine(pixels, coreAt + left, coreAt + right, at + left)
        else writeLine(raster, (coreAt = at), fields, row, looks, between, field, core)
      } else if (rimAt >= 0) copyLine(pixels, rimAt + left, rimAt + right, at + left)
      else if (isPlain) writePlainLine(raster, (rimAt = at), fields, row, looks, field)
      else writeLine(raster, (rimAt = at), fields, row, looks, between, field, field)
    }
  }
}

/** A line through the fields of a row, for their gaps, rims and middles. */
function writeLine({ pixels }: Raster, at: number, { cols, podAt, col0, col1 }: Fields, row: number, looks: Uint8Array, gaps: Uint32Array, rims: Uint32Array, middles: Uint32Array): void {
  const columns = edges
  for (let col = col0, cell = row * cols + col0, edge = col0 * EDGES; col < col1; col++, cell++, edge += EDGES) {
    const slot = podAt[cell]!
    if (slot < 0) continue
    const look = looks[slot]!
    if (look === NOTHING) continue
    const gap = gaps[look]!
    const rim = rims[look]!
    const middle = middles[look]!
    let x = at + columns[edge]!
    for (const end = at + columns[edge + 1]!; x < end; x++) pixels[x] = gap
    for (const end = at + columns[edge + 2]!; x < end; x++) pixels[x] = rim
    for (const end = at + columns[edge + 3]!; x < end; x++) pixels[x] = middle
    for (const end = at + columns[edge + 4]!; x < end; x++) pixels[x] = rim
    for (const end = at + columns[edge + 5]!; x < end; x++) pixels[x] = gap
  }
}

/** A line through fields that have neither gaps nor cores. */
function writePlainLine({ pixels }: Raster, at: number, { cols, podAt, col0, col1 }: Fields, row: number, looks: Uint8Array, colours: Uint32Array): void {
  const columns = edges
  for (let col = col0, cell = row * cols + col0, edge = col0 * EDGES; col < col1; col++, cell++, edge += EDGES) {
    const slot = podAt[cell]!
    if (slot < 0) continue
    const look = looks[slot]!
    if (look === NOTHING) continue
    const pixel = colours[look]!
    for (let x = at + columns[edge]!, end = at + columns[edge + 5]!; x < end; x++) pixels[x] = pixel
  }
}

/** Puts the pods of a row into the pixels of a line. */
function gatherRow(bits: Uint16Array, { cols, podAt, across, col0, col1 }: Fields, row: number, looks: Uint8Array): void {
  const columns = edges
  const isSingle = across.size < 1
  for (let col = col0, cell = row * cols + col0, edge = col0 * EDGES; col < col1; col++, cell++, edge += EDGES) {
    const slot = podAt[cell]!
    if (slot < 0) continue
    const bit = BITS[looks[slot]!]!
    const start = columns[edge]!
    if (isSingle) bits[start]! |= bit
    else for (let x = start, end = columns[edge + 5]!; x < end; x++) bits[x]! |= bit
  }
}

/** Fields of which several share a pixel: it shows the most telling of them. */
function paintShared({ width, height, pixels }: Raster, fields: Fields, looks: Uint8Array, { field }: FieldColours, left: number, right: number): void {
  if (line.length <= width) line = new Uint16Array(width + 1)
  const bits = line
  const { down, row1 } = fields
  let row = fields.row0
  while (row < row1) {
    const top = startOf(down, row)
    const bottom = endOf(down, row)
    for (; row < row1 && startOf(down, row) === top; row++) gatherRow(bits, fields, row, looks)
    for (let y = Math.max(0, top); y < bottom && y < height; y++) {
      const at = y * width
      for (let x = left; x < right; x++) if (bits[x] !== 0) pixels[at + x] = field[31 - Math.clz32(bits[x]!)]!
    }
    bits.fill(0, left, right)
  }
  bits[width] = 0
}
