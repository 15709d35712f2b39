import type { StoreEvent } from './types.ts'

type Listener = (events: readonly StoreEvent[]) => void

/** Those who are told of every commit until their signal aborts. */
export interface Watchers {
  add(listener: Listener, signal: AbortSignal): void
  tell(events: readonly StoreEvent[]): void
}

export function createWatchers(): Watchers {
  const watchers = new Set<{ readonly listener: Listener; readonly signal: AbortSignal }>()
  return {
    add: (listener, signal) => {
      watchers.add({ listener, signal })
    },
    tell: (events) => {
      // Of those here now only: one who joins while we tell has had these events from the history.
      for (const watcher of [...watchers]) {
        const { listener, signal } = watcher
        if (signal.aborted) {
          watchers.delete(watcher)
          continue
        }
        try {
          listener(events)
        } catch (error) {
          // A listener's bug must neither undo a commit nor stay silent.
          queueMicrotask(() => { throw error })
        }
      }
    },
  }
}
