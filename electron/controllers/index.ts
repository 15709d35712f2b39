import type { Cluster } from '../cluster/index.ts'
import { startDeployments } from './deployment.ts'
import { startEventExpiry } from './event-expiry.ts'
import { startGarbageCollection } from './garbage.ts'
import { startNamespaces } from './namespaces.ts'
import { startReplicas } from './replicas.ts'
import { startServiceAccounts } from './service-accounts.ts'

const starts = [startNamespaces, startServiceAccounts, startGarbageCollection, startReplicas, startDeployments, startEventExpiry]

/** Starts all controllers; they go on from what the cluster holds, until the signal aborts. */
export function startControllers(cluster: Cluster, signal: AbortSignal): void {
  for (const start of starts) start(cluster, signal)
}
