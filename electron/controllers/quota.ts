import type { ResourceQuota, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, countUsage, startReconciler, type StoreEvent } from '../cluster/index.ts'

/** Keeps what is used of every ResourceQuota in its status. */
export function startQuotas(cluster: Cluster, signal: AbortSignal): void {
  const quotas = new Map<string, number>()

  function keysOf(event: StoreEvent): readonly string[] {
    const { kind } = event.object
    if (kind === 'ResourceQuota') {
      const change = event.type === 'ADDED' ? 1 : event.type === 'DELETED' ? -1 : 0
      quotas.set(event.namespace, (quotas.get(event.namespace) ?? 0) + change)
    }
    // Most namespaces have no quota: their changes need no look.
    return event.namespace !== '' && kind !== 'Event' && (quotas.get(event.namespace) ?? 0) > 0 ? [event.namespace] : []
  }

  startReconciler(cluster, { keysOf, sync }, signal)
}

function sync(tx: ClusterTransaction, namespace: string): undefined {
  for (const quota of tx.list('ResourceQuota', namespace) as StoredObject<ResourceQuota>[]) {
    const used = countUsage(quota, (kind) => tx.list(kind, namespace))
    tx.updateStatus({ ...quota, status: { hard: quota.spec?.hard ?? {}, used } })
  }
}
