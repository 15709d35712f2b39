import {
  checkLabelKey, type FieldError, forbiddenField, invalidField, requiredField, type StorageClass, unsupportedField, validateSubdomainName,
} from '../../shared/model/index.ts'
import { equalJson } from '../schema/index.ts'
import { fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

const bindingModes = ['Immediate', 'WaitForFirstConsumer']
const reclaimPolicies = ['Delete', 'Retain']
const defaultMarks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

export const storageClass = defineKind<StorageClass>({
  kind: 'StorageClass', apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses', singular: 'storageclass', shortNames: ['sc'],
  namespaced: false, nameRule: validateSubdomainName,
  withDefaults: (object) => fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate: ({ provisioner, reclaimPolicy = '', volumeBindingMode = '' }) => [
    ...validateProvisioner(provisioner),
    ...(reclaimPolicies.includes(reclaimPolicy) ? [] : [unsupportedField('reclaimPolicy', reclaimPolicy, reclaimPolicies)]),
    ...(bindingModes.includes(volumeBindingMode) ? [] : [unsupportedField('volumeBindingMode', volumeBindingMode, bindingModes)]),
  ],
  validateUpdate: (next, current) => [
    ...(['parameters', 'provisioner', 'reclaimPolicy'] as const)
      .filter((field) => !equalJson(next[field], current[field]))
      .map((field) => forbiddenField(field, `updates to ${field} are forbidden.`)),
    ...(next.volumeBindingMode === current.volumeBindingMode ? [] : [invalidField('volumeBindingMode', next.volumeBindingMode, 'field is immutable')]),
  ],
  table: {
    columns: describeColumns('Name', 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion', 'Age'),
    row: (object) => [
      (object.metadata.name ?? '') + (isDefaultClass(object) ? ' (default)' : ''), object.provisioner, object.reclaimPolicy ?? 'Delete',
      object.volumeBindingMode ?? '<unset>', String(object.allowVolumeExpansion ?? false), ageOf(object),
    ],
  },
})

/** Whether claims that name no class get this one. */
export function isDefaultClass({ metadata }: Pick<StorageClass, 'metadata'>): boolean {
  return defaultMarks.some((mark) => metadata.annotations?.[mark] === 'true')
}

function validateProvisioner(provisioner: string | undefined): readonly FieldError[] {
  if (!provisioner) return [requiredField('provisioner', '')]
  return checkLabelKey(provisioner.toLowerCase()).map((problem) => invalidField('provisioner', provisioner, problem))
}
