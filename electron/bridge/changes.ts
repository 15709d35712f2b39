import type { StoredObject } from '../../shared/model/index.ts'
import type { StoreEvent } from '../cluster/index.ts'

/** Events tell of objects; the window asks for those of one object at a time, so they stay out of the picture's way. */
export const isShown = (kind: string) => kind !== 'Event'

/** What of the picture has changed: each object once, in its last state. */
export interface Changes {
  readonly size: number
  put(object: StoredObject): void
  drop(uid: string): void
  fold(event: StoreEvent): void
  /** Takes out the oldest, so many of each sort at most. */
  take(most: number): { readonly changed: readonly StoredObject[]; readonly removed: readonly string[] }
  clear(): void
}

export function createChanges(): Changes {
  const changed = new Map<string, StoredObject>()
  const removed = new Set<string>()

  function put(object: StoredObject): void {
    removed.delete(object.metadata.uid)
    changed.set(object.metadata.uid, object)
  }

  function drop(uid: string): void {
    changed.delete(uid)
    removed.add(uid)
  }

  return {
    get size() {
      return changed.size + removed.size
    },
    put,
    drop,
    fold: ({ type, object }) => {
      if (!isShown(object.kind)) return
      if (type === 'DELETED') drop(object.metadata.uid)
      else put(object)
    },
    take: (most) => ({ removed: takeSome(removed, most, (uid) => uid), changed: takeSome(changed, most, ([uid]) => uid).map(([, object]) => object) }),
    clear: () => {
      changed.clear()
      removed.clear()
    },
  }
}

function takeSome<Entry>(from: Iterable<Entry> & { delete(key: string): boolean }, most: number, keyOf: (entry: Entry) => string): Entry[] {
  const taken: Entry[] = []
  for (const entry of from) {
    taken.push(entry)
    from.delete(keyOf(entry))
    if (taken.length === most) break
  }
  return taken
}
