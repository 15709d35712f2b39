import type { CronJob, Job, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { complete, controlledBy, day, type Ground } from './ground.ts'
import { admitSpec } from './pod-spec.ts'
import { createPodMaker } from './pods.ts'
import type { PlannedNamespace, PlannedWorkload } from './scene-plan.ts'
import { draftWorkload } from './template.ts'

/** Of the jobs that it keeps. */
const kept = 3

/** A CronJob of every night with the jobs of the last nights, each of one pod; the fourth has failed. */
export function* buildCronJob(ground: Ground, home: PlannedNamespace, workload: PlannedWorkload): Generator<StoredObject> {
  const { now, chance } = ground
  const { labels, template } = draftWorkload(home, workload, chance)
  const { name, pods: count } = workload
  const [hour, minute] = [Math.floor(chance.draw() * 24), Math.floor(chance.draw() * 60)]
  const today = Math.floor(now / day) * day + (hour * 60 + minute) * 60_000
  const newest = today > now - 60_000 ? today - day : today
  const cron = complete<StoredObject<CronJob>>({
    apiVersion: 'batch/v1', kind: 'CronJob',
    metadata: { name, namespace: home.name, ...ground.stamp(newest - 30 * day), labels },
    spec: { schedule: `${minute} ${hour} * * *`, concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 0, template } } },
    status: { lastScheduleTime: formatTime(newest), lastSuccessfulTime: formatTime(newest + 5000) },
  })
  yield cron
  for (let night = 0; night < count; night++) yield* buildJob(ground, cron, newest - night * day, night < kept)
}

function* buildJob(ground: Ground, cron: StoredObject<CronJob>, due: number, won: boolean): Generator<StoredObject> {
  const { namespace = '' } = cron.metadata
  const created = formatTime(due)
  const ended = formatTime(due + 5000)
  const condition = (type: string, reason: string, message: string) => ({ type, status: 'True', reason, message, lastProbeTime: ended, lastTransitionTime: ended })
  const conditions = won
    ? [['SuccessCriteriaMet', 'CompletionsReached', 'Reached expected number of succeeded pods'], ['Complete', 'CompletionsReached', 'Reached expected number of succeeded pods']] as const
    : [['FailureTarget', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'], ['Failed', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit']] as const
  const job = complete<StoredObject<Job>>({
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name: `${cron.metadata.name}-${Math.floor(due / 60_000)}`, namespace, ...ground.stamp(due),
      annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': created }, ownerReferences: controlledBy(cron),
    },
    spec: cron.spec?.jobTemplate.spec,
    status: {
      startTime: created, ready: 0, terminating: 0, uncountedTerminatedPods: {}, conditions: conditions.map(([type, reason, message]) => condition(type, reason, message)),
      ...(won ? { succeeded: 1, completionTime: ended } : { failed: 1 }),
    },
  })
  yield job
  const spec = admitSpec(job.spec?.template ?? {}, ground.identities.suffix())
  const maker = createPodMaker(ground, {
    namespace, labels: job.spec?.template.metadata?.labels ?? {}, owners: controlledBy(job), prefix: `${job.metadata.name}-`, spec,
  })
  yield* maker.makeMany(1, won ? 'succeeded' : 'failed', due)
}
