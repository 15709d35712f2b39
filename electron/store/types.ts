import type { KubeObject, StoredObject } from '../../shared/model/index.ts'

/** Where an object lies. `resource` is the plural with its group (`pods`, `deployments.apps`); `namespace` is '' for cluster-scoped kinds. */
export interface Key {
  readonly resource: string
  readonly namespace: string
  readonly name: string
}

interface EventOf extends Key {
  /** Revision of the store after this change; every change has its own. */
  readonly revision: number
  /** After the change. Of a deletion: the last state, with the deletion's revision. Frozen. */
  readonly object: StoredObject
}

/** One change of one object. */
export type StoreEvent =
  | (EventOf & { readonly type: 'ADDED' })
  | (EventOf & { readonly type: 'MODIFIED' | 'DELETED'; readonly previous: StoredObject })

/** What a transaction reads and writes. It sees its own writes and those of every transaction before it, committed or not. */
export interface Transaction {
  get(key: Key): StoredObject | undefined
  /** All of a resource, of one namespace when given; sorted by namespace and name, the same array for as long as nothing of it changes. */
  list(resource: string, namespace?: string): readonly StoredObject[]
  /** All of a resource that an index of the store files under `value`. */
  select(index: string, resource: string, value: string): readonly StoredObject[]
  /** How many `select` would give, without looking at them. */
  count(index: string, resource: string, value: string): number
  /** Writes the object with a resourceVersion of its own and returns it, deep-frozen. Checks nothing: conflicts are the caller's matter. */
  put(key: Key, object: KubeObject): StoredObject
  /** Returns the object as it was, or undefined when there was none. */
  remove(key: Key): StoredObject | undefined
  /** Revision that the next write will have. */
  nextRevision(): number
  /** Runs a part of the transaction; when it throws, what the part wrote is taken back and the error goes on to the caller. */
  attempt<T>(run: () => T): T
}

export interface Listing {
  readonly items: readonly StoredObject[]
  /** The revision that the items show; a watch from it misses nothing. */
  readonly revision: number
}

/** How the store files objects for `select`. */
export interface Index {
  /** Whether objects of a resource are filed at all. */
  isFor(resource: string): boolean
  /** Under which values an object is found. */
  valuesOf(object: StoredObject): readonly string[]
  /** Whether all that the values follow from is the same in two states of an object: asked at every change, so it costs little. */
  isSame(before: StoredObject, after: StoredObject): boolean
}

/** By the names that `select` calls them by. */
export type Indexes = Readonly<Record<string, Index>>

/** The revisioned object store. Reads and watchers see only what is committed, that is, synced. */
export interface Store {
  /** The newest committed revision. */
  readonly revision: number
  /** The oldest revision that can be listed or watched from. */
  readonly oldestRevision: number
  get(key: Key): StoredObject | undefined
  /** Sorted by namespace and name. At `revision` when given; throws Expired for one that has left the window. */
  list(resource: string, options?: { readonly namespace?: string; readonly revision?: number }): Listing
  /** Every object of every resource. */
  all(): readonly { readonly key: Key; readonly object: StoredObject }[]
  /**
   * Calls the listener with every change after revision `from`, in order, without gap or duplicate, until `signal` aborts:
   * first, before it returns, with those already made, then with each commit's. Throws Expired when `from` has left the window.
   */
  watch(from: number, listener: (events: readonly StoreEvent[]) => void, signal: AbortSignal): void
  /**
   * Runs `run` alone, at once unless a transaction in turns goes on, and resolves with its answer when its writes, and all it may have read, are synced.
   * Rejects with what `run` threw, and then nothing is written; or with InternalError when the disk refused, and then nothing becomes visible.
   */
  transact<T>(run: (tx: Transaction) => T): Promise<T>
  /**
   * As `transact`, for what would hold the process up: others get their turn wherever `run` yields, while all transactions wait until
   * it is through. Rejects with the signal's reason when that aborts before the last step, and then nothing is written.
   */
  transactInTurns<T>(run: (tx: Transaction) => Generator<void, T>, signal?: AbortSignal): Promise<T>
  /** Resolves when all is written and the files are let go. Transactions after it reject. */
  close(): Promise<void>
}
