import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { deepFreeze } from './freeze.ts'
import type { Sharing } from './sharing.ts'
import type { Table } from './table.ts'
import type { Key, StoreEvent, Transaction } from './types.ts'

/** What a transaction did to the table: its answer with its changes, or what it threw (then the table is as it was). */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly events: readonly StoreEvent[] }
  | { readonly ok: false; readonly error: unknown; readonly events: readonly [] }

/** Runs a transaction on the table; its first write has the revision after `revision`. */
export function runTransaction<T>(table: Table, sharing: Sharing, revision: number, run: (tx: Transaction) => T): Outcome<T> {
  const events: StoreEvent[] = []
  const transaction = openTransaction(table, sharing, revision, events)
  try {
    return { ok: true, value: transaction.attempt(() => run(transaction)), events }
  } catch (error) {
    return { ok: false, error, events: [] }
  }
}

/** A transaction that adds what it changes to `events`. */
export function openTransaction(table: Table, sharing: Sharing, revision: number, events: StoreEvent[]): Transaction {
  function put(key: Key, object: KubeObject): StoredObject {
    const next = revision + events.length + 1
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(next) } } as StoredObject
    const previous = table.set(key, stored)
    sharing.share(stored, previous)
    deepFreeze(stored)
    const { resource, namespace, name } = key
    // Thousands of events are kept: written out, they share one shape; spread from another object, each has its own.
    events.push(previous === undefined
      ? { resource, namespace, name, revision: next, object: stored, type: 'ADDED' }
      : { resource, namespace, name, revision: next, object: stored, type: 'MODIFIED', previous })
    return stored
  }

  function remove(key: Key): StoredObject | undefined {
    const previous = table.set(key, undefined)
    if (previous === undefined) return undefined
    const next = revision + events.length + 1
    const object = deepFreeze({ ...previous, metadata: { ...previous.metadata, resourceVersion: String(next) } })
    events.push({ resource: key.resource, namespace: key.namespace, name: key.name, revision: next, object, type: 'DELETED', previous })
    return previous
  }

  function attempt<R>(part: () => R): R {
    const before = events.length
    try {
      return part()
    } catch (error) {
      revert(table, events.splice(before))
      throw error
    }
  }

  return {
    get: (key) => table.get(key),
    list: (resource, namespace) => table.list(resource, namespace),
    select: (index, resource, value) => table.select(index, resource, value),
    count: (index, resource, value) => table.count(index, resource, value),
    put,
    remove,
    nextRevision: () => revision + events.length + 1,
    attempt,
  }
}

/** Takes changes back, the newest first. */
export function revert(table: Table, events: readonly StoreEvent[]): void {
  for (const event of events.toReversed()) table.set(event, event.type === 'ADDED' ? undefined : event.previous)
}
