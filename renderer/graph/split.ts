/** How a namespace's pods are distributed. */
export interface Split {
  readonly pods: number
  readonly matched: number
  /** Pods by state, in the order in which states are numbered. */
  readonly byState: readonly number[]
}

/** Counts each namespace's pods, by index of the namespace. `matched` null counts none. O(capacity). */
export function splitPods(
  table: { readonly capacity: number; readonly alive: Uint8Array; readonly state: Uint8Array; readonly namespace: Int32Array },
  states: number, matched: Uint8Array | null,
): ReadonlyMap<number, Split> {
  const splits = new Map<number, { pods: number; matched: number; byState: number[] }>()
  for (let slot = 0; slot < table.capacity; slot++) {
    if (table.alive[slot] === 0) continue
    const namespace = table.namespace[slot]!
    let split = splits.get(namespace)
    if (split === undefined) splits.set(namespace, (split = { pods: 0, matched: 0, byState: Array.from({ length: states }, () => 0) }))
    split.pods++
    split.byState[table.state[slot]!]!++
    if (matched?.[slot] === 1) split.matched++
  }
  return splits
}
