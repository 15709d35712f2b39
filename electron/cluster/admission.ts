import type { Ingress, KubeObject, PersistentVolumeClaim, Pod, StoredObject } from '../../shared/model/index.ts'
import { forbidden, notFound } from '../../shared/status/index.ts'
import type { Kind } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { admitClaim, admitIngress, checkGlobalDefault } from './admission-classes.ts'
import { checkLimits } from './admission-limits.ts'
import { admitPod, tolerateNodeTroubles } from './admission-pod.ts'
import { takeQuota } from './admission-quota.ts'
import { resourceName } from './objects.ts'
import type { Random } from './random.ts'

const namespaces = { plural: 'namespaces', group: '' }
const immortal = new Set(['default', 'kube-system', 'kube-public'])

/** Upstream's NamespaceLifecycle on creation: throws NotFound without the namespace, Forbidden when it is going. */
export function admitCreation(tx: Transaction, kind: Kind, object: KubeObject): void {
  if (!kind.namespaced) return
  const name = object.metadata.namespace ?? ''
  const namespace = tx.get({ resource: 'namespaces', namespace: '', name })
  if (namespace === undefined) throw notFound(namespaces, name)
  if (namespace.metadata.deletionTimestamp === undefined) return
  throw forbidden(resourceName(kind), object.metadata.name ?? '', `unable to create new content in namespace ${name} because it is being terminated`)
}

/** The same on deletion: throws Forbidden for the namespaces that every cluster has. */
export function admitDeletion(kind: Kind, object: StoredObject): void {
  if (kind.kind === 'Namespace' && immortal.has(object.metadata.name)) throw forbidden(namespaces, object.metadata.name, 'this namespace may not be deleted')
}

/** What admission makes of a new object that has its defaults. Throws Forbidden. */
export function fillByAdmission(tx: Transaction, random: Random, kind: Kind, object: KubeObject): KubeObject {
  switch (kind.kind) {
    case 'Pod': return admitPod(tx, random, object as Pod)
    case 'PersistentVolumeClaim': return admitClaim(tx, object as PersistentVolumeClaim)
    case 'Ingress': return admitIngress(tx, object as Ingress)
    default: return object
  }
}

/** What admission makes of a changed object that has its defaults. */
export function refillByAdmission(kind: Kind, object: KubeObject): KubeObject {
  return kind.kind === 'Pod' ? tolerateNodeTroubles(object as Pod) : object
}

/** What admission has against a new object that is valid. Throws Forbidden. */
export function checkByAdmission(tx: Transaction, kind: Kind, object: KubeObject): void {
  if (kind.kind === 'PriorityClass') checkGlobalDefault(tx, object)
  checkLimits(tx, kind, object)
  takeQuota(tx, kind, object)
}
