import type { Cluster } from '../cluster/index.ts'
import { startAutoscalers } from './autoscaler.ts'
import { startCronJobs } from './cron-job.ts'
import { startCustomResources } from './custom-resources.ts'
import { startDaemonSets } from './daemon-set.ts'
import { startDeployments } from './deployment.ts'
import { startDisruption } from './disruption.ts'
import { startEndpoints } from './endpoints.ts'
import { startEventExpiry } from './event-expiry.ts'
import { startGarbageCollection } from './garbage.ts'
import { startJobs } from './job.ts'
import { startNamespaces } from './namespaces.ts'
import { startNodeLifecycle } from './node-lifecycle.ts'
import { startQuotas } from './quota.ts'
import { startReplicas } from './replicas.ts'
import { startServiceAccounts } from './service-accounts.ts'
import { startStatefulSets } from './stateful-set.ts'
import { startVolumes } from './volumes.ts'

export type { Eviction, StoredBudget } from './disruption-plan.ts'
export { planEviction } from './disruption-plan.ts'

const starts = [
  startNamespaces, startServiceAccounts, startGarbageCollection, startReplicas, startDeployments, startStatefulSets, startDaemonSets, startJobs, startCronJobs,
  startEndpoints, startAutoscalers, startDisruption, startVolumes, startQuotas, startNodeLifecycle, startCustomResources, startEventExpiry,
]

/** Starts all controllers; they go on from what the cluster holds, until the signal aborts. */
export function startControllers(cluster: Cluster, signal: AbortSignal): void {
  for (const start of starts) start(cluster, signal)
}
