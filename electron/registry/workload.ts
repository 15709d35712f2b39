import { type FieldError, invalidField, requiredField } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { validateCount } from './count.ts'
import { equalJson } from '../schema/index.ts'
import { type LabelSelector, readLabelSelector, validateLabelSelector } from './label-selector.ts'
import { type PodTemplate, validatePodTemplate } from './pod-spec.ts'

/** What ReplicaSets and Deployments have in common. */
export interface WorkloadSpec {
  readonly replicas?: number
  readonly minReadySeconds?: number
  readonly selector?: LabelSelector
  readonly template?: PodTemplate
}

/** All errors of a spec with a selector and a template, in upstream's order and words (the word "deployment" is upstream's for both kinds). */
export function validateWorkload(spec: WorkloadSpec): readonly FieldError[] {
  const { selector } = spec
  const isEmpty = selector !== undefined && Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0
  const errors = selector === undefined ? [] : validateLabelSelector(selector, 'spec.selector')
  const read = readLabelSelector(selector)
  return [
    ...validateCount(spec.replicas, 'spec.replicas'),
    ...validateCount(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...(selector === undefined ? [requiredField('spec.selector', '')] : errors),
    ...(isEmpty ? [invalidField('spec.selector', { matchLabels: null, ...selector }, 'empty selector is invalid for deployment')] : []),
    // Upstream asks the template only of a selector that can be read, and not of an empty one.
    ...validatePodTemplate(spec.template, 'spec.template', errors.length > 0 || isEmpty ? undefined : (labels) => matches(read, labels)),
  ]
}

export function validateSelectorChange(next: WorkloadSpec | undefined, current: WorkloadSpec | undefined): readonly FieldError[] {
  return equalJson(next?.selector, current?.selector) ? [] : [invalidField('spec.selector', next?.selector, 'field is immutable')]
}
