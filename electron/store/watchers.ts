import type { Pace } from './pace.ts'
import type { StoreEvent } from './types.ts'

type Listener = (events: readonly StoreEvent[]) => void

/** Those who are told of every commit until their signal aborts. */
export interface Watchers {
  /** `revision` is the one up to which the listener knows all. */
  add(listener: Listener, revision: number, signal: AbortSignal): void
  /** Resolves when all have been told. Many events are told in pieces, so that others get their turn. */
  tell(events: readonly StoreEvent[]): Promise<void>
}

interface Watcher {
  readonly listener: Listener
  readonly signal: AbortSignal
  told: number
}

/** Events told in one go. */
const pieceSize = 100

export function createWatchers(pace: Pace): Watchers {
  const watchers = new Set<Watcher>()

  function tellPiece(events: readonly StoreEvent[]): void {
    const newest = events.at(-1)?.revision ?? 0
    for (const watcher of [...watchers]) {
      const { listener, signal, told } = watcher
      if (signal.aborted) {
        watchers.delete(watcher)
        continue
      }
      // One who joined while we tell has had some of these from the history.
      if (told >= newest) continue
      watcher.told = newest
      try {
        listener(told < (events[0]?.revision ?? 0) ? events : events.filter((event) => event.revision > told))
      } catch (error) {
        // A listener's bug must neither undo a commit nor stay silent.
        queueMicrotask(() => { throw error })
      }
    }
  }

  return {
    add: (listener, revision, signal) => {
      watchers.add({ listener, signal, told: revision })
    },
    tell: async (events) => {
      for (let next = 0; next < events.length; next += pieceSize) {
        if (pace.isOver()) await pace.turn()
        tellPiece(events.length <= pieceSize ? events : events.slice(next, next + pieceSize))
      }
    },
  }
}
