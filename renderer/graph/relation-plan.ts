import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { NamespaceEntry, Replica } from '../state/index.ts'
import { cellRect } from './box.ts'
import type { Layout } from './layout.ts'
import type { Relations } from './relations.ts'
import type { Point } from './view.ts'

/** What ties an object to a pod: it is the pod's controller, or only its selector takes the pod. */
export type Tie = 'owns' | 'selects'

/** All edges of one tie from an object to the pods of one box. */
export interface Bundle {
  readonly from: string
  readonly tie: Tie
  /** Index of the box. */
  readonly box: number
  readonly slots: readonly number[]
  /** The middle of these pods, in units. */
  readonly middle: Point
}

/** Objects that are related to the pods in question, and how. */
export interface RelationPlan {
  /** With the box at which each is to be shown; by box, kind and name. */
  readonly objects: readonly { readonly object: ObjectSummary; readonly box: number }[]
  /** The same, and the bundles, by the index of their box: only those in view are looked at. */
  readonly objectsOf: ReadonlyMap<number, readonly ObjectSummary[]>
  readonly bundlesOf: ReadonlyMap<number, readonly Bundle[]>
  readonly bundles: readonly Bundle[]
  /** Pods that have an edge. */
  readonly pods: number
  /** Owners of owners, by uid. */
  readonly chains: readonly { readonly from: string; readonly to: string }[]
}

/** The pods and other objects whose relations are asked for. */
export interface Question {
  /** Whether the pod in a slot is in question. */
  readonly asks: (slot: number) => boolean
  /** The namespaces that they are in. */
  readonly namespaces: Iterable<Pick<NamespaceEntry, 'index' | 'name'>>
  /** uids of objects all of whose pods are in question. */
  readonly objects: ReadonlySet<string>
}

/** Kinds in the order in which they are shown. */
const ORDER = ['Service', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'PodDisruptionBudget', 'NetworkPolicy']
const rank = (kind: string): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length)

/** Pods that are looked at before whoever runs the plan may pause. */
const PODS_A_STEP = 500

const byPlace = (a: RelationPlan['objects'][number], b: RelationPlan['objects'][number]): number =>
  a.box - b.box || rank(a.object.kind) - rank(b.object.kind) || (a.object.name < b.object.name ? -1 : 1)

/**
 * Plans the relations of some pods and objects, as they lie in a layout. O(pods that the objects of these namespaces take); yields
 * after each object, so that whoever runs it can pause there.
 */
export function* planRelations(
  relations: Relations, replica: Pick<Replica, 'get' | 'pods' | 'podsIn'>, layout: Layout, { asks, namespaces, objects }: Question,
): Generator<undefined, RelationPlan> {
  const shown = new Map<string, { object: ObjectSummary; box: number }>()
  const bundles: Bundle[] = []
  const related = new Uint8Array(replica.pods.capacity)
  const chains = new Map<string, { from: string; to: string }>()

  const show = (object: ObjectSummary, box: number) => {
    if (!shown.has(object.uid)) shown.set(object.uid, { object, box })
  }
  const ownerOf = (object: ObjectSummary | undefined) => (object?.owner === undefined ? undefined : replica.get(object.owner.uid))

  /** Shows an object's owners, up to the last. */
  const climb = (object: ObjectSummary, box: number) => {
    let below = object
    // A Deployment has its pods through its ReplicaSets, a CronJob through its Jobs.
    for (let owner = ownerOf(below); owner !== undefined && owner.namespace !== ''; owner = ownerOf(below)) {
      const key = `${owner.uid} ${below.uid}`
      if (chains.has(key)) return
      show(owner, box)
      chains.set(key, { from: owner.uid, to: below.uid })
      below = owner
    }
  }

  /** Takes up an object's edges to pods; `home` is the box where it is shown if it has none. */
  const tie = (source: ObjectSummary, slots: readonly number[], home: number | null) => {
    const groups = new Map<string, { tie: Tie; box: number; slots: number[]; x: number; y: number }>()
    let first = -1
    for (const slot of slots) {
      const place = layout.placeOf(slot)
      if (place === undefined) continue
      const pod = replica.pods.at(slot)
      if (first < 0) first = place.box.namespace
      const how = pod?.owner?.uid === source.uid ? 'owns' : 'selects'
      // A Deployment has its pods through its ReplicaSets.
      if (how === 'selects' && ownerOf(pod)?.owner?.uid === source.uid) continue
      const key = `${how} ${place.box.namespace}`
      let group = groups.get(key)
      if (group === undefined) groups.set(key, (group = { tie: how, box: place.box.namespace, slots: [], x: 0, y: 0 }))
      const rect = cellRect(place.box, place.cell)
      group.slots.push(slot)
      related[slot] = 1
      group.x += rect.x + rect.width / 2
      group.y += rect.y + rect.height / 2
    }
    const at = first >= 0 ? first : home
    if (at === null || !layout.boxes.has(at)) return
    show(source, at)
    climb(source, at)
    for (const { tie: how, box, slots: members, x, y } of groups.values()) {
      bundles.push({ from: source.uid, tie: how, box, slots: members, middle: { x: x / members.length, y: y / members.length } })
    }
  }

  for (const { index, name } of namespaces) {
    for (const { source, slots } of relations.takenIn(name)) {
      yield
      const all = objects.has(source.uid)
      tie(source, all ? slots : slots.filter(asks), all ? index : null)
    }
    // Owners that select nothing: objects of custom kinds, and the Nodes of static pods.
    const owned = new Map<ObjectSummary, number[]>()
    for (const [at, slot] of replica.podsIn(index).entries()) {
      if (at % PODS_A_STEP === 0) yield
      const owner = ownerOf(replica.pods.at(slot))
      if (owner === undefined || owner.selects !== undefined || (!asks(slot) && !objects.has(owner.uid))) continue
      const list = owned.get(owner)
      if (list === undefined) owned.set(owner, [slot])
      else list.push(slot)
    }
    for (const [owner, slots] of owned) {
      yield
      tie(owner, slots, null)
    }
  }
  const objectList = [...shown.values()].sort(byPlace)
  return {
    pods: related.reduce((sum, one) => sum + one, 0), objects: objectList, bundles, chains: [...chains.values()],
    objectsOf: grouped(objectList, ({ box }) => box, ({ object }) => object), bundlesOf: grouped(bundles, ({ box }) => box, (bundle) => bundle),
  }
}

function grouped<From, To>(items: readonly From[], keyOf: (item: From) => number, valueOf: (item: From) => To): ReadonlyMap<number, readonly To[]> {
  const groups = new Map<number, To[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [valueOf(item)])
    else group.push(valueOf(item))
  }
  return groups
}
