import type { KubeObject, Pod, StoredObject } from '../../shared/model/index.ts'
import { customKindsOf, type Kind, resourceOf, resourcesOf } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { admitDeletion } from './admission.ts'
import { keyOf, kindOf, kindsIn, missing } from './objects.ts'
import { formatTime } from './time.ts'
import type { DeleteOptions } from './types.ts'
import { putChanged, type World } from './write.ts'

/** Upstream's, by which a definition waits for its objects. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io'

/**
 * Deletes as the API server does: what has a grace period or finalizers is only marked, the rest goes at once.
 * Returns the object as it is then, or was last. Throws NotFound or Forbidden.
 */
export function deleteObject(tx: Transaction, world: World, given: KubeObject, options: DeleteOptions = {}): StoredObject {
  const kind = kindOf(tx, given)
  const current = tx.get(keyOf(kind, given))
  if (current === undefined) throw missing(kind, given.metadata.name ?? '')
  admitDeletion(kind, current)
  if (options.propagationPolicy === 'Orphan') orphanDependents(tx, current)
  const object = options.propagationPolicy === 'Foreground' ? holdBack(tx, kind, current) : current
  switch (kind.kind) {
    case 'Namespace': return markNamespace(tx, world, kind, object)
    case 'Pod': return deletePod(tx, world, kind, object, options)
    case 'CustomResourceDefinition': return deleteDefinition(tx, world, kind, object)
    default:
      if (!isHeld(object)) return tx.remove(keyOf(kind, object)) ?? object
      return object.metadata.deletionTimestamp === undefined ? mark(tx, world, kind, object, 0) : object
  }
}

/** A definition takes its objects along; while finalizers hold any of them, they hold it. */
function deleteDefinition(tx: Transaction, world: World, kind: Kind, definition: StoredObject): StoredObject {
  const instances = () => resourcesOf(customKindsOf(definition)).flatMap((own) => tx.list(resourceOf(own)))
  for (const instance of instances()) deleteObject(tx, world, instance)
  const { finalizers = [] } = definition.metadata
  if (instances().length === 0 && finalizers.every((one) => one === cleanupFinalizer)) return tx.remove(keyOf(kind, definition)) ?? definition
  const held = finalizers.includes(cleanupFinalizer) ? definition : { ...definition, metadata: { ...definition.metadata, finalizers: [...finalizers, cleanupFinalizer] } }
  return held.metadata.deletionTimestamp === undefined ? mark(tx, world, kind, held, 0) : held
}

/** Garbage collection takes the finalizer away when all that it owns is gone. */
function holdBack(tx: Transaction, kind: Kind, object: StoredObject): StoredObject {
  const { finalizers = [] } = object.metadata
  if (finalizers.includes('foregroundDeletion')) return object
  return putChanged(tx, kind, { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, 'foregroundDeletion'] } }, object)
}

/** Removes an object whose deletion has come to its end, unless finalizers still hold it or it has made way for another. */
export function finishDeletion(tx: Transaction, object: KubeObject): void {
  const kind = kindOf(tx, object)
  const current = tx.get(keyOf(kind, object))
  if (current === undefined || current.metadata.uid !== object.metadata.uid) return
  if (!isHeld(current)) tx.remove(keyOf(kind, current))
  // What still holds it ends the deletion by letting go.
  else putChanged(tx, kind, { ...current, metadata: { ...current.metadata, deletionGracePeriodSeconds: 0 } }, current)
}

function isHeld(object: StoredObject): boolean {
  return (object.metadata.finalizers ?? []).length > 0
}

function markNamespace(tx: Transaction, world: World, kind: Kind, current: StoredObject): StoredObject {
  if (current.metadata.deletionTimestamp !== undefined) return current
  const marked = withDeletion(current, world.now(), 0)
  return putChanged(tx, kind, { ...marked, status: { phase: 'Terminating' } }, current)
}

function deletePod(tx: Transaction, world: World, kind: Kind, current: StoredObject, options: DeleteOptions): StoredObject {
  const grace = graceOf(current as unknown as Pod, options)
  const left = current.metadata.deletionGracePeriodSeconds
  // A second deletion can only make the first one shorter.
  if (left !== undefined && grace >= left) return current
  if (grace > 0 || isHeld(current)) return mark(tx, world, kind, current, grace)
  return tx.remove(keyOf(kind, current)) ?? current
}

/** Seconds. A pod that runs nowhere, or no longer, has nothing to end gracefully. */
function graceOf(pod: Pod, { gracePeriodSeconds }: DeleteOptions): number {
  const { phase } = pod.status ?? {}
  if (!pod.spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0
  const grace = gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
  return grace < 0 ? 1 : grace
}

function mark(tx: Transaction, world: World, kind: Kind, current: StoredObject, grace: number): StoredObject {
  return putChanged(tx, kind, withDeletion(current, world.now() + grace * 1000, grace), current)
}

function withDeletion(object: StoredObject, at: number, grace: number): KubeObject {
  const { generation } = object.metadata
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(generation === undefined ? {} : { generation: generation + 1 }),
      deletionTimestamp: formatTime(at),
      deletionGracePeriodSeconds: grace,
    },
  }
}

function orphanDependents(tx: Transaction, owner: StoredObject): void {
  for (const kind of resourcesOf(kindsIn(tx).all)) {
    for (const dependent of tx.select('owner', resourceOf(kind), owner.metadata.uid)) {
      const { ownerReferences = [], ...meta } = dependent.metadata
      const left = ownerReferences.filter((reference) => reference.uid !== owner.metadata.uid)
      putChanged(tx, kind, { ...dependent, metadata: { ...meta, ...(left.length === 0 ? {} : { ownerReferences: left }) } }, dependent)
    }
  }
}
