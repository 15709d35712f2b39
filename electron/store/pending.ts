import type { StoredObject } from '../../shared/model/index.ts'
import { internal } from '../../shared/status/index.ts'
import { replaceListed } from './replace.ts'
import { keyText, type Table } from './table.ts'
import { revert, type Outcome } from './transaction.ts'
import type { Key, StoreEvent } from './types.ts'

interface Batch {
  readonly events: StoreEvent[]
  /** What every object changed in the batch was before it. */
  readonly before: Map<string, { readonly key: Key; readonly object: StoredObject | undefined }>
  readonly settle: ((failure: unknown) => void)[]
}

/** Changes of a transaction that takes several turns; meanwhile no other may run. */
export interface OpenChanges {
  readonly events: StoreEvent[]
  /** Set when they were taken back, because what they may have read could not be written. */
  readonly failure: unknown
}

/** Transactions that ran on the table and are not yet synced. One batch is written at a time; those that come meanwhile share the next. */
export interface Pending {
  /** Number of changes pending. */
  readonly size: number
  /** Answers when all that the transaction may have read is synced. */
  add<T>(outcome: Outcome<T>): Promise<T>
  /** Begins changes that `close` ends: then they are added, or have been taken back. */
  open(): OpenChanges
  /** Keeps the changes that were made since from being seen. */
  hide(): void
  close(): void
  committedGet(key: Key): StoredObject | undefined
  /** Sorted by namespace and name. */
  committedList(resource: string, namespace?: string): readonly StoredObject[]
  committedAll(): readonly { readonly key: Key; readonly object: StoredObject }[]
  /** Resolves when nothing is pending. */
  idle(): Promise<void>
}

export interface PendingParts {
  readonly table: Table
  write(events: readonly StoreEvent[]): Promise<void>
  failed(): void
  /** Resolves when all have heard of it. */
  committed(events: readonly StoreEvent[]): Promise<void>
}

export function createPending({ table, write, failed, committed }: PendingParts): Pending {
  let writing: Batch | undefined
  let waiting = createBatch()
  let open: (Batch & { failure: unknown; hidden: number }) | undefined
  let flushing: Promise<void> | undefined

  async function flush(): Promise<void> {
    // Let the transactions of this turn of the event loop gather first.
    await Promise.resolve()
    let telling = Promise.resolve()
    for (;;) {
      // Others hear of one batch while the next is written.
      if (waiting.settle.length === 0) await telling
      if (waiting.settle.length === 0) break
      writing = waiting
      waiting = createBatch()
      const failure = await attemptWrite(writing)
      const settled = failure === undefined ? [writing] : [writing, waiting]
      if (failure !== undefined) {
        // Those that came meanwhile have read what is now taken back, so they fail with it.
        if (open !== undefined) {
          revert(table, open.events)
          open.failure = failure
        }
        revert(table, waiting.events)
        revert(table, writing.events)
        waiting = createBatch()
        writing = undefined
        failed()
      }
      await telling
      telling = finish(settled, failure, commit())
    }
    flushing = undefined
  }

  /** Answers when all have heard. */
  async function finish(settled: readonly Batch[], failure: unknown, told: Promise<void>): Promise<void> {
    await told
    for (const batch of settled) for (const settle of batch.settle) settle(failure)
  }

  /** Makes what is written be seen; resolves when all have heard of it. */
  function commit(): Promise<void> {
    const { events = [] } = writing ?? {}
    writing = undefined
    return events.length > 0 ? committed(events) : Promise.resolve()
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
      noteBefore(waiting, event)
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

  /** The batches that are not yet to be seen: of one object, the oldest knows the committed state. */
  function unseen(): readonly Batch[] {
    return [writing, waiting, open].filter((batch) => batch !== undefined && batch.before.size > 0) as readonly Batch[]
  }

  function committedGet(key: Key): StoredObject | undefined {
    const batches = unseen()
    if (batches.length === 0) return table.get(key)
    const text = keyText(key)
    const batch = batches.find(({ before }) => before.has(text))
    return batch === undefined ? table.get(key) : batch.before.get(text)?.object
  }

  /** Objects as they are on the table with what they are to be seen as, and those to be seen that the table no longer has. */
  function findChanged(isMeant: (key: Key) => boolean): { readonly seenAs: ReadonlyMap<StoredObject, StoredObject | undefined>; readonly gone: readonly { readonly key: Key; readonly object: StoredObject }[] } {
    const seenAs = new Map<StoredObject, StoredObject | undefined>()
    const gone: { readonly key: Key; readonly object: StoredObject }[] = []
    const found = new Set<string>()
    for (const { before } of unseen()) {
      for (const [text, { key, object }] of before) {
        if (!isMeant(key) || found.has(text)) continue
        found.add(text)
        const now = table.get(key)
        if (now !== undefined) seenAs.set(now, object)
        else if (object !== undefined) gone.push({ key, object })
      }
    }
    return { seenAs, gone }
  }

  function committedList(resource: string, namespace?: string): readonly StoredObject[] {
    const head = table.list(resource, namespace)
    const { seenAs, gone } = findChanged((key) => key.resource === resource && (namespace === undefined || key.namespace === namespace))
    return replaceListed(head, { seenAs, gone: gone.map(({ object }) => object) })
  }

  function committedAll(): readonly { readonly key: Key; readonly object: StoredObject }[] {
    const { seenAs, gone } = findChanged(() => true)
    const head = table.all().flatMap(({ key, object }) => {
      const seen = seenAs.has(object) ? seenAs.get(object) : object
      return seen === undefined ? [] : [{ key, object: seen }]
    })
    return [...head, ...gone]
  }

  return {
    get size() {
      return (writing?.events.length ?? 0) + waiting.events.length
    },
    add,
    open: () => (open = { ...createBatch(), failure: undefined, hidden: 0 }),
    hide: () => {
      if (open === undefined || open.failure !== undefined) return
      for (const event of open.events.slice(open.hidden)) noteBefore(open, event)
      open.hidden = open.events.length
    },
    close: () => {
      open = undefined
    },
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

function noteBefore({ before }: Batch, event: StoreEvent): void {
  const text = keyText(event)
  if (!before.has(text)) before.set(text, { key: event, object: event.type === 'ADDED' ? undefined : event.previous })
}
