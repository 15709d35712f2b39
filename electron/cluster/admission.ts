import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { forbidden, notFound } from '../../shared/status/index.ts'
import type { Kind } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { resourceName } from './objects.ts'

const namespaces = { plural: 'namespaces', group: '' }
const immortal = new Set(['default', 'kube-system', 'kube-public'])

/** Upstream's NamespaceLifecycle on creation: throws NotFound without the namespace, Forbidden when it is going. */
export function admitCreation(tx: Transaction, kind: Kind, object: KubeObject): void {
  if (!kind.namespaced) return
  const name = object.metadata.namespace ?? ''
  const namespace = tx.get({ resource: 'namespaces', namespace: '', name })
  if (namespace === undefined) throw notFound(namespaces, name)
  if (namespace.metadata.deletionTimestamp === undefined) return
  throw forbidden(resourceName(kind), object.metadata.name ?? '', `unable to create new content in namespace ${name} because it is being terminated`)
}

/** The same on deletion: throws Forbidden for the namespaces that every cluster has. */
export function admitDeletion(kind: Kind, object: StoredObject): void {
  if (kind.kind === 'Namespace' && immortal.has(object.metadata.name)) throw forbidden(namespaces, object.metadata.name, 'this namespace may not be deleted')
}
