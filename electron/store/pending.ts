import type { StoredObject } from '../../shared/model/index.ts'
import { internal } from '../../shared/status/index.ts'
import { keyText, type Table } from './table.ts'
import { revert, type Outcome } from './transaction.ts'
import type { Key, StoreEvent } from './types.ts'

interface Batch {
  readonly events: StoreEvent[]
  /** What every object changed in the batch was before it. */
  readonly before: Map<string, { readonly key: Key; readonly object: StoredObject | undefined }>
  readonly settle: ((failure: unknown) => void)[]
}

/** Transactions that ran on the table and are not yet synced. One batch is written at a time; those that come meanwhile share the next. */
export interface Pending {
  /** Number of changes pending. */
  readonly size: number
  /** Answers when all that the transaction may have read is synced. */
  add<T>(outcome: Outcome<T>): Promise<T>
  committedGet(key: Key): StoredObject | undefined
  committedList(resource: string, namespace?: string): readonly StoredObject[]
  committedAll(): readonly { readonly key: Key; readonly object: StoredObject }[]
  /** Resolves when nothing is pending. */
  idle(): Promise<void>
}

export interface PendingParts {
  readonly table: Table
  write(events: readonly StoreEvent[]): Promise<void>
  failed(): void
  committed(events: readonly StoreEvent[]): void
}

export function createPending({ table, write, failed, committed }: PendingParts): Pending {
  let writing: Batch | undefined
  let waiting = createBatch()
  let flushing: Promise<void> | undefined

  async function flush(): Promise<void> {
    // Let the transactions of this turn of the event loop gather first.
    await Promise.resolve()
    while (waiting.settle.length > 0) {
      writing = waiting
      waiting = createBatch()
      const failure = await attemptWrite(writing)
      const settled = failure === undefined ? [writing] : [writing, waiting]
      if (failure !== undefined) {
        // Those that waited have read what is now taken back, so they fail with it.
        revert(table, waiting.events)
        revert(table, writing.events)
        waiting = createBatch()
        failed()
      }
      const { events } = writing
      writing = undefined
      if (failure === undefined && events.length > 0) committed(events)
      for (const batch of settled) for (const settle of batch.settle) settle(failure)
    }
    flushing = undefined
  }

  async function attemptWrite(batch: Batch): Promise<unknown> {
    if (batch.events.length === 0) return undefined
    try {
      await write(batch.events)
      return undefined
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return Object.assign(internal(`the store could not be written, nothing was changed: ${reason}`), { cause: error })
    }
  }

  function add<T>(outcome: Outcome<T>): Promise<T> {
    const { events } = outcome
    for (const event of events) {
      const text = keyText(event)
      if (!waiting.before.has(text)) waiting.before.set(text, { key: event, object: event.type === 'ADDED' ? undefined : event.previous })
      waiting.events.push(event)
    }
    if (flushing === undefined && events.length === 0) return outcome.ok ? Promise.resolve(outcome.value) : Promise.reject(outcome.error)
    return new Promise((resolve, reject) => {
      waiting.settle.push((failure) => {
        if (failure !== undefined) reject(failure)
        else if (outcome.ok) resolve(outcome.value)
        else reject(outcome.error)
      })
      flushing ??= flush()
    })
  }

  /** The committed state of what is pending: the older batch knows it better. */
  function changed(): ReadonlyMap<string, { readonly key: Key; readonly object: StoredObject | undefined }> {
    if (writing === undefined) return waiting.before
    if (waiting.before.size === 0) return writing.before
    return new Map([...waiting.before, ...writing.before])
  }

  function committedGet(key: Key): StoredObject | undefined {
    const text = keyText(key)
    const before = writing?.before.get(text) ?? waiting.before.get(text)
    return before === undefined ? table.get(key) : before.object
  }

  function committedList(resource: string, namespace?: string): readonly StoredObject[] {
    const before = changed()
    const head = table.list(resource, namespace)
    if (before.size === 0) return head
    const unchanged = head.filter((object) => !before.has(keyText({ resource, namespace: object.metadata.namespace ?? '', name: object.metadata.name })))
    const restored = [...before.values()].flatMap(({ key, object }) =>
      object !== undefined && key.resource === resource && (namespace === undefined || key.namespace === namespace) ? [object] : [])
    return [...unchanged, ...restored]
  }

  function committedAll(): readonly { readonly key: Key; readonly object: StoredObject }[] {
    const before = changed()
    const unchanged = table.all().filter(({ key }) => !before.has(keyText(key)))
    return [...unchanged, ...[...before.values()].flatMap(({ key, object }) => (object === undefined ? [] : [{ key, object }]))]
  }

  return {
    get size() {
      return (writing?.events.length ?? 0) + waiting.events.length
    },
    add,
    committedGet,
    committedList,
    committedAll,
    idle: async () => {
      await flushing
    },
  }
}

function createBatch(): Batch {
  return { events: [], before: new Map(), settle: [] }
}
