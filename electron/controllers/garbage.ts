import type { StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { findKind, kinds } from '../registry/index.ts'
import { formatKey, type OwnerReference, parseKey } from './owners.ts'

/** Deletes what no owner is left of, and the pods of nodes that are gone. */
export function startGarbageCollection(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

const ownerKey = 'owner'
const nodeKey = 'node'

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (event.type === 'DELETED') return [`${ownerKey}//${object.metadata.uid}`, ...(object.kind === 'Node' ? [`${nodeKey}//${event.name}`] : [])]
  const owned = object.metadata.ownerReferences !== undefined && object.metadata.deletionTimestamp === undefined
  const changed = event.type === 'ADDED' || event.previous.metadata.ownerReferences !== object.metadata.ownerReferences
  return owned && changed ? [formatKey(object.kind, object)] : []
}

function sync(tx: ClusterTransaction, key: string): undefined {
  const { kind, namespace, name } = parseKey(key)
  switch (kind) {
    case ownerKey:
      for (const one of kinds) for (const dependent of tx.ownedBy(one.kind, name)) collect(tx, dependent)
      return
    case nodeKey:
      if (tx.find('Node', '', name) === undefined) for (const pod of tx.podsOn(name)) tx.delete(pod, { gracePeriodSeconds: 0 })
      return
    default: {
      const object = tx.find(kind, namespace, name)
      if (object !== undefined) collect(tx, object)
    }
  }
}

/** An object goes when not one of its owners is there any more. */
function collect(tx: ClusterTransaction, object: StoredObject): void {
  const { ownerReferences = [], namespace = '', deletionTimestamp } = object.metadata
  if (deletionTimestamp !== undefined || ownerReferences.length === 0) return
  if (ownerReferences.every((owner) => isGone(tx, owner, namespace))) tx.delete(object)
}

/** Owners of kinds that the cluster does not know are given the benefit of the doubt. */
function isGone(tx: ClusterTransaction, owner: OwnerReference, namespace: string): boolean {
  const kind = findKind(owner.kind, owner.apiVersion)
  return kind !== undefined && tx.find(kind.kind, kind.namespaced ? namespace : '', owner.name)?.metadata.uid !== owner.uid
}
