import { ASPECT, CELL, PADDING, SMALL_CELL, type CellSize, type Rect } from './cells.ts'

/** A namespace's place: its frame's corner in units, and its cells. Replaced when it grows, shrinks or moves; never changed. */
export interface Box extends Rect {
  /** Index of the namespace. */
  readonly namespace: number
  readonly cols: number
  readonly rows: number
  readonly cell: CellSize
  /** Height of the title band, in units. */
  readonly band: number
  /** Slot of the pod in each cell, row by row; -1 where there is none. */
  readonly podAt: Int32Array
}

export interface Shape {
  readonly cols: number
  readonly rows: number
}

const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease'])

/** Past this many pods a system namespace is drawn like any other. */
const SMALL_PODS = 64
const SMALL_ROWS = 2
/** Width in units of a system namespace at least: room for its name. */
const SMALL_WIDTH = 15

/** Whether a namespace is one that Kubernetes keeps for itself, with few enough pods to be drawn small. */
export function isSmall(name: string, pods: number): boolean {
  return SYSTEM.has(name) && pods <= SMALL_PODS
}

/** A count rounded up in steps of about a tenth: namespaces of nearly the same size are to have the same shape. */
function evened(pods: number): number {
  const step = Math.max(1, 2 ** Math.floor(Math.log2(pods)) / 8)
  return Math.ceil(pods / step) * step
}

/** The rectangle of cells that holds `pods` and is about `aspect` times as wide as high. */
export function shapeFor(pods: number, small: boolean): Shape {
  if (small) return pods === 0 ? { cols: 1, rows: 0 } : { cols: Math.ceil(pods / SMALL_ROWS), rows: SMALL_ROWS }
  if (pods <= 1) return { cols: 1, rows: 1 }
  const cols = Math.max(1, Math.round(Math.sqrt((evened(pods) * ASPECT * CELL.height) / CELL.width)))
  return { cols, rows: Math.ceil(pods / cols) }
}

/** Pixels a unit, times the square root of the pods, where a usual window shows them all. */
const FITTING = 54
/** Pixels that a title gets there: enough to be read still when the cluster has grown to twice the pods. Where the pods below take little room, just enough to be read. */
const TITLE = 28
const SCARCE_TITLE = 13
/** Units that a title takes at least, and in a system namespace. */
const LEAST_BAND = 3
const SMALL_BAND = 2

/**
 * The height of a new box's title, in units: what can be read when all of the cluster's `total` pods are in view, but no more than
 * three tenths of the height of what is below it; where less than that can't be read, just enough, up to one and a half times that height.
 */
function bandFor(shape: Shape, small: boolean, total: number): number {
  if (small) return SMALL_BAND
  const unitsFor = (pixels: number) => (pixels * Math.sqrt(total)) / FITTING
  const below = shape.rows * CELL.height
  const legible = Math.min(unitsFor(SCARCE_TITLE), below * 1.5)
  return Math.max(LEAST_BAND, Math.round(Math.min(unitsFor(TITLE), Math.max(legible, below * 0.3))))
}

/** How large a box is that holds a shape of cells under a title so high, in units. */
function sizeUnder(shape: Shape, small: boolean, band: number): { readonly width: number; readonly height: number } {
  const cell = small ? SMALL_CELL : CELL
  const width = shape.cols * cell.width + 2 * PADDING
  return { width: small ? Math.max(SMALL_WIDTH, width) : width, height: band + shape.rows * cell.height + (shape.rows === 0 ? 0 : PADDING) }
}

/** How large a new box of the usual cells comes out in a cluster of `total` pods, in units. */
export function sizeOf(shape: Shape, total: number): { readonly width: number; readonly height: number } {
  return sizeUnder(shape, false, bandFor(shape, false, total))
}

/** A box at the origin with nothing in it, for a cluster of `total` pods; or with a title of the height of another's. */
export function makeBox(namespace: number, shape: Shape, small: boolean, title: { readonly total: number } | { readonly band: number }): Box {
  const band = 'band' in title ? title.band : bandFor(shape, small, title.total)
  return {
    namespace, ...shape, cell: small ? SMALL_CELL : CELL, band, x: 0, y: 0, ...sizeUnder(shape, small, band),
    podAt: new Int32Array(shape.cols * shape.rows).fill(-1),
  }
}

/** The box without so much of its title (units) that `band` is left: what is drawn of it where a title needs no more. */
export function withTitle(box: Box, band: number): Box {
  const less = box.rows === 0 ? 0 : Math.max(0, box.band - band)
  return less === 0 ? box : { ...box, y: box.y + less, height: box.height - less, band: box.band - less }
}

/** The corner of the first cell, in units. */
export function cellsOrigin(box: Box): { readonly x: number; readonly y: number } {
  return { x: box.x + PADDING, y: box.y + box.band }
}

/** A cell's rectangle in units, by its number in the box. */
export function cellRect(box: Box, cell: number): Rect {
  const { x, y } = cellsOrigin(box)
  const row = Math.floor(cell / box.cols)
  return { x: x + (cell - row * box.cols) * box.cell.width, y: y + row * box.cell.height, width: box.cell.width, height: box.cell.height }
}
