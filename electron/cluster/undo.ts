import type { KubeObject, Pod, StoredObject } from '../../shared/model/index.ts'
import { alreadyExists } from '../../shared/status/index.ts'
import { customKindsOf, type Kind, resourceOf, resourcesOf } from '../registry/index.ts'
import type { Key, Transaction } from '../store/index.ts'
import { admitCreation } from './admission.ts'
import { deleteObject } from './delete.ts'
import { keyOf, kindOf, kindsIn, resourceName } from './objects.ts'
import { formatTime } from './time.ts'
import type { Undone } from './types.ts'
import { putChanged, type World } from './write.ts'

/** One object as it was before a command. */
export interface Before {
  readonly key: Key
  /** Undefined for one that the command made; `made` is then its uid. */
  readonly object: StoredObject | undefined
  readonly made?: string
  /** It was not the command that touched it but what followed: brought back only when it went away. */
  readonly followed: boolean
}

/** A command that can be taken back. */
export interface Step {
  readonly id: string
  /** As the person would say it: `deleted namespace/web`. */
  readonly command: string
  readonly before: readonly Before[]
  /** Uids of the pods that those deleted had beside them under the same controller. */
  readonly standing: ReadonlySet<string>
}

/** The transaction, with the state before of all that is written through it. */
export function recordChanges(tx: Transaction): { readonly tx: Transaction; readonly changes: () => readonly Before[] } {
  const before = new Map<string, { readonly key: Key; readonly object: StoredObject | undefined }>()
  const note = (key: Key) => {
    const text = `${key.resource}/${key.namespace}/${key.name}`
    if (!before.has(text)) before.set(text, { key, object: tx.get(key) })
  }
  return {
    tx: {
      ...tx,
      put: (key, object) => { note(key); return tx.put(key, object) },
      remove: (key) => { note(key); return tx.remove(key) },
    },
    changes: () => [...before.values()].flatMap(({ key, object }) => {
      const now = tx.get(key)
      if (now === object) return []
      return [{ key, object, followed: false, ...(object === undefined && now !== undefined ? { made: now.metadata.uid } : {}) }]
    }),
  }
}

/** All that goes away with an object: a namespace's content, or what an owner owns, and what that owns. Events are let go. */
export function findFollowers(tx: Transaction, object: StoredObject): readonly Before[] {
  const known = resourcesOf(kindsIn(tx).all)
  if (object.kind === 'Namespace') {
    return known.filter((kind) => kind.namespaced && kind.kind !== 'Event').flatMap((kind) => tx.list(resourceOf(kind), object.metadata.name).map((one) => follower(kind, one)))
  }
  if (object.kind === 'CustomResourceDefinition') {
    return resourcesOf(customKindsOf(object)).flatMap((kind) => tx.list(resourceOf(kind)).map((one) => follower(kind, one)))
  }
  return known.flatMap((kind) =>
    tx.select('owner', resourceOf(kind), object.metadata.uid).flatMap((one) => [follower(kind, one), ...findFollowers(tx, one)]))
}

function follower(kind: Kind, object: StoredObject): Before {
  return { key: keyOf(kind, object), object, followed: true }
}

/** Uids of all pods of the controllers of these pods. */
export function findStanding(tx: Transaction, objects: readonly StoredObject[]): ReadonlySet<string> {
  const owners = new Set(objects.filter((object) => object.kind === 'Pod').flatMap(controllerOf))
  return new Set([...owners].flatMap((owner) => tx.select('owner', 'pods', owner).map((pod) => pod.metadata.uid)))
}

/** Brings back what the step changed, in the same transaction or not at all. Throws AlreadyExists or NotFound where the place is no longer free. */
export function undoStep(tx: Transaction, world: World, step: Step): Undone {
  const made = step.before.filter((one) => one.object === undefined)
  const removed = made.filter((one) => removeMade(tx, world, one)).length
  const changed = step.before.flatMap(({ object, followed }) => (object === undefined ? [] : [{ object, followed }]))
  // A namespace must be there before its content, a definition before its objects.
  const isFirst = ({ object }: { readonly object: StoredObject }) => object.kind === 'Namespace' || object.kind === 'CustomResourceDefinition'
  const ordered = [...changed.filter(isFirst), ...changed.filter((one) => !isFirst(one))]
  const restored = ordered.filter(({ object, followed }) => restore(tx, world, object, followed)).map(({ object }) => object)
  dismissReplacements(tx, world, step, restored)
  return { command: step.command, restored: restored.length, removed }
}

function removeMade(tx: Transaction, world: World, { key, made }: Before): boolean {
  const current = tx.get(key)
  if (current === undefined || current.metadata.uid !== made) return false
  deleteObject(tx, world, current)
  return true
}

function restore(tx: Transaction, world: World, before: StoredObject, followed: boolean): boolean {
  const kind = kindOf(tx, before)
  const key = keyOf(kind, before)
  const current = tx.get(key)
  if (current === undefined) {
    const object = revive(world, kind, before)
    admitCreation(tx, kind, object)
    tx.put(key, object)
    return true
  }
  if (current.metadata.uid !== before.metadata.uid) throw alreadyExists(resourceName(kind), key.name)
  if (followed && current.metadata.deletionTimestamp === undefined) return false
  return putChanged(tx, kind, rewind(kind, before, current), current) !== current
}

/** An object that is gone, as it begins anew: same name, identity, labels and spec. */
function revive(world: World, kind: Kind, before: StoredObject): KubeObject {
  const object = { ...before, metadata: withoutDeletion(before.metadata) }
  const ended = kind.kind === 'Pod' && ['Succeeded', 'Failed'].includes((before as unknown as Pod).status?.phase ?? '')
  // No one but the write path says of a definition that its names are accepted, and they were.
  if (kind.initialStatus === undefined || ended || kind.kind === 'CustomResourceDefinition') return object
  const status = kind.initialStatus(object) as object
  if (kind.kind !== 'Pod' || !(before as unknown as Pod).spec?.nodeName) return { ...object, status }
  const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: formatTime(world.now()) }
  return { ...object, status: { ...status, conditions: [scheduled] } }
}

/** An object that is still there, as it was, but for what the cluster has made of it since: its status and its node. */
function rewind(kind: Kind, before: StoredObject, current: StoredObject): KubeObject {
  const { nodeName } = (current as unknown as Pod).spec ?? {}
  const spec = kind.kind === 'Pod' && nodeName ? { ...(before as unknown as Pod).spec, nodeName } : before['spec']
  const status = kind.kind === 'Namespace' ? before['status'] : current['status']
  const { generation } = current.metadata
  return {
    ...before,
    metadata: { ...withoutDeletion(before.metadata), ...(generation === undefined ? {} : { generation: generation + 1 }) },
    ...(spec === undefined ? {} : { spec }),
    ...(status === undefined ? {} : { status }),
  }
}

function withoutDeletion(metadata: StoredObject['metadata']): StoredObject['metadata'] {
  const { deletionTimestamp: _when, deletionGracePeriodSeconds: _grace, ...rest } = metadata
  return rest
}

/** Pods that a controller has made since in place of those that are back now would be too many: they go, so that the old ones stay. */
function dismissReplacements(tx: Transaction, world: World, step: Step, restored: readonly StoredObject[]): void {
  const back = new Set(restored.map((object) => object.metadata.uid))
  const owners = restored.filter((object) => object.kind === 'Pod').flatMap(controllerOf)
  const returned = new Map<string, number>()
  for (const owner of owners) returned.set(owner, (returned.get(owner) ?? 0) + 1)
  for (const [owner, count] of returned) {
    tx.select('owner', 'pods', owner)
      .filter((pod) => !back.has(pod.metadata.uid) && pod.metadata.deletionTimestamp === undefined && !step.standing.has(pod.metadata.uid))
      .slice(0, count)
      .forEach((pod) => deleteObject(tx, world, pod))
  }
}

function controllerOf(object: StoredObject): readonly string[] {
  return (object.metadata.ownerReferences ?? []).filter((owner) => owner.controller === true).map((owner) => owner.uid)
}
