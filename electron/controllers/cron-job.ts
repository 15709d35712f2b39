import type { Job, KubeObject, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { parseCronSchedule } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { hasCondition } from './conditions.ts'
import { isFinishedJob, jobName, planCronJob, type StoredCronJob } from './cron-job-plan.ts'
import { offsetOf } from './cron-next.ts'
import { controlledBy, controllerOf, formatKey, parseKey } from './owners.ts'

type StoredJob = StoredObject<Job>

const component = 'cronjob-controller'
const scheduledAnnotation = 'batch.kubernetes.io/cronjob-scheduled-timestamp'

/** Starts the jobs of CronJobs when they are due. */
export function startCronJobs(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'CronJob') return event.type === 'DELETED' ? [] : [formatKey('CronJob', object)]
  const owner = object.kind === 'Job' ? controllerOf(object) : undefined
  return owner?.kind === 'CronJob' ? [`CronJob/${event.namespace}/${owner.name}`] : []
}

function sync(tx: ClusterTransaction, key: string, wake: Wake): undefined {
  const { namespace, name } = parseKey(key)
  const cronJob = tx.find('CronJob', namespace, name) as StoredCronJob | undefined
  const schedule = parseCronSchedule(cronJob?.spec?.schedule ?? '')
  if (cronJob?.spec === undefined || !schedule.ok) return
  const jobs = (tx.ownedBy('Job', cronJob.metadata.uid) as StoredJob[]).filter((job) => controllerOf(job)?.uid === cronJob.metadata.uid)
  const plan = planCronJob({ cronJob, schedule: schedule.value, jobs, now: tx.now() })
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string) => tx.record(cronJob, { type, reason, message, component })

  const known = new Set((cronJob.status?.active ?? []).map((reference) => reference.uid))
  const ended = jobs.filter((job) => known.has(job.metadata.uid) && isFinishedJob(job))
  for (const job of ended) tell('Normal', 'SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${hasCondition(job.status?.conditions, 'Complete') ? 'Complete' : 'Failed'}`)
  if (plan.manyMissed) tell('Warning', 'TooManyMissedTimes', 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew')
  if (plan.skipped === 'too-late') tell('Warning', 'MissSchedule', `Missed scheduled time to start a job: ${new Date(tx.now()).toUTCString().replace('GMT', '+0000')}`)
  if (plan.skipped === 'still-running') tell('Normal', 'JobAlreadyActive', 'Not starting job because prior execution is running and concurrency policy is Forbid')
  for (const job of [...plan.expire, ...plan.replace]) {
    tx.delete(job)
    tell('Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`)
  }
  const started = plan.start === undefined ? undefined : (tx.create(buildJob(cronJob, plan.start)) as StoredJob)
  if (started !== undefined) tell('Normal', 'SuccessfulCreate', `Created job ${started.metadata.name}`)

  const gone = new Set([...plan.expire, ...plan.replace].map((job) => job.metadata.uid))
  const active = [...jobs.filter((job) => !isFinishedJob(job) && !gone.has(job.metadata.uid)), ...(started === undefined ? [] : [started])]
  const successes = jobs.filter((job) => hasCondition(job.status?.conditions, 'Complete')).map((job) => job.status?.completionTime ?? '')
  const { lastScheduleTime, lastSuccessfulTime } = cronJob.status ?? {}
  const lastSuccess = [lastSuccessfulTime ?? '', ...successes].sort().at(-1) ?? ''
  const lastRun = plan.start === undefined ? lastScheduleTime : formatTime(plan.start)
  tx.updateStatus({
    ...cronJob,
    status: {
      ...(active.length === 0 ? {} : { active: active.map(refer) }),
      ...(lastRun === undefined ? {} : { lastScheduleTime: lastRun }),
      ...(lastSuccess === '' ? {} : { lastSuccessfulTime: lastSuccess }),
    },
  })
  wake(plan.wake)
}

function refer({ apiVersion, kind, metadata }: StoredJob): object {
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace, resourceVersion: metadata.resourceVersion, uid: metadata.uid }
}

function buildJob(cronJob: StoredCronJob, due: number): KubeObject {
  const { metadata, spec } = cronJob.spec?.jobTemplate ?? {}
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name: jobName(cronJob, due),
      namespace: cronJob.metadata.namespace ?? '',
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, [scheduledAnnotation]: formatLocal(due, cronJob.spec?.timeZone) },
      ownerReferences: [controlledBy(cronJob)],
    },
    spec,
  }
}

/** As Go writes a time of a zone: `2025-01-01T09:00:00+09:00`. */
function formatLocal(at: number, timeZone: string | undefined): string {
  const offset = timeZone === undefined ? 0 : Math.round(offsetOf(at, timeZone) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  return `${new Date(at + offset * 60_000).toISOString().slice(0, 19)}${zone}`
}
