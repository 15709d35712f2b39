import { expired, internal } from '../../shared/status/index.ts'
import { deepFreeze } from './freeze.ts'
import { createHistory } from './history.ts'
import type { Log, LogRecord } from './log.ts'
import { createPending, type OpenChanges } from './pending.ts'
import { type Pace, unbroken } from './pace.ts'
import { replaceListed, rewindOver } from './replace.ts'
import { createSharing } from './sharing.ts'
import { createTable, keyText } from './table.ts'
import { openTransaction, revert, runTransaction } from './transaction.ts'
import type { Indexes, Key, Listing, Store, StoreEvent, Transaction } from './types.ts'
import { createWatchers } from './watchers.ts'

/** How many changes are kept for watches and for looking back. */
const defaultWindow = 20_000

interface StoreOptions {
  readonly indexes?: Indexes
  readonly window?: number
  /** How its long work lets others have their turn; without it, not at all. */
  readonly pace?: Pace
}

/** Changes that are taken back in one go. */
const pieceSize = 250

/** Opens the store that a log holds. Throws StoreProblem when it cannot be had whole. */
export async function openStore(log: Log, options: StoreOptions = {}): Promise<Store> {
  const { pace = unbroken } = options
  const { records, state } = await log.open(pace)
  // The table shows the head: all transactions so far. What is committed is the head less what is pending.
  const table = createTable(options.indexes ?? {})
  const history = createHistory(state.oldest, options.window ?? defaultWindow)
  const watchers = createWatchers(pace)
  const sharing = createSharing()
  let revision = state.revision
  let recordCount = state.records
  let broken = false
  let closed = false
  /** Resolves when the transaction that takes several turns is through. */
  let busy: Promise<void> | undefined
  await replay(records)

  const pending = createPending({ table, write, failed: () => { broken = true }, committed })

  async function replay(replayed: readonly LogRecord[]): Promise<void> {
    for (const record of replayed) {
      if (pace.isOver()) await pace.turn()
      const event = eventOf(record)
      table.set(event, record.type === 'DELETED' ? undefined : event.object)
      if (record.revision > history.oldest) history.add([event])
    }
  }

  function eventOf({ type, resource, revision: at, object }: LogRecord): StoreEvent {
    const key = { resource, namespace: object.metadata.namespace ?? '', name: object.metadata.name }
    const event = { ...key, revision: at, object: deepFreeze(object) }
    if (type === 'ADDED') return { ...event, type }
    // Its predecessor may have been compacted away only when this record itself lies before the window.
    return { ...event, type, previous: table.get(key) ?? object }
  }

  async function write(events: readonly StoreEvent[]): Promise<void> {
    if (broken) {
      const kept = recordsAtRest()
      await log.repair(kept, { revision, oldest: history.oldest, records: kept.length })
      recordCount = kept.length
      broken = false
    }
    const forgotten = history.trim()
    const remove = forgotten.flatMap(supersededBy)
    const newest = events.at(-1)?.revision ?? revision
    const records = recordCount + events.length - remove.length
    await log.write({ add: events, remove, state: { revision: newest, oldest: history.oldest, records } })
    recordCount = records
  }

  function committed(events: readonly StoreEvent[]): Promise<void> {
    revision = events.at(-1)?.revision ?? revision
    history.add(events)
    return watchers.tell(events)
  }

  function transact<T>(run: (tx: Transaction) => T): Promise<T> {
    if (busy !== undefined) return busy.then(() => transact(run))
    if (closed) return Promise.reject(internal('the store is closed'))
    return pending.add(runTransaction(table, sharing, revision + pending.size, run))
  }

  async function transactInTurns<T>(run: (tx: Transaction) => Generator<void, T>, signal?: AbortSignal): Promise<T> {
    if (busy !== undefined) return busy.then(() => transactInTurns(run, signal))
    if (closed) throw internal('the store is closed')
    let release = () => {}
    busy = new Promise((resolve) => {
      release = resolve
    })
    const changes = pending.open()
    try {
      const value = await runInTurns(run(openTransaction(table, sharing, revision + pending.size, changes.events)), changes, signal)
      // The disk may have refused in the very last moment.
      if (changes.failure !== undefined) throw changes.failure
      pending.close()
      return pending.add({ ok: true, value, events: changes.events })
    } finally {
      pending.close()
      busy = undefined
      release()
    }
  }

  /** Runs the steps; when they end otherwise than well, the table is as it was. */
  async function runInTurns<T>(steps: Generator<void, T>, changes: OpenChanges, signal: AbortSignal | undefined): Promise<T> {
    try {
      for (;;) {
        const step = steps.next()
        if (step.done === true) return step.value
        if (!pace.isOver()) continue
        pending.hide()
        await pace.turn()
        if (changes.failure !== undefined) throw changes.failure
        signal?.throwIfAborted()
      }
    } catch (error) {
      while (changes.failure === undefined && changes.events.length > 0) {
        pending.hide()
        revert(table, changes.events.splice(-pieceSize))
        if (pace.isOver()) await pace.turn()
      }
      throw error
    }
  }

  /** Everything the log should hold: what stood at the oldest revision, and each change after it. */
  function recordsAtRest(): readonly LogRecord[] {
    const standing = new Map(pending.committedAll().map(({ key, object }) => [keyText(key), { key, object }]))
    const after = history.after(history.oldest)
    for (const event of after.toReversed()) {
      if (event.type === 'ADDED') standing.delete(keyText(event))
      else standing.set(keyText(event), { key: event, object: event.previous })
    }
    const base = [...standing.values()].map(({ key, object }): LogRecord => ({
      type: 'ADDED', resource: key.resource, revision: Number(object.metadata.resourceVersion), object,
    }))
    return [...base, ...after]
  }

  function checkInWindow(asked: number): void {
    if (asked < history.oldest) throw expired(`too old resource version: ${asked} (${history.oldest})`)
  }

  function list(resource: string, { namespace, revision: at }: { readonly namespace?: string; readonly revision?: number } = {}): Listing {
    const items = pending.committedList(resource, namespace)
    if (at === undefined || at >= revision) return { items, revision }
    checkInWindow(at)
    const since = history.after(at).filter((event) => event.resource === resource && (namespace === undefined || event.namespace === namespace))
    return { items: replaceListed(items, rewindOver(since)), revision: at }
  }

  return {
    get revision() {
      return revision
    },
    get oldestRevision() {
      return history.oldest
    },
    get: (key: Key) => pending.committedGet(key),
    list,
    all: () => pending.committedAll(),
    watch: (from, listener, signal) => {
      checkInWindow(from)
      if (signal.aborted) return
      watchers.add(listener, revision, signal)
      if (from < revision) listener(history.after(from))
    },
    transact,
    transactInTurns,
    close: async () => {
      closed = true
      await busy
      await pending.idle()
      await log.close()
    },
  }
}

/** Records that nobody can ask for once this event lies before the window. */
function supersededBy(event: StoreEvent): readonly number[] {
  switch (event.type) {
    case 'ADDED': return []
    case 'MODIFIED': return [Number(event.previous.metadata.resourceVersion)]
    case 'DELETED': return [Number(event.previous.metadata.resourceVersion), event.revision]
  }
}
