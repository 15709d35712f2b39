import type { CronJob, Job, StoredObject } from '../../shared/model/index.ts'
import type { CronSchedule } from '../registry/index.ts'
import { hasCondition } from './conditions.ts'
import { missedRuns, nextRun } from './cron-next.ts'

export type StoredCronJob = StoredObject<CronJob>
type StoredJob = StoredObject<Job>

/** A CronJob and the jobs it controls; `now` in milliseconds. */
export interface CronView {
  readonly cronJob: StoredCronJob
  readonly schedule: CronSchedule
  readonly jobs: readonly StoredJob[]
  readonly now: number
}

export interface CronPlan {
  /** Jobs that the history has no room for. */
  readonly expire: readonly StoredJob[]
  /** Active ones that make way for the next. */
  readonly replace: readonly StoredJob[]
  /** When the job that is to start was due, milliseconds; undefined when none is. */
  readonly start: number | undefined
  readonly skipped: 'too-late' | 'still-running' | undefined
  /** More than a hundred were missed. */
  readonly manyMissed: boolean
  readonly wake: number
}

const manyMissed = 100

/** The next steps of a CronJob: upstream's `syncCronJob`. */
export function planCronJob({ cronJob, schedule, jobs, now }: CronView): CronPlan {
  const { spec, metadata, status } = cronJob
  const expire = planHistory(cronJob, jobs)
  const wake = nextRun(schedule, now, spec?.timeZone)
  const idle = { expire, replace: [], start: undefined, skipped: undefined, manyMissed: false, wake } as const
  if (metadata.deletionTimestamp !== undefined || spec === undefined) return { ...idle, wake: Infinity }
  if (spec.suspend === true) return { ...idle, wake: Infinity }
  const deadline = spec.startingDeadlineSeconds === undefined ? undefined : spec.startingDeadlineSeconds * 1000
  const since = Date.parse(status?.lastScheduleTime ?? metadata.creationTimestamp)
  const earliest = deadline === undefined ? since : Math.max(since, now - deadline)
  const { last, count } = missedRuns(schedule, earliest, now, spec.timeZone, manyMissed)
  if (last === undefined || jobs.some((job) => job.metadata.name === jobName(cronJob, last))) return idle
  const told = { ...idle, manyMissed: count > manyMissed }
  if (deadline !== undefined && last + deadline < now) return { ...told, skipped: 'too-late' }
  const running = jobs.filter((job) => !isFinishedJob(job))
  if (spec.concurrencyPolicy === 'Forbid' && running.length > 0) return { ...told, skipped: 'still-running' }
  return { ...told, replace: spec.concurrencyPolicy === 'Replace' ? running : [], start: last }
}

/** The job of a run is named after the minute it was due. */
export function jobName(cronJob: StoredCronJob, due: number): string {
  return `${cronJob.metadata.name}-${Math.floor(due / 60_000)}`
}

export function isFinishedJob(job: Job): boolean {
  return hasCondition(job.status?.conditions, 'Complete') || hasCondition(job.status?.conditions, 'Failed')
}

function planHistory({ spec }: StoredCronJob, jobs: readonly StoredJob[]): readonly StoredJob[] {
  const oldest = (type: string, limit: number) => {
    const ended = jobs.filter((job) => hasCondition(job.status?.conditions, type)).sort((a, b) => startOf(a).localeCompare(startOf(b)) || (a.metadata.name < b.metadata.name ? -1 : 1))
    return ended.slice(0, Math.max(0, ended.length - limit))
  }
  return [...oldest('Complete', spec?.successfulJobsHistoryLimit ?? 3), ...oldest('Failed', spec?.failedJobsHistoryLimit ?? 1)]
}

function startOf(job: StoredJob): string {
  return job.status?.startTime ?? ''
}
