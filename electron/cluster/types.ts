import type { KubeObject, ObjectRef, StoredObject, StringMap } from '../../shared/model/index.ts'
import type { FieldError } from '../../shared/model/index.ts'
import type { Kinds } from '../registry/index.ts'
import type { Pace, StoreEvent } from '../store/index.ts'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'
import type { Occurrence } from './record-event.ts'

export interface ObjectList {
  readonly items: readonly StoredObject[]
  /** The revision that the items show; a watch from it misses nothing. */
  readonly revision: number
}

export interface ListOptions {
  readonly namespace?: string
  /** As `kubectl get -l` takes it. */
  readonly labelSelector?: string
  /** As `kubectl get --field-selector` takes it: `status.phase=Running,spec.nodeName!=node-1`. */
  readonly fieldSelector?: string
  readonly revision?: number
}

export interface DeleteOptions {
  /** Seconds; unset is the object's own (30 for most pods), 0 is at once. */
  readonly gracePeriodSeconds?: number
  /** What becomes of what the object owns: it goes after it (the default), before it, or stays. */
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
}

export interface LabelChange {
  readonly set: StringMap
  readonly remove: readonly string[]
  readonly overwrite: boolean
}

/** What a command did, and the step that takes it back. */
export interface Done {
  readonly objects: readonly StoredObject[]
  /** Absent when nothing changed. */
  readonly undo?: string
}

export interface ApplyOptions {
  /** As `kubectl -n`: for objects that name no namespace; others must name the same one. */
  readonly namespace?: string
  /** Decide all, write nothing. */
  readonly dryRun?: boolean
  /** The file of the object at a place, as the person knows it; kubectl names it in some errors. */
  readonly source?: (place: number) => string
  /** Called with the number of objects that have been decided so far. */
  readonly onProgress?: (done: number) => void
  /** Until all are decided, it takes back everything; `apply` then rejects with its reason. */
  readonly signal?: AbortSignal
}

export type ApplyOutcome =
  | { readonly outcome: 'created' | 'configured' | 'unchanged'; readonly ref: ObjectRef; readonly object: StoredObject; readonly warnings: readonly string[] }
  | {
    readonly outcome: 'refused'
    /** Absent when the object has not even a kind and a name. */
    readonly ref?: ObjectRef
    /** The server's (or kubectl's) own words. */
    readonly message: string
    readonly reason: string
    /** The parts of `message` that name a field, one an error; empty when none does. */
    readonly fieldErrors: readonly FieldError[]
    /** The field that `message` as a whole is about, if it is about one. */
    readonly field?: string
  }

export interface ApplyReport {
  /** Everything was written; false when any object was refused (then nothing was) or under `dryRun`. */
  readonly applied: boolean
  /** One an object, in the order given; with `applied: false`, what would happen. */
  readonly outcomes: readonly ApplyOutcome[]
  /** Names the step for `undo`; absent when nothing changed. */
  readonly undo?: string
}

export interface Undone {
  /** What was undone, as the person would say it: `deleted namespace/web`. */
  readonly command: string
  readonly restored: number
  readonly removed: number
}

/** Verbs inside one transaction; all throw StatusError. Controllers and the commands below work through it. */
export interface ClusterTransaction {
  now(): number
  /** The kinds that the cluster has, custom ones too. */
  kinds(): Kinds
  /** Undefined when there is none. `kind` is a kind's name, or of a custom one its resource (`widgets.example.com`). */
  find(kind: string, namespace: string, name: string): StoredObject | undefined
  list(kind: string, namespace?: string): readonly StoredObject[]
  /** Objects that carry an ownerReference with this uid. */
  ownedBy(kind: string, uid: string): readonly StoredObject[]
  /** How many pods a controller has that have neither ended nor are going, and how many of them are ready; the cost does not grow with them. */
  countActive(uid: string): { readonly active: number; readonly ready: number }
  /** Objects of a namespace that no controller owns. */
  orphans(kind: string, namespace: string): readonly StoredObject[]
  /** Pods bound to a node; '' gives those bound to none. */
  podsOn(node: string): readonly StoredObject[]
  create(object: KubeObject): StoredObject
  /** Whole object in, checked against what may change. A `metadata.resourceVersion` that is not the current one is a Conflict. */
  update(object: KubeObject): StoredObject
  /** Only `status` of the object counts. */
  updateStatus(object: KubeObject): StoredObject
  /** Only the ephemeral containers of the pod count (`pods/ephemeralcontainers`); they can be added, not changed or taken away. */
  updateEphemeralContainers(pod: KubeObject): StoredObject
  /** Binds a pod to a node (`pods/binding`). */
  bind(pod: StoredObject, node: string): StoredObject
  delete(object: KubeObject, options?: DeleteOptions): StoredObject
  /** The end of a graceful deletion, by whoever carried it out: the object goes when no finalizer is left. */
  finish(object: KubeObject): void
  /** Tells of something that happened to an object. */
  record(about: StoredObject, occurrence: Occurrence): void
  /** A part that may fail on its own: when it throws, what it wrote is taken back. */
  attempt<T>(run: () => T): T
}

export interface Cluster {
  readonly clock: Clock
  readonly random: Random
  /** How work that takes long lets others have their turn. */
  readonly pace: Pace
  /** The newest committed revision. */
  readonly revision: number
  /** The kinds that the cluster has at the newest revision, custom ones too. */
  readonly kinds: Kinds
  /** Throws NotFound. */
  get(ref: ObjectRef): StoredObject
  find(ref: ObjectRef): StoredObject | undefined
  /** Sorted by namespace and name. Throws BadRequest for a selector that cannot be read, Expired for a revision past the window. */
  list(kind: string, options?: ListOptions): ObjectList
  /** Every object of every kind, with the revision to watch from. */
  snapshot(): ObjectList
  /** Every change after `from`, as the store's `watch`. Throws Expired. */
  watch(from: number, listener: (events: readonly StoreEvent[]) => void, signal: AbortSignal): void
  create(object: KubeObject, options?: { readonly namespace?: string }): Promise<Done>
  update(object: KubeObject): Promise<Done>
  /** Sets and removes labels as `kubectl label` does, on all objects or on none. */
  label(refs: readonly ObjectRef[], change: LabelChange): Promise<Done>
  /** Deletes all or none. An object that is already gone is NotFound. */
  delete(refs: readonly ObjectRef[], options?: DeleteOptions): Promise<Done>
  /** All objects or none, in one transaction. A namespace counts for the whole set wherever in it it stands. */
  apply(objects: readonly KubeObject[], options?: ApplyOptions): Promise<ApplyReport>
  /** Takes back the step named, or the newest. Throws NotFound when there is none. */
  undo(id?: string): Promise<Undone>
  /** Any writes in one transaction that can be taken back; `say` names what they did, as the person would. */
  perform<T>(say: (result: T) => string, run: (tx: ClusterTransaction) => T): Promise<T>
  /** For controllers: many writes in one transaction, not recorded for undo. */
  transact<T>(run: (tx: ClusterTransaction) => T): Promise<T>
  /** Resolves when all is written and the files are let go. */
  close(): Promise<void>
}
