import { makeBox, shapeFor, type Box, type Shape } from './box.ts'
import { GAP } from './cells.ts'
import { isFree } from './packing.ts'

/** A namespace gives up empty rows and columns when its pods fill less than this share of it. */
const SPARSE = 1 / 3
/** How many times as long as thick a namespace may grow to be, so as not to have to move; one that is odder already grows no odder. */
const LONGEST = 3
/** A namespace that has no room beside others pushes them down by one row, or by this share of its own, before it moves away. */
const PUSH = 1 / 4
/** How many pods more a namespace makes room for when it has to move. */
const ROOM = 1.5

/** A title becomes higher when it comes to so many times its height: then pods under it move down, and not at every step. */
const OUTGROWN = 2

/** A box with other cells at the same place. Its title keeps its height while there are pods under it. */
function reshape(box: Box, pods: number, total: number, shape: Shape): Box {
  return { ...makeBox(box.namespace, shape, box.y < 0, pods === 0 ? { total } : { band: box.band }), x: box.x, y: box.y }
}

/** The same for a box that grows, whose title may have become far too low. */
function enlarge(box: Box, pods: number, total: number, shape: Shape): Box {
  const fresh = makeBox(box.namespace, shape, box.y < 0, { total })
  return fresh.band < OUTGROWN * box.band ? reshape(box, pods, total, shape) : { ...fresh, x: box.x, y: box.y }
}

const oddness = ({ width, height }: Box): number => Math.max(width / height, height / width)

/** The shape with all of a box's cells that comes nearest to the one which so many pods would have by themselves. */
function shapeOver({ cols, rows }: Box, pods: number): Shape {
  const most = Math.max(cols, shapeFor(pods, false).cols)
  return { cols: most, rows: Math.max(rows, Math.ceil(pods / most)) }
}

/** The box of a namespace with `pods` of the cluster's `total`, with room for `needed` where it stands; null if others are in the way. */
export function growBox(box: Box, pods: number, total: number, needed: number, others: readonly Box[]): Box | null {
  const small = box.y < 0
  const longest = Math.max(LONGEST, oddness(box))
  const suits = (grown: Box) => (small || oddness(grown) <= longest) && isFree(grown, others)
  const whole = enlarge(box, pods, total, small ? { cols: Math.ceil(needed / box.rows), rows: box.rows } : shapeOver(box, needed))
  if (suits(whole)) return whole
  if (small) return null
  let grown = box
  while (grown.cols * grown.rows < needed) {
    const wider = enlarge(grown, pods, total, { cols: grown.cols + 1, rows: grown.rows })
    const taller = enlarge(grown, pods, total, { cols: grown.cols, rows: grown.rows + 1 })
    const next = (grown.width > grown.height ? [taller, wider] : [wider, taller]).find(suits)
    if (next === undefined) return null
    grown = next
  }
  return grown
}

/** The box with so many rows more that `needed` pods of `total` have room, whoever is below it; null if these are too many to be pushed. */
export function stretchBox(box: Box, pods: number, total: number, needed: number): Box | null {
  const rows = Math.ceil(needed / box.cols)
  const stretched = enlarge(box, pods, total, { cols: box.cols, rows })
  const isModest = rows - box.rows <= Math.max(1, box.rows * PUSH)
  return isModest && oddness(stretched) <= Math.max(LONGEST, oddness(box)) ? stretched : null
}

/** The boxes below one that has been stretched that have to move, where they then stand: straight down, and no further than there is need. */
export function pushDown(before: Box, stretched: Box, others: readonly Box[]): readonly Box[] {
  // What has not moved is in nobody's way.
  const lower = [stretched]
  for (const box of others.filter(({ y }) => y >= before.y + before.height).toSorted((a, b) => a.y - b.y)) {
    const above = lower.filter(({ x, width }) => x < box.x + box.width + GAP && box.x < x + width + GAP)
    const y = above.reduce((lowest, other) => Math.max(lowest, other.y + other.height + GAP), box.y)
    if (y > box.y) lower.push({ ...box, y })
  }
  return lower.slice(1)
}

/** The shape in which a box moves to where there is room for so many pods and more; every pod keeps its column and row. */
export function roomyShape(box: Box, needed: number): Shape {
  return shapeOver(box, Math.ceil(needed * ROOM))
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
