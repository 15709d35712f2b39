import { StatusError } from '../../shared/status/index.ts'
import type { Cluster, StoreEvent } from '../cluster/index.ts'

/** Watches from a revision on, as the cluster's `watch`; false where its history does not reach back that far, or not yet so far. */
export function watchSince(cluster: Cluster, revision: number, listener: (events: readonly StoreEvent[]) => void, signal: AbortSignal): boolean {
  if (revision > cluster.revision) return false
  try {
    cluster.watch(revision, listener, signal)
    return true
  } catch (error) {
    if (error instanceof StatusError && error.status.reason === 'Expired') return false
    throw error
  }
}
