import {
  type FieldError, forbiddenField, invalidField, type PersistentVolume, requiredField, unsupportedField, validateSubdomainName,
} from '../../shared/model/index.ts'
import { equalJson, parseQuantity } from '../schema/index.ts'
import { formatAccessModes, validateAccessModes, validateVolumeMode } from './access-modes.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { validatePath } from './path.ts'
import { ageOf, type Cell, describeColumns } from './table.ts'

type Spec = NonNullable<PersistentVolume['spec']>

const reclaimPolicies = ['Delete', 'Recycle', 'Retain']
/** The fields of the spec that say what kind of volume it is. */
const sources = [
  'hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte', 'cephfs', 'iscsi', 'cinder', 'fc', 'azureFile',
  'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi', 'flexVolume',
] as const

export const persistentVolume = defineKind<PersistentVolume>({
  kind: 'PersistentVolume', apiVersion: 'v1', plural: 'persistentvolumes', singular: 'persistentvolume', shortNames: ['pv'],
  namespaced: false, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => {
    const filled = fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' })
    return changeField(filled, 'hostPath', (source) => (source.type === undefined ? { ...source, type: '' } : source))
  }),
  validate: ({ spec = {} }) => validateSpec(spec),
  validateUpdate: (next, current) => [
    ...(equalJson(sourceOf(next.spec), sourceOf(current.spec))
      ? [] : [forbiddenField('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation')]),
    ...(next.spec?.volumeMode === current.spec?.volumeMode ? [] : [invalidField('spec.volumeMode', next.spec?.volumeMode, 'field is immutable')]),
  ],
  initialStatus: () => ({ phase: 'Pending' }),
  table: {
    columns: describeColumns(
      'Name', 'Capacity', 'Access Modes', 'Reclaim Policy', 'Status', 'Claim', 'StorageClass', 'VolumeAttributesClass', 'Reason', 'Age', 'VolumeMode*',
    ),
    row: volumeRow,
  },
})

function sourceOf(spec: Spec = {}): unknown {
  return Object.fromEntries(sources.map((source) => [source, spec[source]]))
}

/** Kubernetes' `ValidatePersistentVolumeSpec`. */
function validateSpec(spec: Spec): readonly FieldError[] {
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy: policy = '', storageClassName = '' } = spec
  return [
    ...(accessModes.length === 0 ? [requiredField('spec.accessModes', '')] : []),
    ...validateAccessModes(accessModes, 'spec.accessModes'),
    ...(Object.keys(capacity).length === 0 ? [requiredField('spec.capacity', '')] : []),
    ...(Object.keys(capacity).length > 0 && (Object.keys(capacity).length > 1 || capacity['storage'] === undefined)
      ? [unsupportedField('spec.capacity', capacity, ['storage'])] : []),
    ...Object.entries(capacity).flatMap(([name, quantity]) => (parseQuantity(quantity) > 0 ? [] : [invalidField(`spec.capacity[${name}]`, quantity, 'must be greater than zero')])),
    ...(policy === '' || reclaimPolicies.includes(policy) ? [] : [unsupportedField('spec.persistentVolumeReclaimPolicy', policy, reclaimPolicies)]),
    ...validateSources(spec),
    ...(storageClassName === '' ? [] : validateSubdomainName(storageClassName, false).map((problem) => invalidField('spec.storageClassName', storageClassName, problem))),
    ...validateVolumeMode(spec.volumeMode, 'spec.volumeMode'),
  ]
}

function validateSources(spec: Spec): readonly FieldError[] {
  const given = sources.filter((source) => spec[source] !== undefined)
  if (given.length === 0) return [requiredField('spec', 'must specify a volume type')]
  const { hostPath, nfs, local, csi } = spec
  return [
    ...given.slice(1).map((source) => forbiddenField(`spec.${source}`, 'may not specify more than 1 volume type')),
    ...(hostPath === undefined ? [] : validatePath(hostPath.path, 'spec.hostPath.path')),
    ...(hostPath?.path === '/' && spec.persistentVolumeReclaimPolicy === 'Recycle'
      ? [forbiddenField('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")] : []),
    ...(nfs === undefined || nfs.server ? [] : [requiredField('spec.nfs.server', '')]),
    ...(nfs === undefined || nfs.path ? [] : [requiredField('spec.nfs.path', '')]),
    ...(local === undefined ? [] : validatePath(local.path, 'spec.local.path')),
    ...(local === undefined || spec.nodeAffinity !== undefined ? [] : [requiredField('spec.nodeAffinity', 'Local volume requires node affinity')]),
    ...(csi === undefined || csi.driver ? [] : [requiredField('spec.csi.driver', '')]),
    ...(csi === undefined || csi.volumeHandle ? [] : [requiredField('spec.csi.volumeHandle', '')]),
  ]
}

function volumeRow(object: PersistentVolume): readonly Cell[] {
  const { metadata, spec = {}, status = {} } = object
  const claim = spec.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`
  return [
    metadata.name ?? '', spec.capacity?.['storage'] ?? '', formatAccessModes(spec.accessModes), spec.persistentVolumeReclaimPolicy ?? '',
    metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating', claim,
    metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? '', spec.volumeAttributesClassName ?? '<unset>',
    status.reason ?? '', ageOf(object), spec.volumeMode ?? '<unset>',
  ]
}
