import type { StoredObject } from '../../shared/model/index.ts'
import { byName, keyText } from './table.ts'
import type { StoreEvent } from './types.ts'

/** What is to be seen in place of what. */
export interface Replacement {
  /** Undefined for what is not to be seen. */
  readonly seenAs: ReadonlyMap<StoredObject, StoredObject | undefined>
  /** What the list lacks. */
  readonly gone: readonly StoredObject[]
}

/** A list sorted by namespace and name with its objects replaced; replaced ones keep their name. The cost grows with the list only by a look at each. */
export function replaceListed(items: readonly StoredObject[], { seenAs, gone }: Replacement): readonly StoredObject[] {
  if (seenAs.size === 0 && gone.length === 0) return items
  const missing = gone.toSorted(byName)
  const replaced: StoredObject[] = []
  let next = 0
  for (const item of items) {
    for (let lost = missing[next]; lost !== undefined && byName(lost, item) < 0; lost = missing[++next]) replaced.push(lost)
    const seen = seenAs.has(item) ? seenAs.get(item) : item
    if (seen !== undefined) replaced.push(seen)
  }
  return next === missing.length ? replaced : [...replaced, ...missing.slice(next)]
}

/** What a list has to have replaced to show what it was before these changes, the oldest first. */
export function rewindOver(events: readonly StoreEvent[]): Replacement {
  const objects = new Map<string, { readonly before: StoredObject | undefined; now: StoredObject | undefined }>()
  for (const event of events) {
    const text = keyText(event)
    const now = event.type === 'DELETED' ? undefined : event.object
    const known = objects.get(text)
    if (known === undefined) objects.set(text, { before: event.type === 'ADDED' ? undefined : event.previous, now })
    else known.now = now
  }
  const seenAs = new Map<StoredObject, StoredObject | undefined>()
  const gone: StoredObject[] = []
  for (const { before, now } of objects.values()) {
    if (now !== undefined) seenAs.set(now, before)
    else if (before !== undefined) gone.push(before)
  }
  return { seenAs, gone }
}
