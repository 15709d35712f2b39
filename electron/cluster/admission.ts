import type { Ingress, KubeObject, PersistentVolumeClaim, Pod, StoredObject } from '../../shared/model/index.ts'
import { forbidden, notFound } from '../../shared/status/index.ts'
import type { Kind } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { admitClaim, admitIngress, admitPriority, checkGlobalDefault } from './admission-classes.ts'
import { applyLimitDefaults, checkLimits } from './admission-limits.ts'
import { takeQuota } from './admission-quota.ts'
import { admitServiceAccount } from './admission-service-account.ts'
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
    case 'Pod': return shareSpec(object as Pod, tolerateNodeTroubles(admitPriority(tx, applyLimitDefaults(tx, admitServiceAccount(tx, random, object as Pod)))))
    case 'PersistentVolumeClaim': return admitClaim(tx, object as PersistentVolumeClaim)
    case 'Ingress': return admitIngress(tx, object as Ingress)
    default: return object
  }
}

/** What admission made last of a spec. */
const last: { given?: Pod['spec']; made?: Pod['spec'] } = {}

/** The pod with the spec of the one before, when it is of the same template and admission has made the same of it. */
function shareSpec({ spec: given }: Pod, admitted: Pod): Pod {
  const { spec: made } = admitted
  const isSame = given !== undefined && given === last.given && made !== undefined && last.made !== undefined && haveSameParts(made, last.made)
  if (isSame) return { ...admitted, spec: last.made as NonNullable<Pod['spec']> }
  last.given = given
  last.made = made
  return admitted
}

function haveSameParts(a: object, b: object): boolean {
  const [own, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  const fields = Object.keys(own)
  return fields.length === Object.keys(other).length && fields.every((field) => isSamePart(own[field], other[field]))
}

function isSamePart(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, place) => item === b[place]))
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

const troubles = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
const patience = troubles.map((key) => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: 300 }))

/** Upstream's DefaultTolerationSeconds: a pod puts up with a node's troubles for five minutes, unless it says for how long. */
function tolerateNodeTroubles(pod: Pod): Pod {
  const own = pod.spec?.tolerations ?? []
  const added = patience.filter(({ key }) => !own.some((one) => (one.key === key || !one.key) && (one.effect === 'NoExecute' || !one.effect)))
  if (pod.spec === undefined || added.length === 0) return pod
  return { ...pod, spec: { ...pod.spec, tolerations: own.length === 0 && added.length === patience.length ? patience : [...own, ...added] } }
}
