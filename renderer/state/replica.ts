import { POD_STATES, type ClusterBatch, type ObjectSummary } from '../../shared/ipc/contract.ts'
import { createLabelIndex, type LabelIndex } from '../../shared/selector/index.ts'
import { createKindGroups, type Kinds } from './kind-groups.ts'
import { createNameOrder, type NameOrder } from './name-order.ts'

/**
 * The pods of the cluster in columns. A pod keeps its slot (a small integer) while it lives; the slot of one that is gone is used
 * again. Columns grow with `capacity`: read them from the table each time, never keep one.
 */
export interface PodTable {
  /** Slots handed out so far: columns are valid for `0 <= slot < capacity`. */
  readonly capacity: number
  readonly count: number
  /** 1 where a pod lives. */
  readonly alive: Uint8Array
  /** Index into POD_STATES. */
  readonly state: Uint8Array
  /** The pod's namespace, as an index into `Replica.namespaces`. */
  readonly namespace: Int32Array
  /** The pod in a slot, or undefined where none lives. */
  at(slot: number): ObjectSummary | undefined
  /** The slot of the pod with this uid, or -1. */
  slotOf(uid: string): number
}

/** A namespace as the window shows it; also made for one that is only named by a pod. Its index is never used for another name. */
export interface NamespaceEntry {
  readonly index: number
  readonly name: string
  /** Absent once it is gone (or before it is known). */
  readonly object: ObjectSummary | undefined
  readonly pods: number
}

/** What the last batch changed, so that what follows from the replica can be brought up to date without looking at all of it. */
export interface ReplicaChange {
  readonly reset: boolean
  /** Slots whose pod came, went or changed. */
  readonly slots: readonly number[]
  /** Kinds of which an object came, went or changed. */
  readonly kinds: ReadonlySet<string>
}

/** The window's copy of the cluster: what the main process has told, folded batch by batch. */
export interface Replica {
  readonly revision: number
  /** Cluster clock of the last batch, ms since 1970. */
  readonly now: number
  /** Goes up when objects other than Events come or go: until then whatever only says which there are stays true. */
  readonly turnover: number
  /** Slots of the pods of a namespace, by its index, in the order of their names; the same list until pods of it come or go. */
  podsIn(namespace: number): readonly number[]
  readonly pods: PodTable
  /** The pods' labels by slot, scoped by the name of their namespace. */
  readonly labels: Pick<LabelIndex, 'select' | 'countIn' | 'vocabulary' | 'version'>
  readonly namespaces: readonly NamespaceEntry[]
  get(uid: string): ObjectSummary | undefined
  /** Every object but pods, by uid. */
  readonly others: ReadonlyMap<string, ObjectSummary>
  /** Objects of a namespace ('' for what has none) but pods, namespaces and Events, by kind; the same map until one comes or goes. */
  othersIn(namespace: string): Kinds
  /** Folds a batch in. After any batches the replica equals one made from the whole cluster at once, slots apart. */
  apply(batch: ClusterBatch): ReplicaChange
}

const FIRST_CAPACITY = 64

export function createReplica(): Replica {
  let revision = 0
  let now = 0
  let turnover = 0
  let size = 0
  let count = 0
  let alive = new Uint8Array(FIRST_CAPACITY)
  let state = new Uint8Array(FIRST_CAPACITY)
  let namespace = new Int32Array(FIRST_CAPACITY)
  let rows: (ObjectSummary | undefined)[] = []
  let free: number[] = []
  const slots = new Map<string, number>()
  const labels = createLabelIndex()
  const others = new Map<string, ObjectSummary>()
  const kindGroups = createKindGroups()
  const namespaces: { index: number; name: string; object: ObjectSummary | undefined; pods: number }[] = []
  const orders: NameOrder[] = []
  const namespaceIndex = new Map<string, number>()

  const entryOf = (name: string) => {
    let index = namespaceIndex.get(name)
    if (index === undefined) {
      index = namespaces.length
      namespaceIndex.set(name, index)
      namespaces.push({ index, name, object: undefined, pods: 0 })
      orders.push(createNameOrder((slot) => rows[slot]!.name))
    }
    return namespaces[index]!
  }

  const grow = () => {
    if (size < alive.length) return
    const wider = <Column extends Uint8Array | Int32Array>(column: Column, next: Column): Column => {
      next.set(column)
      return next
    }
    const length = alive.length * 2
    alive = wider(alive, new Uint8Array(length))
    state = wider(state, new Uint8Array(length))
    namespace = wider(namespace, new Int32Array(length))
  }

  const putPod = (pod: ObjectSummary): number => {
    const entry = entryOf(pod.namespace)
    let slot = slots.get(pod.uid)
    if (slot === undefined) {
      slot = free.pop() ?? size++
      grow()
      slots.set(pod.uid, slot)
      alive[slot] = 1
      namespace[slot] = entry.index
      entry.pods++
      orders[entry.index]!.add(slot)
      turnover++
      count++
    }
    state[slot] = POD_STATES.indexOf(pod.pod?.state ?? 'unknown')
    rows[slot] = pod
    labels.put(slot, pod.namespace, pod.labels)
    return slot
  }

  const dropPod = (uid: string, slot: number) => {
    slots.delete(uid)
    rows[slot] = undefined
    labels.remove(slot)
    alive[slot] = 0
    const entry = namespaces[namespace[slot]!]!
    entry.pods--
    orders[entry.index]!.remove(slot)
    turnover++
    count--
    free.push(slot)
  }

  const forgetAll = () => {
    alive.fill(0)
    rows = []
    free = []
    size = 0
    count = 0
    slots.clear()
    labels.clear()
    others.clear()
    kindGroups.clear()
    turnover++
    for (const entry of namespaces) {
      entry.object = undefined
      entry.pods = 0
      orders[entry.index]!.clear()
    }
  }

  const pods: PodTable = {
    get capacity() { return size },
    get count() { return count },
    get alive() { return alive },
    get state() { return state },
    get namespace() { return namespace },
    at: (slot) => rows[slot],
    slotOf: (uid) => slots.get(uid) ?? -1,
  }

  return {
    get revision() { return revision },
    get now() { return now },
    get turnover() { return turnover },
    podsIn: (index) => orders[index]?.slots() ?? [],
    pods,
    labels,
    namespaces,
    others,
    othersIn: kindGroups.in,
    get: (uid) => {
      const slot = slots.get(uid)
      return slot === undefined ? others.get(uid) : rows[slot]
    },
    apply(batch) {
      const touched: number[] = []
      const kinds = new Set<string>()
      if (batch.reset) forgetAll()
      for (const uid of batch.removed) {
        const slot = slots.get(uid)
        if (slot !== undefined) {
          dropPod(uid, slot)
          touched.push(slot)
          kinds.add('Pod')
          continue
        }
        const other = others.get(uid)
        if (other === undefined) continue
        others.delete(uid)
        kindGroups.drop(other)
        kinds.add(other.kind)
        if (other.kind !== 'Event') turnover++
        if (other.kind === 'Namespace' && entryOf(other.name).object?.uid === uid) entryOf(other.name).object = undefined
      }
      for (const object of batch.changed) {
        kinds.add(object.kind)
        if (object.kind === 'Pod') touched.push(putPod(object))
        else {
          if (object.kind !== 'Event' && !others.has(object.uid)) turnover++
          others.set(object.uid, object)
          kindGroups.put(object)
          if (object.kind === 'Namespace') entryOf(object.name).object = object
        }
      }
      revision = batch.revision
      now = batch.now
      return { reset: batch.reset, slots: touched, kinds }
    },
  }
}
