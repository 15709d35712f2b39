/** Slots in the order of their pods' names, kept as pods come and go. */
export interface NameOrder {
  add(slot: number): void
  remove(slot: number): void
  clear(): void
  /** The same list until one comes or goes. */
  slots(): readonly number[]
}

/**
 * What came and went is merged in when the order is asked for: a few newcomers among many cost a walk along the list, no sorting.
 * `nameOf` is asked for slots that are in alone.
 */
export function createNameOrder(nameOf: (slot: number) => string): NameOrder {
  let sorted: readonly number[] = []
  let coming = new Set<number>()
  let gone = new Set<number>()

  const merge = () => {
    const stayed = gone.size === 0 ? sorted : sorted.filter((slot) => !gone.has(slot))
    const fresh = Array.from(coming, (slot) => ({ slot, name: nameOf(slot) })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    const merged: number[] = []
    let next = 0
    for (const { slot, name } of fresh) {
      while (next < stayed.length && nameOf(stayed[next]!) <= name) merged.push(stayed[next++]!)
      merged.push(slot)
    }
    while (next < stayed.length) merged.push(stayed[next++]!)
    sorted = merged
    coming = new Set()
    gone = new Set()
  }

  return {
    add: (slot) => void coming.add(slot),
    // The slot may be used again before the list is asked for: it is then in both, as what went and as what came.
    remove: (slot) => { if (!coming.delete(slot)) gone.add(slot) },
    clear() {
      sorted = []
      coming.clear()
      gone.clear()
    },
    slots() {
      if (coming.size > 0 || gone.size > 0) merge()
      return sorted
    },
  }
}
