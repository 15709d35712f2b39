import type { Job, StoredObject } from '../../shared/model/index.ts'
import { isActive, isEnded, isReady, type StoredPod } from './pods.ts'
import { rankVictims } from './victims.ts'

export type StoredJob = StoredObject<Job>

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking'
export const indexAnnotation = 'batch.kubernetes.io/job-completion-index'

/** First wait after a pod failed, doubling with each failure in a row, and the longest; milliseconds. */
const retryAfter = { first: 10_000, longest: 600_000 }

/** A Job and its pods, those already counted included. `now` in milliseconds. */
export interface JobView {
  readonly job: StoredJob
  readonly pods: readonly StoredPod[]
  readonly now: number
}

export type Outcome = { readonly type: 'Complete' | 'Failed'; readonly reason: string; readonly message: string }

export interface JobPlan {
  /** Pods that are over and not counted yet; they are let go of once they are. */
  readonly count: readonly StoredPod[]
  readonly succeeded: number
  readonly failed: number
  /** Indexes that are done, of an Indexed job. */
  readonly completed: readonly number[]
  readonly remove: readonly StoredPod[]
  /** One a pod; undefined but for Indexed jobs. */
  readonly create: readonly (number | undefined)[]
  /** How the job ends, once nothing of it runs any more. */
  readonly outcome?: Outcome
  /** When to look again; Infinity when nothing is due by itself. */
  readonly wake: number
}

/** The next steps of a Job: upstream's `syncJob`. */
export function planJob({ job, pods, now }: JobView): JobPlan {
  const uncounted = pods.filter((pod) => (pod.metadata.finalizers ?? []).includes(trackingFinalizer) && isOver(job, pod))
  const active = pods.filter(isActive)
  const won = uncounted.filter((pod) => pod.status?.phase === 'Succeeded')
  const completed = completedIndexes(job, won)
  const succeeded = isIndexed(job) ? completed.length : (job.status?.succeeded ?? 0) + won.length
  const failed = (job.status?.failed ?? 0) + uncounted.length - won.length
  const counted = { count: uncounted, succeeded, failed, completed }
  const outcome = judge(job, active, { succeeded, failed, now })
  if (outcome !== undefined) return { ...counted, remove: active, create: [], outcome, wake: Infinity }
  const deadline = deadlineOf(job)
  if (job.spec?.suspend === true) return { ...counted, remove: active, create: [], wake: Infinity }
  const wanted = wantedActive(job, active.length, succeeded)
  if (active.length > wanted) return { ...counted, remove: rankVictims(active, active, now).slice(0, active.length - wanted), create: [], wake: deadline }
  const missing = wanted - active.length
  const retryAt = missing === 0 ? 0 : retryTime(pods)
  if (retryAt > now) return { ...counted, remove: [], create: [], wake: Math.min(deadline, retryAt) }
  const replaceable = job.spec?.podReplacementPolicy === 'Failed' ? missing - pods.filter((pod) => !isActive(pod) && !isEnded(pod)).length : missing
  return { ...counted, remove: [], create: nextIndexes(job, active, completed, Math.max(0, replaceable)), wake: deadline }
}

/** A pod counts once it has ended; one that is going counts as failed already, unless the job is to wait for its end. */
function isOver(job: StoredJob, pod: StoredPod): boolean {
  if (isEnded(pod)) return true
  return pod.metadata.deletionTimestamp !== undefined && job.spec?.podReplacementPolicy !== 'Failed' && job.spec?.suspend !== true
}

function judge(job: StoredJob, active: readonly StoredPod[], { succeeded, failed, now }: { readonly succeeded: number; readonly failed: number; readonly now: number }): Outcome | undefined {
  const known = job.status?.conditions?.find(({ type, status }) => (type === 'FailureTarget' || type === 'SuccessCriteriaMet') && status === 'True')
  if (known !== undefined) return { type: known.type === 'FailureTarget' ? 'Failed' : 'Complete', reason: known.reason ?? '', message: known.message ?? '' }
  const { backoffLimit = 6, completions } = job.spec ?? {}
  if (failed > backoffLimit || restartsExceed(job, active, backoffLimit)) {
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
  }
  if (deadlineOf(job) <= now) return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }
  const through = completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= completions
  return through ? { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' } : undefined
}

/** Containers that are restarted in place count against the limit as well. */
function restartsExceed(job: StoredJob, active: readonly StoredPod[], limit: number): boolean {
  if (job.spec?.template.spec?.restartPolicy !== 'OnFailure') return false
  const restarts = active.flatMap((pod) => [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]).reduce((sum, status) => sum + status.restartCount, 0)
  return limit === 0 ? restarts > 0 : restarts >= limit
}

/** Milliseconds; Infinity without a deadline, or before the job has started. */
export function deadlineOf(job: StoredJob): number {
  const { startTime } = job.status ?? {}
  const seconds = job.spec?.activeDeadlineSeconds
  return startTime === undefined || seconds === undefined || job.spec?.suspend === true ? Infinity : Date.parse(startTime) + seconds * 1000
}

function wantedActive(job: StoredJob, active: number, succeeded: number): number {
  const { parallelism = 1, completions } = job.spec ?? {}
  if (completions === undefined) return succeeded > 0 ? Math.min(active, parallelism) : parallelism
  return Math.min(parallelism, Math.max(0, completions - succeeded))
}

/** When a pod that failed may be replaced: 10 s after, doubling with each failure since the last success. */
function retryTime(pods: readonly StoredPod[]): number {
  const ended = pods.filter(isEnded).map((pod) => ({ at: endOf(pod), failed: pod.status?.phase === 'Failed' })).sort((a, b) => a.at - b.at)
  const lastSuccess = ended.findLastIndex(({ failed }) => !failed)
  const failures = ended.slice(lastSuccess + 1)
  const last = failures.at(-1)
  return last === undefined ? 0 : last.at + Math.min(retryAfter.longest, retryAfter.first * 2 ** (failures.length - 1))
}

function endOf(pod: StoredPod): number {
  const ends = (pod.status?.containerStatuses ?? []).map((status) => Date.parse(status.state?.terminated?.finishedAt ?? ''))
  return Math.max(...ends.filter((at) => !Number.isNaN(at)), Date.parse(pod.metadata.creationTimestamp))
}

export function isIndexed(job: StoredJob): boolean {
  return job.spec?.completionMode === 'Indexed'
}

export function indexOf(pod: StoredPod): number | undefined {
  const text = pod.metadata.annotations?.[indexAnnotation]
  return text === undefined ? undefined : Number(text)
}

function completedIndexes(job: StoredJob, won: readonly StoredPod[]): readonly number[] {
  if (!isIndexed(job)) return []
  const end = job.spec?.completions ?? 0
  const all = new Set([...parseIndexes(job.status?.completedIndexes ?? ''), ...won.map(indexOf).filter((index) => index !== undefined)])
  return [...all].filter((index) => index < end).sort((a, b) => a - b)
}

function nextIndexes(job: StoredJob, active: readonly StoredPod[], completed: readonly number[], count: number): readonly (number | undefined)[] {
  if (!isIndexed(job)) return Array.from({ length: count }, () => undefined)
  const taken = new Set([...completed, ...active.map(indexOf)])
  const indexes: number[] = []
  for (let index = 0; index < (job.spec?.completions ?? 0) && indexes.length < count; index++) if (!taken.has(index)) indexes.push(index)
  return indexes
}

/** `0-2,4` as the numbers it stands for. */
export function parseIndexes(text: string): readonly number[] {
  return text.split(',').filter((part) => part !== '').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  })
}

/** Sorted numbers as upstream writes them: `0-2,4`; two in a row as `0,1`. */
export function formatIndexes(indexes: readonly number[]): string {
  const runs: [number, number][] = []
  for (const index of indexes) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === index - 1) run[1] = index
    else runs.push([index, index])
  }
  return runs.map(([first, last]) => (first === last ? String(first) : last === first + 1 ? `${first},${last}` : `${first}-${last}`)).join(',')
}

/** What the job shows of its pods; conditions are put to it by whoever carries the plan out. */
export function countPods(pods: readonly StoredPod[]): { readonly active: number; readonly ready: number; readonly terminating: number } {
  const active = pods.filter(isActive)
  return {
    active: active.length,
    ready: active.filter(isReady).length,
    terminating: pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !isEnded(pod)).length,
  }
}
