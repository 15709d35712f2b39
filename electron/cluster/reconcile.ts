import { StatusError } from '../../shared/status/index.ts'
import type { StoreEvent } from '../store/index.ts'
import type { Cluster, ClusterTransaction } from './types.ts'

export interface Reconciler {
  /** Keys that a change calls for. A key says only where to look. */
  keysOf(event: StoreEvent): readonly string[]
  /** Looks again and repairs, as a part of a transaction of its own. `again` when there is more to do than is good for one. */
  sync(tx: ClusterTransaction, key: string): 'again' | undefined
}

export interface Loop {
  /** Has a key synced soon. */
  add(key: string): void
}

/** Keys that share a transaction at most; fewer when they take long. */
const batchSize = 250
/** Transactions of one reconciler that may be on their way to the disk together. */
const mostUnwritten = 4
const retryDelay = { first: 100, longest: 2_000 }

/**
 * Calls `sync` for every object there is and for every change, each key once however often it is called for, until the signal aborts.
 * Many keys share a transaction. A key that fails, or whose write the disk refused, is tried again, ever later.
 */
export function startReconciler(cluster: Cluster, { keysOf, sync }: Reconciler, signal: AbortSignal): Loop {
  const waiting = new Set<string>()
  const failures = new Map<string, number>()
  const unwritten: Promise<void>[] = []
  let running = false

  function add(key: string): void {
    waiting.add(key)
    begin()
  }

  function begin(): void {
    if (running || waiting.size === 0 || signal.aborted) return
    running = true
    queueMicrotask(() => void run())
  }

  async function run(): Promise<void> {
    for (;;) {
      await cluster.pace.turn()
      if (waiting.size === 0 || signal.aborted) break
      // The disk may take long: meanwhile more is done, on top of what it has not yet taken.
      unwritten.push(syncNext())
      if (unwritten.length >= mostUnwritten) await unwritten[0]
    }
    running = false
  }

  async function syncNext(): Promise<void> {
    await syncBatch()
    void unwritten.shift()
  }

  async function syncBatch(): Promise<void> {
    const batch: string[] = []
    const failed = new Set<string>()
    try {
      await cluster.transact((tx) => {
        for (const key of firstOf(waiting, batchSize)) {
          batch.push(key)
          waiting.delete(key)
          const outcome = syncOne(tx, key)
          if (outcome === 'failed') failed.add(key)
          if (outcome === 'again') waiting.add(key)
          if (cluster.pace.isOver()) break
        }
      })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      for (const key of batch) failed.add(key)
    }
    for (const key of batch) if (!failed.has(key)) failures.delete(key)
    for (const key of failed) retry(key)
  }

  function syncOne(tx: ClusterTransaction, key: string): 'again' | 'failed' | undefined {
    try {
      return tx.attempt(() => sync(tx, key))
    } catch (error) {
      // A refusal may pass; anything else is a bug, which must be heard but not stop the others.
      if (!(error instanceof StatusError)) queueMicrotask(() => { throw error })
      return error instanceof StatusError ? 'failed' : undefined
    }
  }

  function retry(key: string): void {
    const count = failures.get(key) ?? 0
    failures.set(key, count + 1)
    cluster.clock.after(Math.min(retryDelay.first * 2 ** count, retryDelay.longest), () => add(key))
  }

  const { items, revision } = cluster.snapshot()
  let early: StoreEvent[] | undefined = []
  cluster.watch(revision, (events) => {
    if (early === undefined) take(events)
    else early.push(...events)
  }, signal)
  void takeStock()

  /** Takes in what there is, and then what has changed meanwhile; nothing is synced before all is known. */
  async function takeStock(): Promise<void> {
    running = true
    for (const object of items) {
      if (cluster.pace.isOver()) await cluster.pace.turn()
      if (signal.aborted) return
      take([{ type: 'ADDED', resource: '', namespace: object.metadata.namespace ?? '', name: object.metadata.name, revision, object }])
    }
    for (const event of early ?? []) take([event])
    early = undefined
    running = false
    begin()
  }

  function take(events: readonly StoreEvent[]): void {
    for (const event of events) for (const key of keysOf(event)) add(key)
  }

  return { add }
}

function firstOf(keys: Iterable<string>, count: number): readonly string[] {
  const first: string[] = []
  for (const key of keys) if (first.push(key) === count) break
  return first
}
