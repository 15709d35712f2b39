/** Choices of sets that together hold every item, each as rising numbers of sets. */
export interface Covers {
  readonly covers: readonly (readonly number[])[]
  /** Whether these are all of the smallest; false when the search was given up: there is one then, perhaps not of the smallest. */
  readonly complete: boolean
}

/** More covers than this are not listed. */
const MOST_COVERS = 256

/**
 * Every smallest choice of sets that holds all items, in a fixed order. `holders[item]` lists the sets that hold an item, at least one.
 * Takes at most about `budget` steps.
 */
export function smallestCovers(holders: readonly (readonly number[])[], budget: number): Covers {
  const itemsOf = new Map<number, number[]>()
  holders.forEach((sets, item) => {
    for (const set of sets) {
      const items = itemsOf.get(set)
      if (items === undefined) itemsOf.set(set, [item])
      else items.push(item)
    }
  })
  const held = new Int32Array(holders.length)
  const barred = new Set<number>()
  const chosen: number[] = []
  const covers: number[][] = []
  let left = budget

  const hold = (set: number, by: 1 | -1) => {
    for (const item of itemsOf.get(set)!) held[item]! += by
  }

  /** The sets that could hold the item that is hardest to hold; null when none is left to hold. */
  const hardest = (): readonly number[] | null => {
    let fewest: readonly number[] | null = null
    for (let item = 0; item < holders.length && (fewest === null || fewest.length > 1); item++) {
      left--
      if (held[item]! > 0) continue
      const open = holders[item]!.filter((set) => !barred.has(set))
      if (fewest === null || open.length < fewest.length) fewest = open
    }
    return fewest
  }

  const search = (size: number): void => {
    const open = hardest()
    if (open === null) {
      covers.push([...chosen].sort((a, b) => a - b))
      return
    }
    if (size === 0) return
    const tried: number[] = []
    for (const set of open) {
      if (left <= 0 || covers.length > MOST_COVERS) break
      chosen.push(set)
      hold(set, 1)
      search(size - 1)
      hold(set, -1)
      chosen.pop()
      // Every choice with this set is listed now: the others are looked for without it.
      barred.add(set)
      tried.push(set)
    }
    for (const set of tried) barred.delete(set)
  }

  const mayGoOn = () => covers.length === 0 && left > 0
  for (let size = 0; mayGoOn(); size++) search(size)
  if (covers.length > 0) return { covers: covers.slice(0, MOST_COVERS), complete: left > 0 && covers.length <= MOST_COVERS }
  return { covers: [coverGreedily(holders, itemsOf)], complete: false }
}

function coverGreedily(holders: readonly (readonly number[])[], itemsOf: ReadonlyMap<number, readonly number[]>): readonly number[] {
  const open = new Set(holders.keys())
  const chosen: number[] = []
  while (open.size > 0) {
    let best = -1
    let most = 0
    for (const [set, items] of itemsOf) {
      const gain = items.reduce((sum, item) => sum + Number(open.has(item)), 0)
      if (gain > most) [best, most] = [set, gain]
    }
    chosen.push(best)
    for (const item of itemsOf.get(best)!) open.delete(item)
  }
  return chosen.sort((a, b) => a - b)
}
