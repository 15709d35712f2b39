import { formatRef, type StoredObject } from '../../shared/model/index.ts'
import type { Cluster, ClusterTransaction } from '../cluster/index.ts'

/** Carries a result out of a transaction that must write nothing. */
class DryRun<T> extends Error {
  readonly result: T

  constructor(result: T) {
    super('dry run')
    this.result = result
  }
}

/** Runs writes in one transaction, as a command that can be undone; a dry run decides all and writes nothing. */
export async function write<T extends StoredObject>(
  cluster: Cluster, { dryRun }: { readonly dryRun: boolean }, verb: string, run: (tx: ClusterTransaction) => T,
): Promise<T> {
  if (!dryRun) return cluster.perform((object) => `${verb} ${formatRef({ kind: object.kind, name: object.metadata.name })}`, run)
  try {
    return await cluster.transact((tx): T => { throw new DryRun(run(tx)) })
  } catch (error) {
    if (error instanceof DryRun) return withRevision(error.result as T, cluster)
    throw error
  }
}

/** What was not written has the revision of what is there, or none. */
function withRevision<T extends StoredObject>(object: T, cluster: Cluster): T {
  const { resourceVersion: _never, ...metadata } = object.metadata
  const live = cluster.find({ apiVersion: object.apiVersion, kind: object.kind, namespace: metadata.namespace ?? '', name: metadata.name })
  return { ...object, metadata: live === undefined ? metadata : { ...metadata, resourceVersion: live.metadata.resourceVersion } }
}
