import { type FieldError, type GoText, invalidField, type Job, requiredField, type StringMap, validateSubdomainName } from '../../shared/model/index.ts'
import { formatHumanDuration } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { equalJson } from '../schema/index.ts'
import { changeField, fill } from './fill.ts'
import { type JobSpec, validateJobSpec } from './job-spec.ts'
import { defineKind } from './kind.ts'
import { readLabelSelector, validateLabelSelector } from './label-selector.ts'
import { defaultPodTemplate } from './pod-spec.ts'
import { ageOf, type Cell, containerCells, describeColumns, formatLabelSelector } from './table.ts'
import { validateSelectorChange } from './workload.ts'

const uidLabels = ['batch.kubernetes.io/controller-uid', 'controller-uid']
const nameLabels = ['batch.kubernetes.io/job-name', 'job-name']

export const job = defineKind<Job>({
  kind: 'Job', apiVersion: 'batch/v1', plural: 'jobs', singular: 'job', shortNames: [], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', defaultSpec),
  prepare: (object, current) => withTemplateLabels(current === undefined ? withSelector(object) : object),
  validate: (object) => {
    const { selector, template } = object.spec ?? ({} as Partial<JobSpec>)
    const labels = template?.metadata?.labels ?? {}
    return [
      ...validateGeneratedSelector(object),
      ...validateJobSpec(object.spec, 'spec'),
      ...(selector === undefined ? [requiredField('spec.selector', '')] : validateLabelSelector(selector, 'spec.selector')),
      ...(matches(readLabelSelector(selector), labels) ? [] : [invalidField('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')]),
    ]
  },
  validateUpdate: (next, current) => validateChange(next.spec, current.spec, current.status?.startTime !== undefined),
  initialStatus: () => ({}),
  generation: true,
  table: {
    columns: describeColumns('Name', 'Status', 'Completions', 'Duration', 'Age', 'Containers*', 'Images*', 'Selector*'),
    row: (object) => [
      object.metadata.name ?? '', statusOf(object), completionsOf(object), durationOf(object), ageOf(object),
      ...containerCells(object.spec?.template), formatLabelSelector(object.spec?.selector),
    ],
  },
})

function defaultSpec(spec: JobSpec): JobSpec {
  const counted = spec.completions === undefined && spec.parallelism === undefined ? fill(spec, { completions: 1, parallelism: 1 }) : fill(spec, { parallelism: 1 })
  const filled = fill(counted, {
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    manualSelector: false,
    podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    suspend: false,
  })
  return changeField(filled, 'template', defaultPodTemplate)
}

/** Labels the template with the job's own name and uid and selects by the uid, unless a selector was to be kept. */
function withSelector(object: Job): Job {
  const { spec } = object
  if (spec === undefined || spec.manualSelector === true) return object
  const { name = '', uid = '' } = object.metadata
  const generated = Object.fromEntries([...nameLabels.map((key) => [key, name]), ...uidLabels.map((key) => [key, uid])]) as StringMap
  const template = { ...spec.template, metadata: { ...spec.template?.metadata, labels: { ...generated, ...spec.template?.metadata?.labels } } }
  const [uidLabel = ''] = uidLabels
  return { ...object, spec: { ...spec, template, selector: { ...spec.selector, matchLabels: { [uidLabel]: uid, ...spec.selector?.matchLabels } } } }
}

function withTemplateLabels(object: Job): Job {
  const labels = object.spec?.template?.metadata?.labels
  return labels === undefined || object.metadata.labels !== undefined ? object : { ...object, metadata: { ...object.metadata, labels } }
}

function validateGeneratedSelector({ metadata, spec }: Job): readonly FieldError[] {
  if (spec === undefined || spec.manualSelector === true || spec.selector === undefined) return []
  const { name = '', uid = '' } = metadata
  const labels = spec.template?.metadata?.labels ?? {}
  const expected = Object.fromEntries([...uidLabels.map((key) => [key, uid]), ...nameLabels.map((key) => [key, name])]) as StringMap
  const errors = Object.entries(expected).flatMap(([key, value]) => {
    const path = `spec.template.metadata.labels[${key}]`
    if (!Object.hasOwn(labels, key)) return [requiredField(path, `must be '${value}'`)]
    return labels[key] === value ? [] : [invalidField(path, labels, `must be '${value}'`)]
  })
  return matches(readLabelSelector(spec.selector), expected) ? errors : [...errors, invalidField('spec.selector', spec.selector, '`selector` not auto-generated')]
}

/** Kubernetes' `ValidateJobSpecUpdate`. */
function validateChange(next: Job['spec'], current: Job['spec'], started: boolean): readonly FieldError[] {
  const frozen = (field: 'completionMode' | 'podFailurePolicy' | 'backoffLimitPerIndex' | 'managedBy' | 'successPolicy'): readonly FieldError[] => {
    const [after, before] = [next?.[field as keyof JobSpec], current?.[field as keyof JobSpec]]
    return equalJson(after, before) ? [] : [invalidField(`spec.${field}`, after, 'field is immutable')]
  }
  return [
    ...validateCompletionsChange(next, current),
    ...validateSelectorChange(next, current),
    ...(equalJson(templateOf(next, current, started), current?.template) ? [] : [invalidField('spec.template', elidedTemplate, 'field is immutable')]),
    ...frozen('completionMode'), ...frozen('podFailurePolicy'), ...frozen('backoffLimitPerIndex'), ...frozen('managedBy'), ...frozen('successPolicy'),
  ]
}

/** Upstream dumps the whole template as Go has it in memory. */
const elidedTemplate: GoText = { goText: 'core.PodTemplateSpec{...}' }

function validateCompletionsChange(next: Job['spec'], current: Job['spec']): readonly FieldError[] {
  if (next?.completions === current?.completions) return []
  const path = 'spec.completions'
  if (next?.completionMode !== 'Indexed' || next.completions === undefined || current?.completions === undefined) return [invalidField(path, next?.completions, 'field is immutable')]
  return next.completions === next.parallelism && current.completions === current.parallelism
    ? [] : [invalidField(path, next.completions, 'can only be modified in tandem with spec.parallelism')]
}

/** The new template, less what may change of a job that is suspended and has not started: where its pods may run. */
function templateOf(next: Job['spec'], current: Job['spec'], started: boolean): unknown {
  const before = current?.template?.spec
  const after = next?.template?.spec
  if (current?.suspend !== true || started || before === undefined || after === undefined) return next?.template
  const { nodeSelector, tolerations, affinity, schedulingGates } = before
  const directives = Object.entries({ nodeSelector, tolerations, affinity, schedulingGates }).filter(([, value]) => value !== undefined)
  const { nodeSelector: _selector, tolerations: _tolerations, affinity: _affinity, schedulingGates: _gates, ...rest } = after
  const { labels, annotations } = current.template?.metadata ?? {}
  const metadata = { ...next?.template?.metadata, ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }) }
  return { ...next?.template, metadata, spec: { ...rest, ...Object.fromEntries(directives) } }
}

function statusOf({ metadata, status }: Job): string {
  const is = (type: string) => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true
  if (is('Complete')) return 'Complete'
  if (is('Failed')) return 'Failed'
  if (metadata.deletionTimestamp !== undefined) return 'Terminating'
  if (is('Suspended')) return 'Suspended'
  return ['FailureTarget', 'SuccessCriteriaMet'].find(is) ?? 'Running'
}

function completionsOf({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`
  const parallelism = spec?.parallelism ?? 0
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

function durationOf({ status }: Job): Cell {
  if (status?.startTime === undefined) return ''
  if (status.completionTime === undefined) return { since: status.startTime }
  return formatHumanDuration(Date.parse(status.completionTime) - Date.parse(status.startTime))
}
