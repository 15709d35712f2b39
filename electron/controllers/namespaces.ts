import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { kinds } from '../registry/index.ts'

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
  const namespace = tx.find('Namespace', '', name)
  if (namespace?.metadata.deletionTimestamp === undefined) return undefined
  const content = kinds.filter((kind) => kind.namespaced).flatMap((kind) => tx.list(kind.kind, name))
  const standing = content.filter((object) => object.metadata.deletionTimestamp === undefined)
  for (const object of standing.slice(0, burst)) tx.delete(object)
  if (standing.length > burst) return 'again'
  // What is left is on its way out; the last to go calls us again. Deleting may just have emptied it, too.
  if (kinds.every((kind) => !kind.namespaced || tx.list(kind.kind, name).length === 0)) tx.finish(namespace)
  return undefined
}
