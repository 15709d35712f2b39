import type { PodDisruptionBudget, StoredObject } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import { isReady, readShare, type StoredPod } from './pods.ts'

export type StoredBudget = StoredObject<PodDisruptionBudget>

/** The numbers of a budget's status. */
export interface BudgetCounts {
  readonly currentHealthy: number
  readonly desiredHealthy: number
  readonly expectedPods: number
  readonly disruptionsAllowed: number
}

/** How many of the budget's pods may go. `expected` is how many there would be if all controllers had theirs. */
export function countBudget({ spec }: StoredBudget, pods: readonly StoredPod[], expected: number): BudgetCounts {
  const { minAvailable, maxUnavailable } = spec ?? {}
  const currentHealthy = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && isReady(pod)).length
  // Without a share the pods that are there are counted, not those that should be.
  const expectedPods = maxUnavailable === undefined && typeof minAvailable === 'number' ? pods.length : expected
  const desiredHealthy = maxUnavailable === undefined
    ? readShare(minAvailable ?? 1, expectedPods, Math.ceil)
    : Math.max(0, expectedPods - readShare(maxUnavailable, expectedPods, Math.ceil))
  const disruptionsAllowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy)
  return { currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed }
}

/** Words for the condition `DisruptionAllowed`. */
export function describeAllowed(allowed: number): { readonly status: string; readonly reason: string } {
  return allowed > 0 ? { status: 'True', reason: 'SufficientPods' } : { status: 'False', reason: 'InsufficientPods' }
}

export type Eviction =
  /** `budget` is the one that has one fewer to give from then on. */
  | { readonly decision: 'evict'; readonly budget?: StoredBudget }
  /** 429 TooManyRequests; `cause` is its detail of reason DisruptionBudget. */
  | { readonly decision: 'refuse'; readonly message: string; readonly cause?: string }
  /** 500 InternalError. */
  | { readonly decision: 'fail'; readonly message: string }

/** Whether a pod may be evicted now: upstream's eviction subresource. `budgets` are those of its namespace. */
export function planEviction(pod: StoredPod, budgets: readonly StoredBudget[]): Eviction {
  const { phase } = pod.status ?? {}
  // Nothing is disrupted by the end of a pod that does not run yet, or any more, or is going already.
  if (phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined) return { decision: 'evict' }
  const concerned = budgets.filter(({ metadata, spec }) => metadata.namespace === pod.metadata.namespace && matches(readLabelSelector(spec?.selector), pod.metadata.labels ?? {}))
  const [budget] = concerned
  if (budget === undefined) return { decision: 'evict' }
  if (concerned.length > 1) return { decision: 'fail', message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.' }
  const { status, spec, metadata } = budget
  const healthy = isReady(pod)
  const { currentHealthy = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = status ?? {}
  if (!healthy && (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow' || (currentHealthy >= desiredHealthy && desiredHealthy > 0))) return { decision: 'evict' }
  const refused = "Cannot evict pod as it would violate the pod's disruption budget."
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) return { decision: 'refuse', message: refused, cause: `The disruption budget ${metadata.name} is still being processed by the server.` }
  if (disruptionsAllowed > 0) return { decision: 'evict', budget }
  return { decision: 'refuse', message: refused, cause: `The disruption budget ${metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently` }
}
