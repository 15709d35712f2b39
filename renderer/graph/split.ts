/** How a namespace's pods are distributed. */
export interface Split {
  readonly pods: number
  readonly matched: number
  /** Pods by state, in the order in which states are numbered. */
  readonly byState: readonly number[]
}

/** The pods that are counted, by slot; 1 in `matched` where one matches, null when nothing is asked. */
export interface Counted {
  readonly pods: { readonly capacity: number; readonly alive: Uint8Array; readonly state: Uint8Array; readonly namespace: Int32Array }
  readonly matched: Uint8Array | null
}

/** Each namespace's pods counted, by index of the namespace, and kept true to what changes. */
export interface Tally {
  /** Of the namespaces that have pods. One map for ever. */
  readonly splits: ReadonlyMap<number, Split>
  /** Pods that match, in all namespaces. */
  readonly matched: number
  /** Counts everything anew. O(capacity). */
  recount(counted: Counted): void
  /** Counts anew which of the pods that it knows match. O(capacity), but a byte or two a pod. */
  rematch(matched: Uint8Array | null): void
  /** Takes over what changed in some slots, be it the pod or whether it matches. O(slots). */
  follow(counted: Counted, slots: Iterable<number>): void
}

interface Counts {
  pods: number
  matched: number
  readonly byState: number[]
}

const NONE = -1

/** Counts pods that are in one of so many states. */
export function createTally(states: number): Tally {
  const splits = new Map<number, Counts>()
  /** The same, by index: looked up for every pod. */
  let counts: (Counts | undefined)[] = []
  let total = 0
  /** What each slot was counted as: the index of its namespace, or NONE; its state; 1 where it matched. */
  let namespaceOf = new Int32Array(0)
  let stateOf = new Uint8Array(0)
  let matchOf = new Uint8Array(0)

  const reserve = (capacity: number) => {
    if (capacity <= namespaceOf.length) return
    const before = { namespaceOf, stateOf, matchOf }
    namespaceOf = new Int32Array(capacity * 2).fill(NONE)
    stateOf = new Uint8Array(capacity * 2)
    matchOf = new Uint8Array(capacity * 2)
    namespaceOf.set(before.namespaceOf)
    stateOf.set(before.stateOf)
    matchOf.set(before.matchOf)
  }

  const countsOf = (index: number): Counts => {
    const known = counts[index]
    if (known !== undefined) return known
    const made: Counts = { pods: 0, matched: 0, byState: Array.from({ length: states }, () => 0) }
    counts[index] = made
    splits.set(index, made)
    return made
  }

  const take = ({ pods: { capacity, alive, state, namespace }, matched }: Counted, slot: number) => {
    if (slot >= capacity || alive[slot] === 0) return
    const split = countsOf(namespace[slot]!)
    namespaceOf[slot] = namespace[slot]!
    stateOf[slot] = state[slot]!
    matchOf[slot] = matched === null ? 0 : (matched[slot] ?? 0)
    split.pods++
    split.byState[stateOf[slot]]!++
    split.matched += matchOf[slot]
    total += matchOf[slot]
  }

  const giveBack = (slot: number) => {
    const index = namespaceOf[slot]!
    if (index === NONE) return
    const split = counts[index]!
    split.pods--
    split.byState[stateOf[slot]!]!--
    split.matched -= matchOf[slot]!
    total -= matchOf[slot]!
    namespaceOf[slot] = NONE
    if (split.pods > 0) return
    splits.delete(index)
    counts[index] = undefined
  }

  return {
    splits,
    get matched() { return total },
    recount({ pods: { capacity, alive, state, namespace }, matched }) {
      reserve(capacity)
      splits.clear()
      counts = []
      total = 0
      namespaceOf.fill(NONE)
      // A column of the pods is asked for once, not once a pod.
      const counted = { pods: { capacity, alive, state, namespace }, matched }
      for (let slot = 0; slot < capacity; slot++) take(counted, slot)
    },
    rematch(matched) {
      const matchedIn = new Int32Array(counts.length)
      matchOf.fill(0)
      if (matched !== null) {
        matchOf.set(matched.subarray(0, matchOf.length))
        // Most neighbours are of one namespace.
        let here = NONE
        let some = 0
        for (let slot = 0; slot < matched.length; slot++) {
          const index = namespaceOf[slot]!
          if (index !== here) {
            if (here !== NONE) matchedIn[here]! += some
            here = index
            some = 0
          }
          some += matched[slot]!
        }
        if (here !== NONE) matchedIn[here]! += some
      }
      splits.forEach((_, index) => { counts[index]!.matched = matchedIn[index]! })
      total = matchedIn.reduce((sum, some) => sum + some, 0)
    },
    follow(counted, slots) {
      reserve(counted.pods.capacity)
      for (const slot of slots) {
        giveBack(slot)
        take(counted, slot)
      }
    },
  }
}
