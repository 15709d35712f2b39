import { duplicateField, type FieldError, invalidField, type Pod, requiredField, unsupportedField, validateAnnotations, validateLabels } from '../../shared/model/index.ts'
import { defaultContainer, validateContainers, validateName } from './container.ts'
import { changeField, fill, mapSame } from './fill.ts'

export type PodSpec = NonNullable<Pod['spec']>
export interface PodTemplate {
  readonly metadata?: Pod['metadata']
  readonly spec?: PodSpec
}

export function defaultPodSpec(spec: PodSpec): PodSpec {
  const filled = fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  })
  const started = changeField(filled, 'initContainers', (containers) => mapSame(containers, defaultContainer))
  return changeField(started, 'containers', (containers) => mapSame(containers, defaultContainer))
}

export function defaultPodTemplate(template: PodTemplate): PodTemplate {
  return changeField(template, 'spec', defaultPodSpec)
}

const restartPolicies = ['Always', 'OnFailure', 'Never']

/** All errors of a pod's spec, as Kubernetes' `ValidatePodSpec` has them. */
export function validatePodSpec(spec: PodSpec | undefined, path: string): readonly FieldError[] {
  const { containers = [], initContainers = [], volumes = [], restartPolicy = '' }: Partial<PodSpec> = spec ?? {}
  const names = new Set(volumes.map((volume) => volume.name))
  return [
    ...validateVolumes(volumes, `${path}.volumes`),
    ...(containers.length === 0 ? [requiredField(`${path}.containers`, '')] : validateContainers(containers, names, `${path}.containers`, new Set())),
    ...validateContainers(initContainers, names, `${path}.initContainers`, new Set(containers.map((container) => container.name))),
    ...validateRestartPolicy(restartPolicy, `${path}.restartPolicy`, restartPolicies),
    ...validateLabels(spec?.nodeSelector, `${path}.nodeSelector`),
    ...validateDeadline(spec?.activeDeadlineSeconds, `${path}.activeDeadlineSeconds`),
  ]
}

function validateDeadline(seconds: number | undefined, path: string): readonly FieldError[] {
  return seconds === undefined || seconds >= 1 ? [] : [invalidField(path, seconds, 'must be between 1 and 2147483647, inclusive')]
}

export function validateRestartPolicy(policy: string, path: string, supported: readonly string[]): readonly FieldError[] {
  if (policy === '') return [requiredField(path, '')]
  return supported.includes(policy) ? [] : [unsupportedField(path, policy, supported)]
}

function validateVolumes(volumes: NonNullable<PodSpec['volumes']>, path: string): readonly FieldError[] {
  const names = new Set<string>()
  return volumes.flatMap(({ name = '' }, index) => {
    const errors = [...validateName(name, `${path}[${index}].name`)]
    if (errors.length === 0 && names.has(name)) errors.push(duplicateField(`${path}[${index}].name`, name))
    names.add(name)
    return errors
  })
}

/** All errors of the template of something that keeps pods running. `matches` says whether its selector takes labels; undefined when there is none to ask. */
export function validatePodTemplate(
  template: PodTemplate | undefined, path: string, matches: ((labels: Readonly<Record<string, string>>) => boolean) | undefined,
): readonly FieldError[] {
  const labels = template?.metadata?.labels ?? {}
  const policy = template?.spec?.restartPolicy ?? 'Always'
  return [
    ...(matches === undefined || matches(labels) ? [] : [invalidField(`${path}.metadata.labels`, labels, '`selector` does not match template `labels`')]),
    ...validateLabels(template?.metadata?.labels, `${path}.labels`),
    ...validateAnnotations(template?.metadata?.annotations, `${path}.annotations`),
    ...validatePodSpec(template?.spec ?? ({ containers: [], restartPolicy: 'Always' } satisfies PodSpec), `${path}.spec`),
    ...(restartPolicies.includes(policy) ? validateRestartPolicy(policy, `${path}.spec.restartPolicy`, ['Always']) : []),
  ]
}
