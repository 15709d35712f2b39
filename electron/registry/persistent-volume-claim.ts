import { type FieldError, forbiddenField, invalidField, type PersistentVolumeClaim, validateSubdomainName } from '../../shared/model/index.ts'
import { equalJson, parseQuantity } from '../schema/index.ts'
import { formatAccessModes } from './access-modes.ts'
import { changeField } from './fill.ts'
import { defineKind } from './kind.ts'
import { ageOf, type Cell, describeColumns } from './table.ts'
import { type ClaimSpec, defaultClaimSpec, validateClaimSpec } from './volume-claim.ts'

const frozenSpec = 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'

export const persistentVolumeClaim = defineKind<PersistentVolumeClaim>({
  kind: 'PersistentVolumeClaim', apiVersion: 'v1', plural: 'persistentvolumeclaims', singular: 'persistentvolumeclaim', shortNames: ['pvc'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', defaultClaimSpec),
  validate: ({ spec = {} }) => validateClaimSpec(spec, 'spec'),
  validateUpdate: (next, current) => [
    ...(equalJson(fixedPart(next.spec, current), fixedPart(current.spec, current)) ? [] : [forbiddenField('spec', frozenSpec)]),
    ...validateSize(next, current),
  ],
  initialStatus: () => ({ phase: 'Pending' }),
  table: {
    columns: describeColumns('Name', 'Status', 'Volume', 'Capacity', 'Access Modes', 'StorageClass', 'VolumeAttributesClass', 'Age', 'VolumeMode*'),
    row: claimRow,
  },
})

/** The spec less what may still change: the volume once, and what a bound claim asks for. */
function fixedPart(spec: ClaimSpec = {}, current: PersistentVolumeClaim): ClaimSpec {
  const { volumeName, storageClassName, resources, ...rest } = spec
  const unbound = !current.spec?.volumeName
  const { requests: { storage: _size, ...requests } = {}, ...limits } = resources ?? {}
  return {
    ...rest,
    ...(unbound || volumeName === undefined ? {} : { volumeName }),
    // The class of a claim that has none may be given later, by whoever makes one the default.
    ...(current.spec?.storageClassName === undefined || storageClassName === undefined ? {} : { storageClassName }),
    ...(current.status?.phase === 'Bound' ? { resources: { ...limits, requests } } : { resources: resources ?? {} }),
  }
}

function validateSize(next: PersistentVolumeClaim, current: PersistentVolumeClaim): readonly FieldError[] {
  const [size, before] = [next, current].map(({ spec }) => spec?.resources?.requests?.['storage'])
  const least = current.status?.capacity?.['storage']
  if (size === undefined || before === undefined || parseQuantity(size) >= parseQuantity(before)) return []
  if (least !== undefined && parseQuantity(size) > parseQuantity(least)) return []
  return [invalidField('spec.resources.requests.storage', size, 'field can not be less than status.capacity')]
}

function claimRow(object: PersistentVolumeClaim): readonly Cell[] {
  const { metadata, spec = {}, status = {} } = object
  const bound = Boolean(spec.volumeName)
  return [
    metadata.name ?? '', metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating', spec.volumeName ?? '',
    bound ? (status.capacity?.['storage'] ?? '') : '', bound ? formatAccessModes(status.accessModes) : '',
    metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? '',
    spec.volumeAttributesClassName ?? '<unset>', ageOf(object), spec.volumeMode ?? '<unset>',
  ]
}
