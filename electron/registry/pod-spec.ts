import {
  checkDns1123Label, type FieldError, forbiddenField, invalidField, type Pod, requiredField, unsupportedField, validateAnnotations, validateLabels,
  validateSubdomainName,
} from '../../shared/model/index.ts'
import { type Container, defaultContainer, validateContainers } from './container.ts'
import { type EphemeralContainer, validateEphemeralContainers } from './ephemeral-containers.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { validateHostPorts } from './port.ts'
import { validateAffinity, validateSpreads, validateTolerations } from './scheduling.ts'
import { defaultVolume, validateVolumes } from './volume.ts'

export type PodSpec = NonNullable<Pod['spec']>
type Containers = PodSpec['containers']
export interface PodTemplate {
  readonly metadata?: Pod['metadata']
  readonly spec?: PodSpec
}

export function defaultPodSpec(spec: PodSpec): PodSpec {
  let filled = fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  })
  filled = changeField(filled, 'volumes', (volumes) => mapSame(volumes, defaultVolume))
  const onHost = (containers: Containers) => (spec.hostNetwork === true ? takeHostPorts(containers) : containers)
  filled = changeField(filled, 'initContainers', (containers) => onHost(mapSame(containers, defaultContainer)))
  filled = changeField(filled, 'ephemeralContainers', (containers) => mapSame(containers, (one) => defaultContainer(one as Container) as EphemeralContainer))
  return changeField(filled, 'containers', (containers) => onHost(mapSame(containers, defaultContainer)))
}

/** On the node's own network a container's ports are the node's. */
function takeHostPorts(containers: Containers): Containers {
  return mapSame(containers, (container) => changeField(container, 'ports', (ports) => mapSame(ports, (port) => fill(port, { hostPort: port.containerPort }))))
}

export function defaultPodTemplate(template: PodTemplate): PodTemplate {
  return changeField(template, 'spec', defaultPodSpec)
}

const restartPolicies = ['Always', 'OnFailure', 'Never']
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']

/** All errors of a pod's spec, as Kubernetes' `ValidatePodSpec` has them. */
export function validatePodSpec(spec: PodSpec | undefined, path: string): readonly FieldError[] {
  const { containers = [], initContainers = [], volumes = [], restartPolicy = '', dnsPolicy = 'ClusterFirst' }: Partial<PodSpec> = spec ?? {}
  const names = new Set(volumes.map((volume) => volume.name))
  const taken = new Set(containers.map((container) => container.name))
  return [
    ...validateVolumes(volumes, `${path}.volumes`),
    ...(containers.length === 0 ? [requiredField(`${path}.containers`, '')] : validateContainers(containers, names, `${path}.containers`, new Set())),
    ...validateHostPorts(containers, `${path}.containers`),
    ...validateContainers(initContainers, names, `${path}.initContainers`, taken, 'init'),
    ...(spec === undefined ? [] : validateEphemeralContainers(spec, `${path}.ephemeralContainers`)),
    ...validateRestartPolicy(restartPolicy, `${path}.restartPolicy`, restartPolicies),
    ...(dnsPolicies.includes(dnsPolicy) ? [] : [unsupportedField(`${path}.dnsPolicy`, dnsPolicy, dnsPolicies)]),
    ...validateLabels(spec?.nodeSelector, `${path}.nodeSelector`),
    ...validateHostNetwork(spec, `${path}.containers`),
    ...validateNames(spec, path),
    ...validateDeadline(spec?.activeDeadlineSeconds, `${path}.activeDeadlineSeconds`),
    ...validateTolerations(spec?.tolerations ?? [], `${path}.tolerations`),
    ...(spec?.affinity === undefined ? [] : validateAffinity(spec.affinity, `${path}.affinity`)),
    ...validateSpreads(spec?.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`),
  ]
}

function validateHostNetwork(spec: PodSpec | undefined, path: string): readonly FieldError[] {
  if (spec?.hostNetwork !== true) return []
  return (spec.containers as Containers | undefined ?? []).flatMap(({ ports = [] }, index) => ports.flatMap(({ hostPort, containerPort }, place) =>
    (hostPort === containerPort ? [] : [invalidField(`${path}[${index}].ports[${place}].hostPort`, hostPort ?? 0, 'must match `containerPort` when `hostNetwork` is true')])))
}

function validateNames(spec: PodSpec | undefined, path: string): readonly FieldError[] {
  const { serviceAccountName, nodeName, hostname, subdomain, priorityClassName }: Partial<PodSpec> = spec ?? {}
  const check = (rule: (name: string) => readonly string[], name: string | undefined, field: string): readonly FieldError[] =>
    (name ? rule(name).map((problem) => invalidField(`${path}.${field}`, name, problem)) : [])
  const subdomainRule = (name: string) => validateSubdomainName(name, false)
  return [
    ...check(subdomainRule, serviceAccountName, 'serviceAccountName'),
    ...check(subdomainRule, nodeName, 'nodeName'),
    ...check(checkDns1123Label, hostname, 'hostname'),
    ...check(checkDns1123Label, subdomain, 'subdomain'),
    ...check(subdomainRule, priorityClassName, 'priorityClassName'),
  ]
}

function validateDeadline(seconds: number | undefined, path: string): readonly FieldError[] {
  return seconds === undefined || seconds >= 1 ? [] : [invalidField(path, seconds, 'must be between 1 and 2147483647, inclusive')]
}

export function validateRestartPolicy(policy: string, path: string, supported: readonly string[]): readonly FieldError[] {
  if (policy === '') return [requiredField(path, '')]
  return supported.includes(policy) ? [] : [unsupportedField(path, policy, supported)]
}

/** All errors of a template: Kubernetes' `ValidatePodTemplateSpec`. */
export function validateTemplate(template: PodTemplate | undefined, path: string): readonly FieldError[] {
  return [
    ...validateLabels(template?.metadata?.labels, `${path}.labels`),
    ...validateAnnotations(template?.metadata?.annotations, `${path}.annotations`),
    ...validatePodSpec(template?.spec ?? ({ containers: [], restartPolicy: 'Always' } satisfies PodSpec), `${path}.spec`),
    ...((template?.spec?.ephemeralContainers ?? []).length === 0
      ? [] : [forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]),
  ]
}

/** All errors of the template of something that keeps pods running. `matches` says whether its selector takes labels; undefined when there is none to ask. */
export function validatePodTemplate(
  template: PodTemplate | undefined, path: string, matches: ((labels: Readonly<Record<string, string>>) => boolean) | undefined,
): readonly FieldError[] {
  const labels = template?.metadata?.labels ?? {}
  const policy = template?.spec?.restartPolicy ?? 'Always'
  return [
    ...(matches === undefined || matches(labels) ? [] : [invalidField(`${path}.metadata.labels`, labels, '`selector` does not match template `labels`')]),
    ...validateTemplate(template, path),
    ...(restartPolicies.includes(policy) ? validateRestartPolicy(policy, `${path}.spec.restartPolicy`, ['Always']) : []),
  ]
}
