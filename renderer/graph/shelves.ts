import { GAP } from './cells.ts'

/** How long a box of so many cells comes out along its shelf and across it, in units, and how many times as long as thick it is at its best. */
export interface Measures {
  along(cells: number): number
  across(cells: number): number
  readonly shapely: number
}

/** A box on a shelf: its cells along the shelf and across it, and how far it stands from the first shelf's beginning. */
export interface Stand {
  readonly cells: { readonly along: number; readonly across: number }
  readonly along: number
  readonly across: number
}

/** No box is longer than so many times what is its best, though a shelf be left half empty. */
const LONGEST = 2.7
/** Odder than this boxes get beside others only where they would be alone, too. */
const ODD = 3
/** What share of a shelf one that is odd counts for more. */
const DEAR = 0.04

interface Shelf {
  readonly until: number
  /** Cells across. */
  readonly cells: number
  /** What it and the shelves after it cost. */
  readonly cost: number
}

/**
 * Puts boxes for so many pods each, most first, on shelves of a length. All on one shelf have the same cells across, the fewest
 * with which they fit, so that it is filled to the last cell or so. Of all ways to part them into shelves this takes the thinnest.
 */
export function fillShelves(pods: readonly number[], length: number, measures: Measures): readonly Stand[] {
  const shelves: Shelf[] = Array.from({ length: pods.length })
  for (let from = pods.length - 1; from >= 0; from--) shelves[from] = bestShelf(pods, from, length, measures, shelves)
  const stands: Stand[] = []
  let across = 0
  while (stands.length < pods.length) {
    const { until, cells } = shelves[stands.length]!
    let along = 0
    for (const count of pods.slice(stands.length, until)) {
      const needed = Math.ceil(count / cells)
      stands.push({ cells: { along: needed, across: cells }, along, across })
      along += measures.along(needed) + GAP
    }
    across += measures.across(cells) + GAP
  }
  return stands
}

function bestShelf(pods: readonly number[], from: number, length: number, { along, across, shapely }: Measures, after: readonly Shelf[]): Shelf {
  const first = pods[from]!
  let best: Shelf | null = null
  let least = Infinity
  let cells = 1
  const isRibbon = () => along(Math.ceil(first / cells)) > Math.min(length, LONGEST * shapely * across(cells))
  while (cells < first && isRibbon()) cells++
  let used = -GAP
  for (let until = from + 1; until <= pods.length; until++) {
    used += along(Math.ceil(pods[until - 1]! / cells)) + GAP
    while (used > length && cells < first) {
      cells = Math.min(first, Math.max(cells + 1, Math.floor(cells * (1 + (used / length - 1) * 0.9))))
      used = shelfLength(pods, from, until, cells, along)
    }
    if (used > length && best !== null) break
    const shape = (count: number) => along(Math.ceil(count / cells)) / across(cells) / shapely
    // Of boxes with as much across, the longest or the shortest is the oddest.
    const odd = Math.max(shape(first), 1 / shape(pods[until - 1]!))
    if (odd > ODD && best !== null && odd > least) break
    least = Math.min(least, odd)
    const cost = (across(cells) + GAP) * (1 + DEAR * (odd - 1)) + (after[until]?.cost ?? 0)
    if (best === null || cost < best.cost) best = { until, cells, cost }
  }
  return best!
}

function shelfLength(pods: readonly number[], from: number, until: number, cells: number, along: Measures['along']): number {
  let used = -GAP
  for (let which = from; which < until; which++) used += along(Math.ceil(pods[which]! / cells)) + GAP
  return used
}
