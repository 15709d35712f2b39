import type { Cluster } from '../cluster/index.ts'
import { startControllers } from '../controllers/index.ts'
import { openStillPods, type PodAccess, startKubelets } from '../kubelet/index.ts'
import { startScheduler } from '../scheduler/index.ts'

/**
 * Sets a cluster going until `signal` aborts: controllers, scheduler and kubelets. One that is not to live stands still; its pods can be
 * looked into all the same. Returns the way into the pods.
 */
export function startSimulation(cluster: Cluster, live: boolean, signal: AbortSignal): PodAccess {
  if (!live) return openStillPods(cluster, signal)
  startControllers(cluster, signal)
  startScheduler(cluster, signal)
  return startKubelets(cluster, signal)
}
