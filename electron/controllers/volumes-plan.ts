import type { KubeObject, PersistentVolume, PersistentVolumeClaim, StorageClass, StoredObject } from '../../shared/model/index.ts'
import { findVolume } from '../scheduler/index.ts'

export type StoredClaim = StoredObject<PersistentVolumeClaim>
export type StoredVolume = StoredObject<PersistentVolume>

/** The provisioner that the cluster itself has: the one of its class `standard`. */
export const provisioner = 'rancher.io/local-path'
const noProvisioner = 'kubernetes.io/no-provisioner'
const selectedNode = 'volume.kubernetes.io/selected-node'

/** What becomes of a claim that has no volume yet. */
export type ClaimPlan =
  | { readonly step: 'bind'; readonly volume: StoredVolume }
  | { readonly step: 'provision'; readonly node: string | undefined }
  /** `reason` and `message` are those of the Event that tells of it. */
  | { readonly step: 'wait'; readonly reason: string; readonly message: string }

/** Upstream's PersistentVolume controller, for a claim that is not bound. */
export function planClaim(claim: StoredClaim, storageClass: StorageClass | undefined, volumes: readonly StoredVolume[], reaches: (volume: StoredVolume, node: string) => boolean): ClaimPlan {
  const node = claim.metadata.annotations?.[selectedNode]
  const delayed = storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
  // A volume that is so new that nothing is said of it yet is free, too.
  const free = volumes.filter((volume) => ['Available', 'Pending'].includes(volume.status?.phase ?? 'Pending') && (node === undefined || reaches(volume, node)))
  if (!delayed || node !== undefined) {
    const volume = findVolume(claim, free) as StoredVolume | undefined
    if (volume !== undefined) return { step: 'bind', volume }
  }
  if (delayed && node === undefined) return { step: 'wait', reason: 'WaitForFirstConsumer', message: 'waiting for first consumer to be created before binding' }
  if (claim.spec?.volumeName) return { step: 'wait', reason: 'FailedBinding', message: `volume "${claim.spec.volumeName}" not found` }
  if (storageClass === undefined) {
    const { storageClassName = '' } = claim.spec ?? {}
    if (storageClassName !== '') return { step: 'wait', reason: 'ProvisioningFailed', message: `storageclass.storage.k8s.io "${storageClassName}" not found` }
    return { step: 'wait', reason: 'FailedBinding', message: 'no persistent volumes available for this claim and no storage class is set' }
  }
  if (storageClass.provisioner === provisioner) return { step: 'provision', node }
  if (storageClass.provisioner === noProvisioner) return { step: 'wait', reason: 'FailedBinding', message: 'no persistent volumes available for this claim and no storage class is set' }
  const message = `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. `
    + 'If volume creation is delayed, please verify that the provisioner is running and correctly registered.'
  return { step: 'wait', reason: 'ExternalProvisioning', message }
}

/** A volume made for a claim, on the node where it is first used. */
export function buildVolume(claim: StoredClaim, storageClass: StorageClass, node: string | undefined): KubeObject {
  const name = `pvc-${claim.metadata.uid}`
  const terms = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }]
  return {
    apiVersion: 'v1', kind: 'PersistentVolume',
    metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': storageClass.provisioner }, finalizers: ['kubernetes.io/pv-protection'] },
    spec: {
      accessModes: claim.spec?.accessModes ?? [],
      capacity: { storage: claim.spec?.resources?.requests?.['storage'] ?? '0' },
      claimRef: refer(claim),
      hostPath: { path: `/var/local-path-provisioner/${name}_${claim.metadata.namespace}_${claim.metadata.name}`, type: 'DirectoryOrCreate' },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name ?? '',
      volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
      ...(node === undefined ? {} : { nodeAffinity: { required: { nodeSelectorTerms: terms } } }),
    },
  }
}

export function refer(claim: StoredClaim): object {
  const { name, namespace, resourceVersion, uid } = claim.metadata
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, resourceVersion, uid }
}
