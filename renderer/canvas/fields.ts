import type { Palette } from '../look/index.ts'
import { coreOf, fillOf, pixelOf } from './colours.ts'
import { DIMMED, FIRST_STATE, NOTHING, SELECTED, STATES_BY_RANK } from './looks.ts'
import { mixPixels, type Raster } from './raster.ts'
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

export interface FieldStyle {
  /** Device pixels between two fields. */
  readonly gap: number
  /** Whether fields have a core: lighter where a pod matches, and of a selected pod what is not the accent. */
  readonly cores: boolean
  readonly colours: Uint32Array
}

/** In a line of fields, what is in a gap and what is a core is numbered apart. */
const IN_GAP = 16
const IN_CORE = 32

/** Pixels by what they show: fields, then the same in a gap that is as visible as `gapAlpha` says, then cores, lighter where `asked`. */
export function fieldColours(palette: Palette, gapAlpha: number, asked: boolean): Uint32Array {
  const colours = new Uint32Array(48)
  const ground = pixelOf(palette.namespace)
  colours[DIMMED] = pixelOf(palette.unmatched)
  colours[SELECTED] = pixelOf(palette.accent)
  STATES_BY_RANK.forEach((state, rank) => {
    colours[FIRST_STATE + rank] = pixelOf(fillOf(palette, state))
    colours[IN_CORE + FIRST_STATE + rank] = pixelOf((asked ? coreOf : fillOf)(palette, state))
  })
  for (let look = DIMMED; look <= SELECTED; look++) colours[IN_GAP + look] = mixPixels(colours[look]!, ground, gapAlpha)
  return colours
}

/** Which of the colours the field of a look has, and its core where what matches is told by one. */
const FIELD = Uint8Array.from({ length: 16 }, (_, look) => ((look & SELECTED) === 0 ? look : SELECTED))
const CORE = Uint8Array.from({ length: 16 }, (_, look) => {
  const plain = look & 7
  return plain >= FIRST_STATE ? IN_CORE + plain : plain
})

/** Of one line of fields: what each pixel shows at the rims and through the cores, and where each column begins and ends. */
let rims = new Uint8Array(0)
let cores = new Uint8Array(0)
let starts = new Int32Array(0)
let ends = new Int32Array(0)

/**
 * Paints pods as fields on the ground that is there, without a path or a picture in between: 100,000 pods of one or two pixels take
 * about a millisecond. Where cells are smaller than a pixel, each pixel shows the most telling of its pods.
 */
export function paintFields({ width, height, pixels }: Raster, { cols, podAt, across, down, col0, col1, row0, row1 }: Fields, looks: Uint8Array, style: FieldStyle): void {
  const left = Math.max(0, startOf(across, col0))
  const right = Math.min(width, endOf(across, col1 - 1))
  if (left >= right) return
  if (rims.length < width) [rims, cores] = [new Uint8Array(width), new Uint8Array(width)]
  if (starts.length < cols) [starts, ends] = [new Int32Array(cols), new Int32Array(cols)]
  for (let col = col0; col < col1; col++) {
    starts[col] = Math.max(0, startOf(across, col))
    ends[col] = Math.min(width, endOf(across, col))
  }
  const { colours } = style
  if (style.gap === 0 && !style.cores && across.size >= 1 && down.size >= 1) {
    // The usual case far out, without the detour over lines of looks.
    for (let row = row0; row < row1; row++) {
      const top = Math.max(0, startOf(down, row))
      const bottom = Math.min(height, endOf(down, row))
      if (top >= bottom) continue
      const at = top * width
      for (let col = col0, cell = row * cols + col0; col < col1; col++, cell++) {
        const slot = podAt[cell]!
        if (slot < 0) continue
        const look = looks[slot]!
        if (look === NOTHING) continue
        const pixel = colours[FIELD[look]!]!
        const end = ends[col]!
        for (let x = starts[col]!; x < end; x++) pixels[at + x] = pixel
      }
      for (let y = top + 1; y < bottom; y++) pixels.copyWithin(y * width + left, at + left, at + right)
    }
    return
  }
  const before = gapBefore(style.gap)
  const after = gapAfter(style.gap)

  const takeRow = (row: number) => {
    for (let col = col0, cell = row * cols + col0; col < col1; col++, cell++) {
      const slot = podAt[cell]!
      if (slot < 0) continue
      const look = looks[slot]!
      if (look === NOTHING) continue
      const field = FIELD[look]!
      const end = ends[col]!
      // What the window cuts off counts, for gaps and cores are measured from a cell's own ends.
      const from = (col === col0 ? startOf(across, col) : starts[col]!) + before
      const to = (col === col1 - 1 ? endOf(across, col) : end) - after
      for (let x = starts[col]!; x < end; x++) {
        const shown = x < from || x >= to ? field + IN_GAP : field
        if (shown > rims[x]!) rims[x] = shown
      }
      if (!style.cores) continue
      const third = Math.round((to - from) / 3)
      for (let x = starts[col]!; x < end; x++) cores[x] = x >= from + third && x < to - third ? CORE[look]! : rims[x]!
    }
  }

  const writeLine = (line: Uint8Array, inGap: number, y: number) => {
    const at = y * width
    for (let x = left; x < right; x++) {
      const shown = line[x]!
      if (shown !== NOTHING) pixels[at + x] = colours[shown | inGap]!
    }
  }

  /** Writes the line of fields that has been gathered for the pixels from `top` to `bottom`. */
  const writeRow = (top: number, bottom: number) => {
    const third = Math.round((bottom - after - top - before) / 3)
    const core0 = style.cores ? top + before + third : bottom
    const core1 = bottom - after - third
    let written = -1
    let kind = -1
    for (let y = Math.max(0, top); y < bottom && y < height; y++) {
      const wanted = y < top + before || y >= bottom - after ? 1 : y >= core0 && y < core1 ? 2 : 0
      if (wanted === kind) pixels.copyWithin(y * width + left, written * width + left, written * width + right)
      else writeLine(wanted === 2 ? cores : rims, wanted === 1 ? IN_GAP : 0, y)
      kind = wanted
      written = y
    }
  }

  let top = Number.NaN
  let bottom = 0
  for (let row = row0; row < row1; row++) {
    const start = startOf(down, row)
    if (start !== top) {
      if (row > row0) writeRow(top, bottom)
      rims.fill(NOTHING, left, right)
      if (style.cores) cores.fill(NOTHING, left, right)
      top = start
      bottom = endOf(down, row)
    }
    takeRow(row)
  }
  writeRow(top, bottom)
}
