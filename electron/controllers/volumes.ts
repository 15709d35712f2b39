import type { KubeObject, StorageClass, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { claimNamesOf, matchesAnyTerm } from '../scheduler/index.ts'
import type { StoredNode } from './node-lifecycle-plan.ts'
import { controlledBy, formatKey, parseKey } from './owners.ts'
import { isEnded, type StoredPod } from './pods.ts'
import { buildVolume, type ClaimPlan, planClaim, provisioner, refer, type StoredClaim, type StoredVolume } from './volumes-plan.ts'

const claimFinalizer = 'kubernetes.io/pvc-protection'
const volumeFinalizer = 'kubernetes.io/pv-protection'
const defaultClass = 'storageclass.kubernetes.io/is-default-class'
const binder = 'persistentvolume-controller'

/** Binds claims to volumes, makes volumes of the default class, and keeps what is in use from being deleted. */
export function startVolumes(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  switch (object.kind) {
    case 'PersistentVolumeClaim': {
      const volume = (object as StoredClaim).spec?.volumeName
      return [formatKey(object.kind, object), ...(volume ? [`PersistentVolume//${volume}`] : [])]
    }
    case 'PersistentVolume': {
      const claim = (object as StoredVolume).spec?.claimRef
      return [formatKey(object.kind, object), ...(claim === undefined ? ['claims//'] : [`PersistentVolumeClaim/${claim.namespace}/${claim.name}`])]
    }
    case 'StorageClass': return ['claims//']
    case 'Pod': {
      const pod = object as StoredPod
      const ended = event.type === 'DELETED' || (event.type === 'MODIFIED' && isEnded(pod) && !isEnded(event.previous as StoredPod))
      const claims = ended ? claimNamesOf(pod).map((name) => `PersistentVolumeClaim/${event.namespace}/${name}`) : []
      const ephemeral = event.type === 'ADDED' && (pod.spec?.volumes ?? []).some((volume) => volume.ephemeral !== undefined)
      return ephemeral ? [formatKey('Pod', object)] : claims
    }
    default: return []
  }
}

function sync(tx: ClusterTransaction, key: string): undefined {
  const { kind, namespace, name } = parseKey(key)
  switch (kind) {
    case 'claims':
      for (const claim of tx.list('PersistentVolumeClaim') as StoredClaim[]) if (!claim.spec?.volumeName || claim.status?.phase !== 'Bound') syncClaim(tx, claim)
      return
    case 'Pod': {
      const pod = tx.find('Pod', namespace, name) as StoredPod | undefined
      if (pod !== undefined) createEphemeralClaims(tx, pod)
      return
    }
    case 'PersistentVolumeClaim': {
      const claim = tx.find(kind, namespace, name) as StoredClaim | undefined
      if (claim !== undefined) syncClaim(tx, claim)
      return
    }
    default: {
      const volume = tx.find('PersistentVolume', '', name) as StoredVolume | undefined
      if (volume !== undefined) syncVolume(tx, volume)
    }
  }
}

function syncClaim(tx: ClusterTransaction, found: StoredClaim): void {
  const claim = protect(tx, found, claimFinalizer)
  if (claim.metadata.deletionTimestamp !== undefined) {
    const users = (tx.list('Pod', claim.metadata.namespace) as StoredPod[]).filter((pod) => !isEnded(pod) && claimNamesOf(pod).includes(claim.metadata.name))
    if (users.length === 0) unprotect(tx, claim, claimFinalizer)
    return
  }
  if (claim.spec?.volumeName && claim.status?.phase === 'Bound') {
    if (tx.find('PersistentVolume', '', claim.spec.volumeName) === undefined) tx.updateStatus({ ...claim, status: { ...claim.status, phase: 'Lost' } })
    return
  }
  const classes = tx.list('StorageClass') as StoredObject<StorageClass>[]
  const classed = withClass(tx, claim, classes)
  const storageClass = classes.find((one) => one.metadata.name === classed.spec?.storageClassName)
  const reaches = (volume: StoredVolume, node: string) => {
    const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms
    const host = tx.find('Node', '', node) as StoredNode | undefined
    return terms === undefined || (host !== undefined && matchesAnyTerm(terms, host))
  }
  carryOut(tx, classed, storageClass, planClaim(classed, storageClass, tx.list('PersistentVolume') as StoredVolume[], reaches))
}

/** A claim that names no class gets the default one. */
function withClass(tx: ClusterTransaction, claim: StoredClaim, classes: readonly StoredObject<StorageClass>[]): StoredClaim {
  if (claim.spec?.storageClassName !== undefined || claim.spec?.volumeName) return claim
  const chosen = classes.filter((one) => one.metadata.annotations?.[defaultClass] === 'true').sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp))[0]
  return chosen === undefined ? claim : (tx.update({ ...claim, spec: { ...claim.spec, storageClassName: chosen.metadata.name } }) as StoredClaim)
}

function carryOut(tx: ClusterTransaction, claim: StoredClaim, storageClass: StoredObject<StorageClass> | undefined, plan: ClaimPlan): void {
  switch (plan.step) {
    case 'wait':
      if (claim.status?.phase !== 'Pending') tx.updateStatus({ ...claim, status: { phase: 'Pending' } })
      tx.record(claim, { type: plan.reason === 'ProvisioningFailed' ? 'Warning' : 'Normal', reason: plan.reason, message: plan.message, component: binder })
      return
    case 'bind':
      bind(tx, claim, plan.volume)
      return
    case 'provision': {
      if (storageClass === undefined) return
      const { name, namespace } = claim.metadata
      const tell = (reason: string, message: string) => tx.record(claim, { type: 'Normal', reason, message, component: provisioner })
      const volume = buildVolume(claim, storageClass, plan.node)
      const known = tx.find('PersistentVolume', '', volume.metadata.name ?? '') as StoredVolume | undefined
      if (known === undefined) {
        tell('Provisioning', `External provisioner is provisioning volume for claim "${namespace}/${name}"`)
        tell('ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name}`)
      }
      bind(tx, claim, known ?? (tx.create(volume) as StoredVolume))
    }
  }
}

function bind(tx: ClusterTransaction, claim: StoredClaim, volume: StoredVolume): void {
  const annotations = { ...volume.metadata.annotations, 'pv.kubernetes.io/bound-by-controller': 'yes' }
  const bound = tx.update({ ...volume, metadata: { ...volume.metadata, annotations }, spec: { ...volume.spec, claimRef: refer(claim) } })
  tx.updateStatus({ ...bound, status: { phase: 'Bound' } })
  const named = tx.update({
    ...claim,
    metadata: { ...claim.metadata, annotations: { ...claim.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' } },
    spec: { ...claim.spec, volumeName: volume.metadata.name },
  })
  tx.updateStatus({ ...named, status: { phase: 'Bound', accessModes: volume.spec?.accessModes, capacity: volume.spec?.capacity } })
}

function syncVolume(tx: ClusterTransaction, found: StoredVolume): void {
  const volume = protect(tx, found, volumeFinalizer)
  const reference = volume.spec?.claimRef
  const claim = reference === undefined ? undefined : (tx.find('PersistentVolumeClaim', reference.namespace ?? '', reference.name ?? '') as StoredClaim | undefined)
  const held = claim !== undefined && (!reference?.uid || claim.metadata.uid === reference.uid)
  if (volume.metadata.deletionTimestamp !== undefined) {
    if (!held) unprotect(tx, volume, volumeFinalizer)
    return
  }
  if (reference === undefined || !reference.uid) {
    if (volume.status?.phase !== 'Available') tx.updateStatus({ ...volume, status: { phase: 'Available' } })
    return
  }
  if (held) return
  if (volume.spec?.persistentVolumeReclaimPolicy === 'Delete') tx.delete(volume)
  else if (volume.status?.phase !== 'Released') tx.updateStatus({ ...volume, status: { phase: 'Released' } })
}

function createEphemeralClaims(tx: ClusterTransaction, pod: StoredPod): void {
  for (const { name, ephemeral } of pod.spec?.volumes ?? []) {
    const template = ephemeral?.volumeClaimTemplate
    const claim = `${pod.metadata.name}-${name}`
    if (template === undefined || tx.find('PersistentVolumeClaim', pod.metadata.namespace ?? '', claim) !== undefined) continue
    const object: KubeObject = {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim',
      metadata: { ...template.metadata, name: claim, namespace: pod.metadata.namespace ?? '', ownerReferences: [controlledBy(pod)] },
      spec: template.spec,
    }
    tx.create(object)
  }
}

function protect<T extends StoredObject>(tx: ClusterTransaction, object: T, finalizer: string): T {
  const { finalizers = [], deletionTimestamp } = object.metadata
  if (deletionTimestamp !== undefined || finalizers.includes(finalizer)) return object
  return tx.update({ ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } }) as T
}

function unprotect(tx: ClusterTransaction, object: StoredObject, finalizer: string): void {
  const { finalizers = [], ...metadata } = object.metadata
  const left = finalizers.filter((one) => one !== finalizer)
  if (left.length < finalizers.length) tx.update({ ...object, metadata: { ...metadata, ...(left.length === 0 ? {} : { finalizers: left }) } })
}
