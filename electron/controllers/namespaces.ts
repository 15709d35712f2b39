import type { Namespace, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { groupOf, resourceOf, resourcesOf } from '../registry/index.ts'
import { countRemains, describeDeletion } from './namespaces-plan.ts'

/** Objects that one sync deletes at most. */
const burst = 500

/** Empties a namespace that was deleted, pods gracefully, and then lets it go. */
export function startNamespaces(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  if (event.object.kind === 'Namespace') return event.object.metadata.deletionTimestamp === undefined ? [] : [event.name]
  return event.type === 'DELETED' && event.namespace !== '' ? [event.namespace] : []
}

function sync(tx: ClusterTransaction, name: string): 'again' | undefined {
  const namespace = tx.find('Namespace', '', name) as StoredObject<Namespace> | undefined
  if (namespace?.metadata.deletionTimestamp === undefined) return undefined
  const standing = contentOf(tx, name).filter(({ object }) => object.metadata.deletionTimestamp === undefined)
  for (const { object, kind } of standing.slice(0, burst)) if (tx.find(kind, name, object.metadata.name)?.metadata.uid === object.metadata.uid) tx.delete(object)
  if (standing.length > burst) return 'again'
  // What is left is on its way out; the last to go calls us again. Deleting may just have emptied it, too.
  const left = contentOf(tx, name)
  if (left.length === 0) {
    tx.finish(namespace)
    return undefined
  }
  const conditions = describeDeletion(namespace.status?.conditions, countRemains(left), formatTime(tx.now()))
  tx.updateStatus({ ...namespace, status: { ...namespace.status, phase: 'Terminating', conditions } })
  return undefined
}

interface Content {
  /** As `ClusterTransaction` calls the kind. */
  readonly kind: string
  /** As the namespace's conditions name it: `pods.`, `deployments.apps`. */
  readonly resource: string
  readonly object: StoredObject
}

function contentOf(tx: ClusterTransaction, name: string): readonly Content[] {
  return resourcesOf(tx.kinds().all).filter((kind) => kind.namespaced).flatMap((kind) =>
    tx.list(resourceOf(kind), name).map((object) => ({ kind: resourceOf(kind), resource: `${kind.plural}.${groupOf(kind)}`, object })))
}
