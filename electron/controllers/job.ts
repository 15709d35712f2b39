import type { Job, KubeObject } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { hasCondition, setCondition } from './conditions.ts'
import {
  countPods, deadlineOf, formatIndexes, indexAnnotation, isIndexed, type JobPlan, type Outcome, planJob, type StoredJob, trackingFinalizer,
} from './job-plan.ts'
import { controllerOf, formatKey, parseKey } from './owners.ts'
import { buildPod, createPodControl, withLabels } from './pod-control.ts'
import type { StoredPod } from './pods.ts'

const component = 'job-controller'
/** Pods that one sync creates at most, as upstream's. */
const burst = 500

type Status = NonNullable<Job['status']>
type Condition = NonNullable<Status['conditions']>[number]

/** Runs Jobs to their end, and takes away those whose time is up. */
export function startJobs(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'Job') return event.type === 'DELETED' ? [] : [formatKey('Job', object)]
  if (object.kind !== 'Pod') return []
  const owner = controllerOf(object)
  const held = object.metadata.finalizers?.includes(trackingFinalizer) === true
  if (owner?.kind !== 'Job') return held ? [formatKey('Pod', object)] : []
  // A pod whose job is gone may be held by us alone.
  return [`Job/${event.namespace}/${owner.name}`, ...(held && event.type !== 'DELETED' ? [formatKey('Pod', object)] : [])]
}

function sync(tx: ClusterTransaction, key: string, wake: Wake): 'again' | 'refused' | undefined {
  const { kind, namespace, name } = parseKey(key)
  if (kind === 'Pod') return freePod(tx, namespace, name)
  const job = tx.find('Job', namespace, name) as StoredJob | undefined
  if (job === undefined || job.metadata.deletionTimestamp !== undefined || ('managedBy' in (job.spec ?? {}) && job.spec?.managedBy !== 'kubernetes.io/job-controller')) return undefined
  return isFinished(job) ? expire(tx, job, wake) : syncJob(tx, job, wake)
}

export function isFinished(job: Job): boolean {
  return hasCondition(job.status?.conditions, 'Complete') || hasCondition(job.status?.conditions, 'Failed')
}

function freePod(tx: ClusterTransaction, namespace: string, name: string): undefined {
  const pod = tx.find('Pod', namespace, name) as StoredPod | undefined
  if (pod === undefined) return
  const owner = controllerOf(pod)
  const job = owner?.kind === 'Job' ? tx.find('Job', namespace, owner.name) : undefined
  if (job === undefined || job.metadata.uid !== owner?.uid || job.metadata.deletionTimestamp !== undefined || isFinished(job as StoredJob)) release(tx, pod)
}

/** Takes our finalizer off a pod. */
function release(tx: ClusterTransaction, pod: StoredPod): void {
  const { finalizers = [], ...metadata } = pod.metadata
  const left = finalizers.filter((one) => one !== trackingFinalizer)
  if (left.length < finalizers.length) tx.update({ ...pod, metadata: { ...metadata, ...(left.length === 0 ? {} : { finalizers: left }) } })
}

/** A job that is over goes when it has been so for as long as it says. */
function expire(tx: ClusterTransaction, job: StoredJob, wake: Wake): undefined {
  const seconds = job.spec?.ttlSecondsAfterFinished
  const ended = job.status?.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True')
  if (seconds === undefined || ended === undefined) return
  const at = Date.parse(ended.lastTransitionTime ?? '') + seconds * 1000
  if (at <= tx.now()) tx.delete(job, { propagationPolicy: 'Foreground' })
  else wake(at)
}

function podsOf(tx: ClusterTransaction, job: StoredJob): readonly StoredPod[] {
  return (tx.ownedBy('Pod', job.metadata.uid) as StoredPod[]).filter((pod) => controllerOf(pod)?.uid === job.metadata.uid)
}

function syncJob(tx: ClusterTransaction, found: StoredJob, wake: Wake): 'again' | 'refused' | undefined {
  const now = formatTime(tx.now())
  const job = begin(tx, found, now)
  const plan = planJob({ job, pods: podsOf(tx, job), now: tx.now() })
  for (const pod of plan.count) release(tx, pod)
  const control = createPodControl(tx, job, component)
  for (const pod of plan.remove) control.remove(pod)
  const refused = plan.create.slice(0, burst).some((index) => control.create(buildJobPod(job, index)) instanceof StatusError)
  // Those that were just made or removed count, too.
  const after = podsOf(tx, job)
  const counts = countPods(after)
  const status = describeJob(job, plan, counts, now)
  tx.updateStatus({ ...job, status })
  if (plan.outcome !== undefined && isFinished({ ...job, status })) tellEnd(tx, job, plan.outcome)
  wake(Math.min(plan.wake, deadlineOf({ ...job, status })))
  if (refused) return 'refused'
  return plan.create.length > burst ? 'again' : undefined
}

/** The job with its start time, or suspended, or resumed. */
function begin(tx: ClusterTransaction, job: StoredJob, now: string): StoredJob {
  const conditions = job.status?.conditions ?? []
  const suspended = job.spec?.suspend === true
  if (suspended && !hasCondition(conditions, 'Suspended')) {
    tx.record(job, { type: 'Normal', reason: 'Suspended', message: 'Job suspended', component })
    const { startTime: _start, ...rest } = job.status ?? {}
    return { ...job, status: { ...rest, conditions: put(conditions, { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }, now) } }
  }
  if (suspended) return job
  if (hasCondition(conditions, 'Suspended')) {
    tx.record(job, { type: 'Normal', reason: 'Resumed', message: 'Job resumed', component })
    const resumed = put(conditions, { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' }, now)
    return { ...job, status: { ...job.status, conditions: resumed, startTime: now } }
  }
  return job.status?.startTime === undefined ? { ...job, status: { ...job.status, startTime: now } } : job
}

function put(conditions: readonly Condition[], words: Condition, now: string): readonly Condition[] {
  const next = setCondition<Condition>(conditions, { ...words, reason: words.reason ?? '', message: words.message ?? '' }, now)
  return next.map((condition) => (conditions.includes(condition) ? condition : { ...condition, lastProbeTime: now }))
}

function buildJobPod(job: StoredJob, index: number | undefined): KubeObject {
  const template = job.spec?.template
  const { name } = job.metadata
  const pod = buildPod(job, template, { generateName: index === undefined ? `${name}-` : `${name}-${index}-` })
  const tracked = { ...pod, metadata: { ...pod.metadata, finalizers: [...(pod.metadata.finalizers ?? []), trackingFinalizer] } }
  if (index === undefined) return tracked
  const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${indexAnnotation}']` } } }
  const give = <T extends { readonly env?: readonly { readonly name: string }[] }>(container: T): T =>
    (container.env?.some((one) => one.name === variable.name) ? container : { ...container, env: [...(container.env ?? []), variable] })
  const spec = template?.spec
  const indexed = withLabels(tracked, { [indexAnnotation]: String(index) })
  return {
    ...indexed,
    metadata: { ...indexed.metadata, annotations: { ...indexed.metadata.annotations, [indexAnnotation]: String(index) } },
    spec: {
      ...spec, hostname: `${name}-${index}`, containers: (spec?.containers ?? []).map(give),
      ...(spec?.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(give) }),
    },
  }
}

function describeJob(job: StoredJob, plan: JobPlan, counts: ReturnType<typeof countPods>, now: string): Status {
  const { active: _active, succeeded: _won, failed: _failed, ready: _ready, terminating: _going, ...rest } = job.status ?? {}
  const { active, ready, terminating } = counts
  const ended = plan.outcome === undefined ? undefined : endJob(job.status?.conditions ?? [], plan.outcome, active + terminating === 0, now)
  const complete = ended?.some(({ type }) => type === 'Complete') === true
  return {
    ...rest,
    ...(active === 0 ? {} : { active }),
    ready, terminating,
    ...(plan.succeeded === 0 ? {} : { succeeded: plan.succeeded }),
    ...(plan.failed === 0 ? {} : { failed: plan.failed }),
    ...(isIndexed(job) && plan.completed.length > 0 ? { completedIndexes: formatIndexes(plan.completed) } : {}),
    uncountedTerminatedPods: {},
    ...(ended === undefined ? {} : { conditions: ended }),
    ...(complete ? { completionTime: now } : {}),
  }
}

/** First what the end will be, and, once no pod is left, the end itself. */
function endJob(conditions: readonly Condition[], { type, reason, message }: Outcome, gone: boolean, now: string): readonly Condition[] {
  const target = put(conditions, { type: type === 'Failed' ? 'FailureTarget' : 'SuccessCriteriaMet', status: 'True', reason, message }, now)
  return gone ? put(target, { type, status: 'True', reason, message }, now) : target
}

function tellEnd(tx: ClusterTransaction, job: StoredJob, { type, reason, message }: Outcome): void {
  if (type === 'Complete') tx.record(job, { type: 'Normal', reason: 'Completed', message: 'Job completed', component })
  else tx.record(job, { type: 'Warning', reason, message, component })
}
