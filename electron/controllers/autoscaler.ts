import type { Deployment, ReplicaSet, Service, StatefulSet, StoredObject } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { type LoadView, measureLoad } from '../kubelet/index.ts'
import { readLabelSelector, readSelectorMap } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { measureMetric, type MeasuredPod } from './autoscaler-metrics.ts'
import { type Autoscaler, type Change, type Measured, planScaling, type Recommendation } from './autoscaler-plan.ts'
import { type Condition, setCondition } from './conditions.ts'
import { formatKey, parseKey } from './owners.ts'
import { isActive, type StoredPod } from './pods.ts'

const component = 'horizontal-pod-autoscaler'
const interval = 15_000
const longestWindow = 3_600_000

/** What is remembered of an autoscaler between its looks. */
interface Memory {
  readonly recommendations: readonly Recommendation[]
  readonly changes: readonly Change[]
  /** When it last looked. */
  readonly looked: number
}

/** Scales the targets of HorizontalPodAutoscalers by the simulated load, every 15 s. */
export function startAutoscalers(cluster: Cluster, signal: AbortSignal): void {
  const memories = new Map<string, Memory>()

  function keysOf(event: StoreEvent): readonly string[] {
    if (event.object.kind !== 'HorizontalPodAutoscaler') return []
    if (event.type === 'DELETED') memories.delete(event.object.metadata.uid)
    // A change of the status is our own.
    const same = event.type === 'MODIFIED' && event.previous['spec'] === event.object['spec']
    return event.type === 'DELETED' || same ? [] : [formatKey(event.object.kind, event.object)]
  }

  function sync(tx: ClusterTransaction, key: string, wake: Wake): undefined {
    const { namespace, name } = parseKey(key)
    const autoscaler = tx.find('HorizontalPodAutoscaler', namespace, name) as Autoscaler | undefined
    if (autoscaler?.spec === undefined || autoscaler.metadata.deletionTimestamp !== undefined) return
    const memory = memories.get(autoscaler.metadata.uid) ?? { recommendations: [], changes: [], looked: 0 }
    memories.set(autoscaler.metadata.uid, look(tx, autoscaler, memory, cluster))
    wake(tx.now() + interval)
  }

  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function look(tx: ClusterTransaction, autoscaler: Autoscaler, memory: Memory, { random }: Cluster): Memory {
  const now = tx.now()
  const { spec } = autoscaler
  const target = spec === undefined ? undefined : tx.find(spec.scaleTargetRef.kind, autoscaler.metadata.namespace ?? '', spec.scaleTargetRef.name)
  const put = (conditions: readonly Condition[], type: string, words: Omit<Condition, 'type'>) => setCondition(conditions, { type, ...words }, formatTime(now))
  let conditions = (autoscaler.status?.conditions ?? []) as readonly Condition[]
  const report = (status: object) => tx.updateStatus({ ...autoscaler, status: { ...autoscaler.status, ...status, conditions } })
  if (spec === undefined || target === undefined) {
    const { kind = '', name = '' } = spec?.scaleTargetRef ?? {}
    const message = `the HPA controller was unable to get the target's current scale: ${kind.toLowerCase()}s.apps "${name}" not found`
    conditions = put(conditions, 'AbleToScale', { status: 'False', reason: 'FailedGetScale', message })
    tx.record(autoscaler, { type: 'Warning', reason: 'FailedGetScale', message: `${kind.toLowerCase()}s.apps "${name}" not found`, component })
    report({ currentReplicas: 0, desiredReplicas: 0 })
    return memory
  }
  const current = replicasOf(target)
  const pods = measurePods(tx, target, { now, random })
  conditions = put(conditions, 'AbleToScale', { status: 'True', reason: 'SucceededGetScale', message: "the HPA controller was able to get the target's current scale" })
  if (current === 0 && (spec.minReplicas ?? 1) !== 0) {
    conditions = put(conditions, 'ScalingActive', { status: 'False', reason: 'ScalingDisabled', message: 'scaling is disabled since the replica count of the target is zero' })
    report({ currentReplicas: 0, desiredReplicas: 0 })
    return memory
  }
  const min = spec.minReplicas ?? 1
  if (current > spec.maxReplicas || current < min) {
    const desired = current > spec.maxReplicas ? spec.maxReplicas : min
    rescale(tx, autoscaler, target, current, desired, current > desired ? 'Current number of replicas above Spec.MaxReplicas' : 'Current number of replicas below Spec.MinReplicas')
    conditions = put(conditions, 'AbleToScale', { status: 'True', reason: 'SucceededRescale', message: `the HPA controller was able to update the target scale to ${desired}` })
    report({ currentReplicas: current, desiredReplicas: desired, lastScaleTime: formatTime(now) })
    return { ...memory, changes: [...memory.changes, { at: now, by: desired - current }], looked: now }
  }
  const results = (spec.metrics ?? []).map((metric) => measureMetric(metric, current, pods))
  const found = results.filter((result): result is Measured & { readonly ok: true } => result.ok)
  const failed = results.find((result): result is Measured & { readonly ok: false } => !result.ok)
  const best = found.toSorted((a, b) => b.desired - a.desired)[0]
  if (best === undefined || (failed !== undefined && best.desired < current)) {
    const message = `the HPA was unable to compute the replica count: ${failed?.message ?? 'no metrics'}`
    conditions = put(conditions, 'ScalingActive', { status: 'False', reason: failed?.reason ?? 'InvalidMetricSourceType', message })
    if (failed !== undefined) {
      tx.record(autoscaler, { type: 'Warning', reason: failed.reason, message: failed.message, component })
      tx.record(autoscaler, { type: 'Warning', reason: 'FailedComputeMetricsReplicas', message: `invalid metrics (${results.length - found.length} invalid out of ${results.length}), first error is: ${failed.message}`, component })
    }
    report({ currentReplicas: current, desiredReplicas: autoscaler.status?.desiredReplicas ?? 0 })
    return memory
  }
  conditions = put(conditions, 'ScalingActive', { status: 'True', reason: 'ValidMetricFound', message: `the HPA was able to successfully calculate a replica count from ${best.metric}` })
  // What was recommended first is the number that was there.
  const known = memory.recommendations.length === 0 ? [{ at: now, replicas: current }] : memory.recommendations
  const recommendations = [...known.filter(({ at }) => at > now - longestWindow), { at: now, replicas: best.desired }]
  const plan = planScaling({ spec, current, wanted: best.desired, recommendations, changes: memory.changes, now })
  conditions = put(put(conditions, 'AbleToScale', plan.able), 'ScalingLimited', plan.limited)
  const rescales = plan.desired !== current
  if (rescales) {
    rescale(tx, autoscaler, target, current, plan.desired, plan.desired > current ? `${best.metric} above target` : 'All metrics below target')
    conditions = put(conditions, 'AbleToScale', { status: 'True', reason: 'SucceededRescale', message: `the HPA controller was able to update the target scale to ${plan.desired}` })
  }
  report({
    observedGeneration: autoscaler.metadata.generation, currentReplicas: current, desiredReplicas: plan.desired, currentMetrics: found.map(({ status }) => status),
    ...(rescales ? { lastScaleTime: formatTime(now) } : {}),
  })
  return { recommendations, changes: rescales ? [...memory.changes.filter(({ at }) => at > now - longestWindow), { at: now, by: plan.desired - current }] : memory.changes, looked: now }
}

type Target = StoredObject<Deployment> | StoredObject<ReplicaSet> | StoredObject<StatefulSet>

function replicasOf(target: StoredObject): number {
  return (target as Target).spec?.replicas ?? 1
}

function selectorOf(target: StoredObject): Selector {
  if (target.kind === 'ReplicationController') return readSelectorMap((target['spec'] as { readonly selector?: Readonly<Record<string, string>> }).selector)
  return readLabelSelector((target as Target).spec?.selector)
}

/** The active pods of the target, each with what it uses once it has run for as long as metrics take. */
function measurePods(tx: ClusterTransaction, target: StoredObject, { now, random }: Pick<LoadView, 'now' | 'random'>): readonly MeasuredPod[] {
  const selector = selectorOf(target)
  const all = tx.list('Pod', target.metadata.namespace) as StoredPod[]
  // Clients of other namespaces count, too.
  const running = (tx.list('Pod') as StoredPod[]).filter((pod) => pod.status?.phase === 'Running')
  const usageOf = measureLoad({ now, random, pods: running, services: tx.list('Service') as StoredObject<Service>[] })
  return all.filter((pod) => isActive(pod) && matches(selector, pod.metadata.labels ?? {}))
    .map((pod) => ({ pod, usage: pod.status?.phase === 'Running' ? usageOf(pod) : undefined }))
}

function rescale(tx: ClusterTransaction, autoscaler: Autoscaler, target: StoredObject, from: number, to: number, why: string): void {
  if (from === to) return
  tx.update({ ...target, spec: { ...(target as Target).spec, replicas: to } })
  tx.record(autoscaler, { type: 'Normal', reason: 'SuccessfulRescale', message: `New size: ${to}; reason: ${why}`, component })
}
