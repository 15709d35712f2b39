import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'

const definitionKind = 'CustomResourceDefinition'

/** Lets go of a definition that was deleted when the last of its objects is gone. */
export function startCustomResources(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf({ type, object, resource }: StoreEvent): readonly string[] {
  if (object.kind === definitionKind) return type === 'DELETED' || object.metadata.deletionTimestamp === undefined ? [] : [object.metadata.name]
  // A definition is called as its resource is.
  return type === 'DELETED' && resource.includes('.') ? [resource] : []
}

function sync(tx: ClusterTransaction, name: string): undefined {
  const definition = tx.find(definitionKind, '', name)
  if (definition?.metadata.deletionTimestamp !== undefined) tx.delete(definition)
}
