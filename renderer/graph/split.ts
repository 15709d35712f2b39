/** How a namespace's pods are distributed. */
export interface Split {
  readonly pods: number
  readonly matched: number
  /** Pods by state, in the order in which states are numbered. */
  readonly byState: readonly number[]
}

/** Counts each namespace's pods, by index of the namespace; none matches yet. O(capacity). */
export function splitPods(
  { capacity, alive, state, namespace }: { readonly capacity: number; readonly alive: Uint8Array; readonly state: Uint8Array; readonly namespace: Int32Array },
  states: number,
): ReadonlyMap<number, Split> {
  const splits = new Map<number, { pods: number; matched: number; byState: number[] }>()
  for (let slot = 0; slot < capacity; slot++) {
    if (alive[slot] === 0) continue
    const index = namespace[slot]!
    let split = splits.get(index)
    if (split === undefined) splits.set(index, (split = { pods: 0, matched: 0, byState: Array.from({ length: states }, () => 0) }))
    split.pods++
    split.byState[state[slot]!]!++
  }
  return splits
}

/** The same pods with another answer: 1 in `matched` where the pod in a slot matches. O(capacity). */
export function matchSplits(
  splits: ReadonlyMap<number, Split>, { capacity, alive, namespace }: { readonly capacity: number; readonly alive: Uint8Array; readonly namespace: Int32Array }, matched: Uint8Array,
): ReadonlyMap<number, Split> {
  const counts = new Int32Array(Math.max(0, ...splits.keys()) + 1)
  for (let slot = 0; slot < capacity; slot++) if (matched[slot] === 1 && alive[slot] === 1) counts[namespace[slot]!]!++
  return new Map([...splits].map(([index, { pods, byState }]) => [index, { pods, matched: counts[index]!, byState }]))
}
