import type { Ingress, IngressClass, KubeObject, PersistentVolumeClaim, Pod, PriorityClass, StorageClass, StoredObject } from '../../shared/model/index.ts'
import { forbidden } from '../../shared/status/index.ts'
import { isDefaultClass } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'

const priorityClasses = 'priorityclasses.scheduling.k8s.io'
const pods = { plural: 'pods', group: '' }

/** Upstream's Priority admission of pods: the number that a class stands for. Throws Forbidden for a class that is not there. */
export function admitPriority(tx: Transaction, pod: Pod): Pod {
  if (pod.spec === undefined) return pod
  const { priorityClassName: wanted = '', priority: given } = pod.spec
  const chosen = wanted === '' ? findGlobalDefault(tx) : (tx.get({ resource: priorityClasses, namespace: '', name: wanted }) as (StoredObject & PriorityClass) | undefined)
  if (wanted !== '' && chosen === undefined) throw forbidden(pods, pod.metadata.name ?? '', `no PriorityClass with name ${wanted} was found`)
  const priority = chosen?.value ?? 0
  if (given !== undefined && given !== priority) {
    const why = `the integer value of priority (${given}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`
    throw forbidden(pods, pod.metadata.name ?? '', why)
  }
  const named = chosen === undefined ? {} : { priorityClassName: chosen.metadata.name }
  return { ...pod, spec: { ...pod.spec, ...named, priority, preemptionPolicy: pod.spec.preemptionPolicy ?? chosen?.preemptionPolicy ?? 'PreemptLowerPriority' } }
}

/** The same list for as long as none of them changes. */
export function priorityClassesIn(tx: Transaction): readonly (StoredObject & PriorityClass)[] {
  return tx.list(priorityClasses) as readonly (StoredObject & PriorityClass)[]
}

function findGlobalDefault(tx: Transaction, except?: string): (StoredObject & PriorityClass) | undefined {
  return priorityClassesIn(tx).filter(({ globalDefault, metadata }) => globalDefault === true && metadata.name !== except).toSorted((a, b) => a.value - b.value)[0]
}

/** Throws Forbidden for a second class that would be the default. */
export function checkGlobalDefault(tx: Transaction, object: KubeObject): void {
  const { metadata: { name = '' }, globalDefault } = object as PriorityClass
  const other = globalDefault === true ? findGlobalDefault(tx, name) : undefined
  if (other === undefined) return
  throw forbidden({ plural: 'priorityclasses', group: 'scheduling.k8s.io' }, name, `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`)
}

/** Upstream's DefaultStorageClass: a claim that names no class gets the default one, the newest where there are several. */
export function admitClaim(tx: Transaction, claim: PersistentVolumeClaim): PersistentVolumeClaim {
  if (claim.spec?.storageClassName !== undefined || claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] !== undefined) return claim
  const classes = (tx.list('storageclasses.storage.k8s.io') as readonly (StoredObject & StorageClass)[]).filter(isDefaultClass)
  const name = newest(classes)
  return name === undefined ? claim : { ...claim, spec: { ...claim.spec, storageClassName: name } }
}

/** Upstream's DefaultIngressClass. */
export function admitIngress(tx: Transaction, ingress: Ingress): Ingress {
  if (ingress.spec?.ingressClassName !== undefined || ingress.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined) return ingress
  const classes = (tx.list('ingressclasses.networking.k8s.io') as readonly (StoredObject & IngressClass)[])
    .filter(({ metadata }) => metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true')
  const name = newest(classes)
  return name === undefined ? ingress : { ...ingress, spec: { ...ingress.spec, ingressClassName: name } }
}

function newest(classes: readonly StoredObject[]): string | undefined {
  const order = classes.toSorted((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp) || a.metadata.name.localeCompare(b.metadata.name))
  return order[0]?.metadata.name
}
