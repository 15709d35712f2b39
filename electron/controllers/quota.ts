import type { ResourceQuota, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { kinds, resourceOf } from '../registry/index.ts'
import { measureUsage } from './quota-plan.ts'

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
  const byResource = new Map(kinds.filter((kind) => kind.namespaced).flatMap((kind) => [[kind.plural, kind.kind], [resourceOf(kind), kind.kind]] as const))
  const list = (resource: string) => {
    const kind = byResource.get(resource)
    return kind === undefined ? [] : tx.list(kind, namespace)
  }
  for (const quota of tx.list('ResourceQuota', namespace) as StoredObject<ResourceQuota>[]) {
    const { hard = {} } = quota.spec ?? {}
    tx.updateStatus({ ...quota, status: { hard, used: measureUsage(quota, list) } })
  }
}
