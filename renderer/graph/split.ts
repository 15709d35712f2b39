import { clearBit, hasBit, popCount, setBit, wordsFor, type Words } from '../../shared/selector/index.ts'

/** How a namespace's pods are distributed. */
export interface Split {
  readonly pods: number
  readonly matched: number
  /** Pods by state, in the order in which states are numbered. */
  readonly byState: readonly number[]
}

/** The pods that are counted, by slot; in `matched` are those that match, null when nothing is asked. */
export interface Counted {
  readonly pods: { readonly capacity: number; readonly alive: Uint8Array; readonly state: Uint8Array; readonly namespace: Int32Array }
  readonly matched: Words | null
}

/** Each namespace's pods counted, by index of the namespace, and kept true to what changes. */
export interface Tally {
  /** Of the namespaces that have pods. One map for ever. */
  readonly splits: ReadonlyMap<number, Split>
  /** Pods that match, in all namespaces. */
  readonly matched: number
  /** Counts everything anew. O(capacity). */
  recount(counted: Counted): void
  /** Counts anew which of the pods that it knows match. O(capacity / 32) where neighbours are of one namespace. */
  rematch(matched: Words | null): void
  /** Takes over what changed in some slots, be it the pod or whether it matches. O(slots). */
  follow(counted: Counted, slots: ReadonlySet<number>): void
}

interface Counts {
  pods: number
  matched: number
  readonly byState: number[]
}

const NONE = -1
/** Of a word of slots: pods of several namespaces are in them. */
const SEVERAL = -2

/** Counts pods that are in one of so many states. */
export function createTally(states: number): Tally {
  const splits = new Map<number, Counts>()
  /** The same, by index: looked up for every pod. */
  let counts: (Counts | undefined)[] = []
  let total = 0
  /** What each slot was counted as: the index of its namespace, or NONE; its state; whether it matched. */
  let namespaceOf = new Int32Array(0)
  let stateOf = new Uint8Array(0)
  let matchedBefore: Words | null = null
  /** The slots that are counted. */
  let known: Words = new Int32Array(0)
  /** Of 32 slots each: the one namespace of their pods, NONE or SEVERAL. */
  let namespaceOfWord = new Int32Array(0)

  const reserve = (capacity: number) => {
    if (capacity <= namespaceOf.length) return
    const before = { namespaceOf, stateOf, known, namespaceOfWord }
    const words = wordsFor(capacity * 2)
    namespaceOf = new Int32Array(words * 32).fill(NONE)
    stateOf = new Uint8Array(words * 32)
    known = new Int32Array(words)
    namespaceOfWord = new Int32Array(words).fill(NONE)
    namespaceOf.set(before.namespaceOf)
    stateOf.set(before.stateOf)
    known.set(before.known)
    namespaceOfWord.set(before.namespaceOfWord)
  }

  const countsOf = (index: number): Counts => {
    const known = counts[index]
    if (known !== undefined) return known
    const made: Counts = { pods: 0, matched: 0, byState: Array.from({ length: states }, () => 0) }
    counts[index] = made
    splits.set(index, made)
    return made
  }

  /** Looks a word of slots through for whose pods are in them. */
  const lookThrough = (word: number) => {
    let here = NONE
    for (let slot = word * 32, end = slot + 32; slot < end && here !== SEVERAL; slot++) {
      const index = namespaceOf[slot]!
      if (index !== NONE && index !== here) here = here === NONE ? index : SEVERAL
    }
    namespaceOfWord[word] = here
  }

  /** Adds a word's pods, each a bit, to those of their namespaces. */
  const share = (matchedIn: Int32Array, word: number, bits: number) => {
    const here = namespaceOfWord[word]!
    if (here >= 0) matchedIn[here]! += popCount(bits)
    else for (let rest = bits; rest !== 0; rest &= rest - 1) matchedIn[namespaceOf[word * 32 + 31 - Math.clz32(rest & -rest)]!]!++
  }

  const take = ({ pods: { capacity, alive, state, namespace }, matched }: Counted, slot: number) => {
    if (slot >= capacity || alive[slot] === 0) return
    const split = countsOf(namespace[slot]!)
    namespaceOf[slot] = namespace[slot]!
    setBit(known, slot)
    stateOf[slot] = state[slot]!
    split.pods++
    split.byState[stateOf[slot]]!++
    if (matched === null || !hasBit(matched, slot)) return
    split.matched++
    total++
  }

  const giveBack = (slot: number) => {
    const index = namespaceOf[slot]!
    if (index === NONE) return
    const split = counts[index]!
    split.pods--
    split.byState[stateOf[slot]!]!--
    if (matchedBefore !== null && hasBit(matchedBefore, slot)) {
      split.matched--
      total--
    }
    namespaceOf[slot] = NONE
    clearBit(known, slot)
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
      known.fill(0)
      // A column of the pods is asked for once, not once a pod.
      const counted = { pods: { capacity, alive, state, namespace }, matched }
      for (let slot = 0; slot < capacity; slot++) take(counted, slot)
      for (let word = 0; word < namespaceOfWord.length; word++) lookThrough(word)
      matchedBefore = matched
    },
    rematch(matched) {
      const matchedIn = new Int32Array(counts.length)
      const asked = matched ?? new Int32Array(0)
      for (let word = 0, end = Math.min(asked.length, known.length); word < end; word++) {
        const bits = asked[word]! & known[word]!
        if (bits !== 0) share(matchedIn, word, bits)
      }
      splits.forEach((_, index) => { counts[index]!.matched = matchedIn[index]! })
      total = matchedIn.reduce((sum, some) => sum + some, 0)
      matchedBefore = matched
    },
    follow(counted, slots) {
      reserve(counted.pods.capacity)
      const turned = new Set<number>()
      for (const slot of slots) {
        const before = namespaceOf[slot]
        giveBack(slot)
        take(counted, slot)
        if (namespaceOf[slot] !== before) turned.add(slot >>> 5)
      }
      for (const word of turned) lookThrough(word)
      matchedBefore = counted.matched
    },
  }
}
