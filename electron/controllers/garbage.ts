import type { StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { findKind, resourceOf, resourcesOf } from '../registry/index.ts'
import { decideCollection, foregroundFinalizer, isWaiting } from './garbage-plan.ts'
import { formatKey, type OwnerReference, parseKey } from './owners.ts'

/** Deletes what no owner is left of, and the pods of nodes that are gone. */
export function startGarbageCollection(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

const ownerKey = 'owner'
const nodeKey = 'node'

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (event.type === 'DELETED') {
    const blocked = (object.metadata.ownerReferences ?? []).map((owner) => `${owner.kind}/${event.namespace}/${owner.name}`)
    return [`${ownerKey}//${object.metadata.uid}`, ...blocked, ...(object.kind === 'Node' ? [`${nodeKey}//${event.name}`] : [])]
  }
  if (isWaiting(object)) return [formatKey(object.kind, object)]
  const owned = object.metadata.ownerReferences !== undefined && object.metadata.deletionTimestamp === undefined
  const changed = event.type === 'ADDED' || event.previous.metadata.ownerReferences !== object.metadata.ownerReferences
  return owned && changed ? [formatKey(object.kind, object)] : []
}

function sync(tx: ClusterTransaction, key: string): undefined {
  const { kind, namespace, name } = parseKey(key)
  switch (kind) {
    case ownerKey:
      for (const dependent of dependentsOf(tx, name)) collect(tx, dependent)
      return
    case nodeKey:
      if (tx.find('Node', '', name) === undefined) for (const pod of tx.podsOn(name)) tx.delete(pod, { gracePeriodSeconds: 0 })
      return
    default: {
      const known = findKind(kind)
      if (known === undefined) return
      const object = tx.find(kind, known.namespaced ? namespace : '', name)
      if (object === undefined) return
      if (isWaiting(object)) clearTheWay(tx, object)
      else collect(tx, object)
    }
  }
}

function dependentsOf(tx: ClusterTransaction, uid: string): readonly StoredObject[] {
  return resourcesOf(tx.kinds().all).flatMap((kind) => tx.ownedBy(resourceOf(kind), uid))
}

function collect(tx: ClusterTransaction, object: StoredObject): void {
  const { namespace = '' } = object.metadata
  const decision = decideCollection(object, (owner) => stateOfOwner(tx, owner, namespace))
  switch (decision.decision) {
    case 'keep': return
    case 'release': {
      const { ownerReferences: _owners, ...metadata } = object.metadata
      tx.update({ ...object, metadata: { ...metadata, ownerReferences: decision.ownerReferences } })
      return
    }
    case 'delete': tx.delete(object, { propagationPolicy: decision.propagationPolicy })
  }
}

/** Deletes the dependents of an object that waits for them, and lets it go when none of those that hold it is left. */
function clearTheWay(tx: ClusterTransaction, object: StoredObject): void {
  for (const dependent of dependentsOf(tx, object.metadata.uid)) collect(tx, dependent)
  const holding = dependentsOf(tx, object.metadata.uid)
    .filter((dependent) => dependent.metadata.ownerReferences?.some((owner) => owner.uid === object.metadata.uid && owner.blockOwnerDeletion === true))
  if (holding.length > 0) return
  const current = tx.find(object.kind, object.metadata.namespace ?? '', object.metadata.name)
  if (current === undefined) return
  const { finalizers = [], ...metadata } = current.metadata
  const left = finalizers.filter((finalizer) => finalizer !== foregroundFinalizer)
  tx.update({ ...current, metadata: { ...metadata, ...(left.length === 0 ? {} : { finalizers: left }) } })
}

/** Owners of kinds that the cluster does not know are given the benefit of the doubt. */
function stateOfOwner(tx: ClusterTransaction, owner: OwnerReference, namespace: string): 'there' | 'gone' | 'waiting' {
  const kind = tx.kinds().find(owner.kind, owner.apiVersion)
  if (kind === undefined) return 'there'
  const found = tx.find(resourceOf(kind), kind.namespaced ? namespace : '', owner.name)
  if (found?.metadata.uid !== owner.uid) return 'gone'
  return isWaiting(found) ? 'waiting' : 'there'
}
