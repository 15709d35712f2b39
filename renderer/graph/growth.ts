import { makeBox, shapeFor, type Box, type Shape } from './box.ts'
import { isFree } from './packing.ts'

/** A namespace gives up empty rows and columns when its pods fill less than this share of it. */
const SPARSE = 1 / 3
/** How far from the shape it would have by itself a namespace may grow, so as not to have to move. */
const STRETCH = 2

/** A box with other cells at the same place. Its title keeps its height while there are pods under it. */
function reshape(box: Box, pods: number, total: number, shape: Shape): Box {
  return { ...makeBox(box.namespace, shape, box.y < 0, pods === 0 ? { total } : { band: box.band }), x: box.x, y: box.y }
}

/** The box of a namespace with `pods` of the cluster's `total`, with room for `needed` where it stands; null if others are in the way. */
export function growBox(box: Box, pods: number, total: number, needed: number, others: readonly Box[]): Box | null {
  const wanted = shapeFor(needed, box.y < 0)
  const whole = reshape(box, pods, total, { cols: Math.max(box.cols, wanted.cols), rows: Math.max(box.rows, wanted.rows) })
  if (whole.cols * whole.rows <= STRETCH * needed && isFree(whole, others)) return whole
  // It may have been made longer than by itself, to fill the window.
  const most = { cols: STRETCH * Math.max(box.cols, wanted.cols), rows: STRETCH * Math.max(box.rows, wanted.rows) }
  let grown = box
  while (grown.cols * grown.rows < needed) {
    const wider = reshape(grown, pods, total, { cols: grown.cols + 1, rows: grown.rows })
    const taller = reshape(grown, pods, total, { cols: grown.cols, rows: grown.rows + 1 })
    // The row of system namespaces grows sideways only.
    const order = grown.y < 0 ? [wider] : grown.width > grown.height ? [taller, wider] : [wider, taller]
    const next = order.find((candidate) => isFree(candidate, others))
    if (next === undefined || next.cols > most.cols || next.rows > most.rows) return null
    grown = next
  }
  return grown
}

/** Whether a box with `pods` pods has become so empty that it should be trimmed at once. */
export const isSparse = (box: Box, pods: number): boolean => pods < box.cols * box.rows * SPARSE

/** The box without the empty rows and columns at its end; null if there are none. */
export function trimBox(box: Box, pods: number, total: number): Box | null {
  const small = box.y < 0
  let cols = 1
  let rows = small && pods === 0 ? 0 : 1
  box.podAt.forEach((slot, cell) => {
    if (slot < 0) return
    const row = Math.floor(cell / box.cols)
    rows = Math.max(rows, row + 1)
    cols = Math.max(cols, cell - row * box.cols + 1)
  })
  if (small && rows > 0) rows = box.rows
  if (cols === box.cols && rows === box.rows) return null
  const trimmed = reshape(box, pods, total, { cols, rows })
  // System namespaces stand on one line: a box that loses its rows comes down to it.
  return small ? { ...trimmed, y: box.y + box.height - trimmed.height } : trimmed
}
