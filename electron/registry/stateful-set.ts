import {
  type FieldError, forbiddenField, invalidField, requiredField, type StatefulSet, unsupportedField, validateAnnotations, validateLabels,
  validateSubdomainName,
} from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { validateCount } from './count.ts'
import { equalJson } from '../schema/index.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { defineKind } from './kind.ts'
import { readLabelSelector, validateLabelSelector } from './label-selector.ts'
import { defaultPodTemplate } from './pod-spec.ts'
import { ageOf, containerCells, describeColumns } from './table.ts'
import { defaultClaimSpec } from './volume-claim.ts'

type Spec = NonNullable<StatefulSet['spec']>
type Claim = NonNullable<Spec['volumeClaimTemplates']>[number]

export const statefulSet = defineKind<StatefulSet>({
  kind: 'StatefulSet', apiVersion: 'apps/v1', plural: 'statefulsets', singular: 'statefulset', shortNames: ['sts'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', defaultSpec),
  validate: ({ spec = {} as Spec }) => validateSpec(spec),
  validateUpdate: (next, current) => (equalJson(fixedPart(next.spec), fixedPart(current.spec)) ? [] : [forbiddenField('spec', frozenSpec)]),
  initialStatus: () => ({ availableReplicas: 0, replicas: 0 }),
  generation: true,
  table: {
    columns: describeColumns('Name', 'Ready', 'Age', 'Containers*', 'Images*'),
    row: (object) => [
      object.metadata.name ?? '', `${object.status?.readyReplicas ?? 0}/${object.spec?.replicas ?? 0}`, ageOf(object), ...containerCells(object.spec?.template),
    ],
  },
})

function defaultSpec(spec: Spec): Spec {
  const filled = fill(spec, {
    persistentVolumeClaimRetentionPolicy: {}, podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10, updateStrategy: {},
  })
  const kept = changeField(filled, 'persistentVolumeClaimRetentionPolicy', (policy) => fill(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }))
  const updated = changeField(kept, 'updateStrategy', (strategy) => {
    const typed = fill(strategy, { type: 'RollingUpdate' })
    if (typed.type !== 'RollingUpdate') return typed
    return changeField(fill(typed, { rollingUpdate: {} }), 'rollingUpdate', (rolling) => fill(rolling, { partition: 0 }))
  })
  const claimed = changeField(updated, 'volumeClaimTemplates', (claims) => mapSame(claims, defaultClaim))
  return changeField(claimed, 'template', defaultPodTemplate)
}

function defaultClaim(claim: Claim): Claim {
  const filled = fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: {} })
  return changeField(changeField(filled, 'status', (status) => fill(status, { phase: 'Pending' })), 'spec', defaultClaimSpec)
}

/** Kubernetes' `ValidateStatefulSetSpec`. Upstream leaves the containers of the template to the creation of the pods. */
function validateSpec(spec: Spec): readonly FieldError[] {
  const { selector, template } = spec as Partial<Spec>
  const read = readLabelSelector(selector)
  const labels = template?.metadata?.labels ?? {}
  const isEmpty = Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length === 0
  const policy = template?.spec?.restartPolicy ?? ''
  return [
    ...validatePodManagement(spec.podManagementPolicy ?? ''),
    ...validateUpdateStrategy(spec),
    ...validateRetention(spec),
    ...validateCount(spec.replicas, 'spec.replicas'),
    ...validateCount(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateCount(spec.ordinals?.start, 'spec.ordinals.start'),
    ...(selector === undefined ? [requiredField('spec.selector', '')] : validateLabelSelector(selector, 'spec.selector')),
    ...(selector !== undefined && isEmpty ? [invalidField('spec.selector', selector, 'empty selector is invalid for statefulset')] : []),
    ...((selector === undefined || !isEmpty) && !matches(read, labels)
      ? [invalidField('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')] : []),
    ...validateLabels(template?.metadata?.labels, 'spec.template.labels'),
    ...validateAnnotations(template?.metadata?.annotations, 'spec.template.annotations'),
    ...(policy === 'Always' ? [] : [unsupportedField('spec.template.spec.restartPolicy', policy, ['Always'])]),
    ...(template?.spec?.activeDeadlineSeconds === undefined
      ? [] : [forbiddenField('spec.template.spec.activeDeadlineSeconds', 'activeDeadlineSeconds in StatefulSet is not Supported')]),
  ]
}

function validatePodManagement(policy: string): readonly FieldError[] {
  const path = 'spec.podManagementPolicy'
  if (policy === '') return [requiredField(path, '')]
  return ['OrderedReady', 'Parallel'].includes(policy) ? [] : [invalidField(path, policy, "must be 'OrderedReady' or 'Parallel'")]
}

function validateUpdateStrategy({ updateStrategy: { type = '', rollingUpdate } = {} }: Spec): readonly FieldError[] {
  const path = 'spec.updateStrategy'
  switch (type) {
    case '': return [requiredField(path, '')]
    case 'OnDelete': return rollingUpdate === undefined ? [] : [invalidField(`${path}.rollingUpdate`, rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'")]
    case 'RollingUpdate': return validateCount(rollingUpdate?.partition, `${path}.rollingUpdate.partition`)
    default: return [invalidField(path, { type }, "must be 'RollingUpdate' or 'OnDelete'")]
  }
}

function validateRetention({ persistentVolumeClaimRetentionPolicy: policy = {} }: Spec): readonly FieldError[] {
  return (['whenDeleted', 'whenScaled'] as const).flatMap((when) => {
    const wanted = policy[when] ?? ''
    return ['Retain', 'Delete'].includes(wanted) ? [] : [unsupportedField(`spec.persistentVolumeClaimRetentionPolicy.${when}`, wanted, ['Delete', 'Retain'])]
  })
}

const frozenSpec = "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
  + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"

function fixedPart(spec: StatefulSet['spec']): unknown {
  const { replicas: _replicas, ordinals: _ordinals, template: _template, updateStrategy: _strategy, persistentVolumeClaimRetentionPolicy: _policy, minReadySeconds: _ready, ...rest }: Partial<Spec> = spec ?? {}
  return rest
}
