import type { StoreEvent } from './types.ts'

/** The newest changes, one a revision without a hole, up to a number of them. */
export interface History {
  /** The oldest revision that can still be seen; the events after it are kept. */
  readonly oldest: number
  add(events: readonly StoreEvent[]): void
  /** Forgets the oldest beyond the window and returns them. */
  trim(): readonly StoreEvent[]
  /** Oldest first. The caller has checked that `revision` is not older than `oldest`. */
  after(revision: number): readonly StoreEvent[]
}

export function createHistory(oldest: number, window: number): History {
  let events: StoreEvent[] = []
  let first = oldest
  return {
    get oldest() {
      return first
    },
    add: (more) => {
      for (const event of more) events.push(event)
    },
    trim: () => {
      // Cutting an array copies it: wait until there is a fair piece to cut.
      if (events.length < window * 1.1) return []
      const cut = events.slice(0, events.length - window)
      events = events.slice(cut.length)
      first += cut.length
      return cut
    },
    after: (revision) => events.slice(revision - first),
  }
}
