import {
  type CronJob, type FieldError, invalidField, requiredField, unsupportedField, validateSubdomainName,
} from '../../shared/model/index.ts'
import { validateCount } from './count.ts'
import { parseCronSchedule } from './cron-schedule.ts'
import { changeField, fill } from './fill.ts'
import { validateJobSpec } from './job-spec.ts'
import { defineKind } from './kind.ts'
import { defaultPodTemplate } from './pod-spec.ts'
import { ageOf, containerCells, describeColumns, formatLabelSelector, orNone } from './table.ts'

type Spec = NonNullable<CronJob['spec']>

/** Eleven characters are kept for the time in the names of its jobs. */
const longestName = 52
const policies = ['Allow', 'Forbid', 'Replace']

export const cronJob = defineKind<CronJob>({
  kind: 'CronJob', apiVersion: 'batch/v1', plural: 'cronjobs', singular: 'cronjob', shortNames: ['cj'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => {
    const filled = fill(spec, { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false })
    return changeField(filled, 'jobTemplate', (job) => changeField(job, 'spec', (jobSpec) => changeField(jobSpec, 'template', defaultPodTemplate)))
  }),
  validate: ({ metadata: { name = '' }, spec = {} as Spec }) => [
    ...(name.length > longestName ? [invalidField('metadata.name', name, `must be no more than ${longestName} characters`)] : []),
    ...validateSchedule(spec),
    ...validateCount(spec.startingDeadlineSeconds, 'spec.startingDeadlineSeconds'),
    ...validateTimeZone(spec.timeZone, 'spec.timeZone'),
    ...validatePolicy(spec.concurrencyPolicy ?? ''),
    ...validateJobTemplate(spec),
    ...validateCount(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit'),
    ...validateCount(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit'),
  ],
  validateUpdate: () => [],
  initialStatus: () => ({}),
  generation: true,
  table: {
    columns: describeColumns('Name', 'Schedule', 'Timezone', 'Suspend:boolean', 'Active:integer', 'Last Schedule', 'Age', 'Containers*', 'Images*', 'Selector*'),
    row: (object) => {
      const { spec, status } = object
      const template = spec?.jobTemplate?.spec
      return [
        object.metadata.name ?? '', spec?.schedule ?? '', orNone(spec?.timeZone), formatFlag(spec?.suspend), status?.active?.length ?? 0,
        status?.lastScheduleTime === undefined ? '<none>' : { since: status.lastScheduleTime }, ageOf(object),
        ...containerCells(template?.template), formatLabelSelector(template?.selector),
      ]
    },
  },
})

function formatFlag(flag: boolean | undefined): string {
  if (flag === undefined) return '<unset>'
  return flag ? 'True' : 'False'
}

function validateSchedule({ schedule = '', timeZone }: Spec): readonly FieldError[] {
  const path = 'spec.schedule'
  if (schedule === '') return [requiredField(path, '')]
  const parsed = parseCronSchedule(schedule)
  const zoned = schedule.includes('TZ')
  return [
    ...(parsed.ok ? [] : [invalidField(path, schedule, parsed.error)]),
    ...(zoned && timeZone !== undefined ? [invalidField(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')] : []),
    ...(zoned && timeZone === undefined ? [invalidField(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')] : []),
  ]
}

function validateTimeZone(zone: string | undefined, path: string): readonly FieldError[] {
  if (zone === undefined) return []
  if (zone === '') return [invalidField(path, zone, 'timeZone must be nil or non-empty string')]
  if (zone.toLowerCase() === 'local') return [invalidField(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')]
  return isTimeZone(zone) ? [] : [invalidField(path, zone, `unknown time zone ${zone}`)]
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function validatePolicy(policy: string): readonly FieldError[] {
  const path = 'spec.concurrencyPolicy'
  if (policy === '') return [requiredField(path, '')]
  return policies.includes(policy) ? [] : [unsupportedField(path, policy, policies)]
}

function validateJobTemplate({ jobTemplate }: Spec): readonly FieldError[] {
  const path = 'spec.jobTemplate.spec'
  const { selector, manualSelector } = jobTemplate?.spec ?? {}
  return [
    ...validateJobSpec(jobTemplate?.spec, path),
    ...(selector === undefined ? [] : [invalidField(`${path}.selector`, selector, '`selector` will be auto-generated')]),
    ...(manualSelector === true ? [unsupportedField(`${path}.manualSelector`, true, ['nil', 'false'])] : []),
  ]
}
