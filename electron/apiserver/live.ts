import type { StoredObject } from '../../shared/model/index.ts'
import { notFound } from '../../shared/status/index.ts'
import type { ClusterTransaction } from '../cluster/index.ts'
import type { Call } from './call.ts'

/** The object that a path names, within a transaction. Throws NotFound. */
export function findLive(tx: Pick<ClusterTransaction, 'find'>, { resource, route }: Call): StoredObject {
  const live = tx.find(resource.key, route.namespace, route.name)
  if (live === undefined) throw notFound(resource, route.name)
  return live
}

/** The same as it is committed. Throws NotFound. */
export function readLive({ cluster, resource, route }: Call): StoredObject {
  const { apiVersion, kind } = resource.registered
  const live = cluster.find({ apiVersion, kind, namespace: route.namespace, name: route.name })
  if (live === undefined) throw notFound(resource, route.name)
  return live
}
