import { type FieldError, invalidField, type Job, requiredField, unsupportedField } from '../../shared/model/index.ts'
import { validateCount } from './count.ts'
import { validateTemplate } from './pod-spec.ts'

export type JobSpec = NonNullable<Job['spec']>

const completionModes = ['Indexed', 'NonIndexed']
const mostIndexedPods = 100_000

/** What Jobs and the jobs of CronJobs have in common: Kubernetes' `validateJobSpec`. */
export function validateJobSpec(spec: JobSpec | undefined, path: string): readonly FieldError[] {
  const { parallelism, completions, activeDeadlineSeconds, backoffLimit, ttlSecondsAfterFinished, completionMode, template }: Partial<JobSpec> = spec ?? {}
  const isIndexed = completionMode === 'Indexed'
  return [
    ...validateCount(parallelism, `${path}.parallelism`),
    ...validateCount(completions, `${path}.completions`),
    ...validateCount(activeDeadlineSeconds, `${path}.activeDeadlineSeconds`),
    ...validateCount(backoffLimit, `${path}.backoffLimit`),
    ...validateCount(ttlSecondsAfterFinished, `${path}.ttlSecondsAfterFinished`),
    ...validateCount(spec?.backoffLimitPerIndex, `${path}.backoffLimitPerIndex`),
    ...validateCount(spec?.maxFailedIndexes, `${path}.maxFailedIndexes`),
    ...(completionMode === undefined || completionModes.includes(completionMode) ? [] : [unsupportedField(`${path}.completionMode`, completionMode, completionModes)]),
    ...(isIndexed && completions === undefined ? [requiredField(`${path}.completions`, 'when completion mode is Indexed')] : []),
    ...(isIndexed && parallelism !== undefined && parallelism > mostIndexedPods
      ? [invalidField(`${path}.parallelism`, parallelism, `must be less than or equal to ${mostIndexedPods} when completion mode is Indexed`)] : []),
    ...validateTemplate(template, `${path}.template`),
    ...validateJobRestart(template?.spec?.restartPolicy ?? '', `${path}.template.spec.restartPolicy`),
  ]
}

/** A pod that always starts again never completes. */
function validateJobRestart(policy: string, path: string): readonly FieldError[] {
  if (policy === '' || policy === 'Always') return [requiredField(path, 'valid values: "OnFailure", "Never"')]
  return policy === 'OnFailure' || policy === 'Never' ? [] : [unsupportedField(path, policy, ['OnFailure', 'Never'])]
}
