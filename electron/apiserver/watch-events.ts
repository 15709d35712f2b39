import type { StoredObject } from '../../shared/model/index.ts'
import type { StoreEvent } from '../cluster/index.ts'
import type { Selection } from './selection.ts'

/** One event of a watch. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: StoredObject
}

/** What a watch with this selection hears of a change: an object that comes into it is added, one that leaves it deleted. */
export function selectEvent(event: StoreEvent, selection: Selection): WatchEvent | undefined {
  const { type, object } = event
  if (selection === undefined) return event
  switch (type) {
    case 'ADDED': return selection(object) ? event : undefined
    case 'DELETED': return selection(event.previous) ? event : undefined
    case 'MODIFIED': {
      const [before, after] = [selection(event.previous), selection(object)]
      if (before && after) return event
      if (after) return { type: 'ADDED', object }
      return before ? { type: 'DELETED', object: leave(event.previous, object) } : undefined
    }
  }
}

/** As it was when it was last selected, with the revision at which it left. */
function leave(previous: StoredObject, object: StoredObject): StoredObject {
  return { ...previous, metadata: { ...previous.metadata, resourceVersion: object.metadata.resourceVersion } }
}
