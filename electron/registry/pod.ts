import { type FieldError, forbiddenField, type Pod, validateSubdomainName } from '../../shared/model/index.ts'
import { requestLimits } from './container.ts'
import { equalJson } from '../schema/index.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { defineKind } from './kind.ts'
import { defaultPodSpec, type PodSpec, validatePodSpec } from './pod-spec.ts'
import { podStatus } from './pod-status.ts'
import { type Cell, ageOf, describeColumns, orNone } from './table.ts'

export const pod = defineKind<Pod>({
  kind: 'Pod', apiVersion: 'v1', plural: 'pods', singular: 'pod', shortNames: ['po'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(fill(object, { spec: { containers: [] } }), 'spec', fillSpec),
  validate: (object) => validateSpec(object.spec),
  validateCreation: ({ spec }) => ((spec?.ephemeralContainers ?? []).length === 0 ? [] : [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')]),
  validateUpdate: (next, current) => validateSpecChange(next.spec, current.spec),
  initialStatus: (object) => beginnings[qosClassOf(object.spec)],
  table: {
    columns: describeColumns('Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP*', 'Node*', 'Nominated Node*', 'Readiness Gates*'),
    row: podRow,
  },
})

// A controller makes its pods one after another of one template, and a frozen spec gives the same every time.
const lastFilled: { spec?: PodSpec; filled?: PodSpec } = {}
const lastValid: { spec?: PodSpec | undefined } = {}

function fillSpec(spec: PodSpec): PodSpec {
  if (lastFilled.spec === spec && lastFilled.filled !== undefined && Object.isFrozen(spec)) return lastFilled.filled
  const account = spec.serviceAccountName ?? spec.serviceAccount
  const named = account === undefined ? {} : { serviceAccount: account, serviceAccountName: account }
  const filled = fill(withRequests(defaultPodSpec(spec)), { enableServiceLinks: true, ...named })
  if (Object.isFrozen(spec)) Object.freeze(filled)
  lastFilled.spec = spec
  lastFilled.filled = filled
  return filled
}

function validateSpec(spec: PodSpec | undefined): readonly FieldError[] {
  if (spec !== undefined && spec === lastValid.spec && Object.isFrozen(spec)) return []
  const errors = validatePodSpec(spec, 'spec')
  if (errors.length === 0) lastValid.spec = spec
  return errors
}

function withRequests(spec: PodSpec): PodSpec {
  const started = changeField(spec, 'initContainers', (containers) => mapSame(containers, requestLimits))
  return changeField(started, 'containers', (containers) => mapSame(containers, requestLimits))
}

const frozenSpec = 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,'
  + '`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** Kubernetes' `ValidatePodUpdate`, without the Go diff that it adds to the text. */
function validateSpecChange(next: PodSpec | undefined, current: PodSpec | undefined): readonly FieldError[] {
  if (next === undefined || current === undefined || next === current) return []
  if ((next.containers ?? []).length !== (current.containers ?? []).length) return [forbiddenField('spec.containers', 'pod updates may not add or remove containers')]
  return equalJson(fixedPart(next, current), fixedPart(current, current)) ? [] : [forbiddenField('spec', frozenSpec)]
}

/** The spec with what may change put back to what it is now. */
function fixedPart(spec: PodSpec, current: PodSpec): PodSpec {
  const added = (spec.tolerations ?? []).filter((toleration) => !current.tolerations?.some((old) => equalJson(old, toleration)))
  const kept = (spec.tolerations ?? []).length - added.length === (current.tolerations ?? []).length
  const { activeDeadlineSeconds: _deadline, tolerations: own, ...rest } = spec
  const imagesOf = (list: PodSpec['containers'] = []) => list.map((container) => ({ ...container, image: '' }))
  return {
    ...rest,
    containers: imagesOf(spec.containers),
    ...(spec.initContainers === undefined ? {} : { initContainers: imagesOf(spec.initContainers) }),
    tolerations: (kept ? current.tolerations : own) ?? [],
  }
}

type QosClass = 'BestEffort' | 'Burstable' | 'Guaranteed'

/** What a pod's status begins with. */
const beginnings: Readonly<Record<QosClass, object>> = {
  BestEffort: Object.freeze({ phase: 'Pending', qosClass: 'BestEffort' }),
  Burstable: Object.freeze({ phase: 'Pending', qosClass: 'Burstable' }),
  Guaranteed: Object.freeze({ phase: 'Pending', qosClass: 'Guaranteed' }),
}

const qosClasses = new WeakMap<PodSpec, QosClass>()

function qosClassOf(spec: PodSpec | undefined): QosClass {
  if (spec === undefined || !Object.isFrozen(spec)) return measureQos(spec)
  let known = qosClasses.get(spec)
  if (known === undefined) qosClasses.set(spec, (known = measureQos(spec)))
  return known
}

function measureQos(spec: PodSpec | undefined): QosClass {
  const resources = (spec?.containers ?? []).map((container) => container.resources ?? {})
  const isEmpty = (quantities: object | undefined) => Object.keys(quantities ?? {}).length === 0
  if (resources.every(({ limits, requests }) => isEmpty(limits) && isEmpty(requests))) return 'BestEffort'
  const guaranteed = resources.every(({ limits = {}, requests = {} }) => limits['cpu'] && limits['memory'] && equalJson(limits, { ...limits, ...requests }))
  return guaranteed ? 'Guaranteed' : 'Burstable'
}

function podRow(pod: Pod): readonly Cell[] {
  const { status, readyContainers, totalContainers, restarts, lastRestart } = podStatus(pod)
  return [
    pod.metadata.name ?? '',
    `${readyContainers}/${totalContainers}`,
    status,
    lastRestart === undefined ? String(restarts) : { since: lastRestart, before: `${restarts} (`, after: ' ago)' },
    ageOf(pod),
    orNone(pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP),
    orNone(pod.spec?.nodeName),
    orNone(pod.status?.nominatedNodeName),
    formatReadinessGates(pod),
  ]
}

function formatReadinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? []
  const met = gates.filter(({ conditionType }) => status?.conditions?.find(({ type }) => type === conditionType)?.status === 'True')
  return gates.length === 0 ? '<none>' : `${met.length}/${gates.length}`
}
