import type { KubeObject, ObjectRef, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { noKindMatch, notFound, type ResourceName, type StatusError } from '../../shared/status/index.ts'
import { definitionsResource, findKind, findResource, groupOf, joinKinds, type Kind, type Kinds, kinds, resourceOf } from '../registry/index.ts'
import type { Index, Indexes, Key } from '../store/index.ts'

/** The namespace of objects that name none. */
export const defaultNamespace = 'default'

/** How the store files objects for controllers; see `ClusterTransaction`. */
export const indexes: Indexes = {
  owner: {
    isFor: () => true,
    valuesOf: ({ metadata: { ownerReferences } }) => ownerReferences?.map((owner) => owner.uid) ?? nowhere,
    isSame: haveSameOwners,
  },
  orphan: {
    isFor: (resource) => resource !== 'events',
    valuesOf: (object) => (controllerOf(object) === undefined ? [object.metadata.namespace ?? ''] : nowhere),
    isSame: haveSameOwners,
  },
  active: ofPods({
    valuesOf: (pod) => (isActive(pod) ? filedUnder(controllerOf(pod)) : nowhere),
    isSame: areAsActive,
  }),
  ready: ofPods({
    valuesOf: (pod) => (isActive(pod) && isReady(pod) ? filedUnder(controllerOf(pod)) : nowhere),
    isSame: (before, after) => before.status?.conditions === after.status?.conditions && areAsActive(before, after),
  }),
  node: ofPods({
    valuesOf: (pod) => [pod.spec?.nodeName ?? ''],
    isSame: (before, after) => before.spec === after.spec,
  }),
  clusterIP: ofServices((service) => service.spec?.clusterIPs ?? nowhere),
  nodePort: ofServices((service) => service.spec?.ports?.flatMap((port) => (port.nodePort ? [String(port.nodePort)] : [])) ?? nowhere),
}

const nowhere: readonly string[] = []

type StoredPod = StoredObject<Pod>

function ofPods({ valuesOf, isSame }: { valuesOf(pod: StoredPod): readonly string[]; isSame(before: StoredPod, after: StoredPod): boolean }): Index {
  return {
    isFor: (resource) => resource === 'pods',
    valuesOf: (object) => valuesOf(object as StoredPod),
    isSame: (before, after) => isSame(before as StoredPod, after as StoredPod),
  }
}

function ofServices(valuesOf: (service: Service) => readonly string[]): Index {
  return {
    isFor: (resource) => resource === 'services',
    valuesOf: (object) => valuesOf(object as StoredObject<Service>),
    isSame: (before, after) => before['spec'] === after['spec'],
  }
}

function filedUnder(value: string | undefined): readonly string[] {
  return value === undefined ? nowhere : [value]
}

function controllerOf({ metadata: { ownerReferences } }: StoredObject): string | undefined {
  return ownerReferences?.find((owner) => owner.controller === true)?.uid
}

function haveSameOwners(before: StoredObject, after: StoredObject): boolean {
  return before.metadata.ownerReferences === after.metadata.ownerReferences
}

/** Neither ended nor on its way out. */
function isActive({ metadata, status }: StoredPod): boolean {
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
}

function areAsActive(before: StoredPod, after: StoredPod): boolean {
  return haveSameOwners(before, after) && before.status?.phase === after.status?.phase && before.metadata.deletionTimestamp === after.metadata.deletionTimestamp
}

function isReady({ status }: StoredPod): boolean {
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true
}

/** Where the definitions of custom resources are read: a transaction, or what is committed. */
export interface Reader {
  list(resource: string): readonly StoredObject[]
}

/** The kinds that the cluster has at the moment. */
export function kindsIn(reader: Reader): Kinds {
  return joinKinds(kinds, reader.list(definitionsResource))
}

/** Throws what kubectl says of a kind that the cluster does not have. */
export function kindOf(reader: Reader, object: Pick<KubeObject, 'apiVersion' | 'kind'>): Kind {
  // Nearly all objects are of kinds that every cluster has.
  const kind = findKind(object.kind, object.apiVersion) ?? kindsIn(reader).find(object.kind, object.apiVersion)
  if (kind === undefined) throw noKindMatch(object)
  return kind
}

/** A kind by its name, or by its resource, which alone tells custom resources apart: `Pod`, `widgets.example.com`. */
export function kindCalled(reader: Reader, name: string): Kind {
  const kind = findKind(name) ?? findResource(name) ?? kindsIn(reader).all.find((one) => resourceOf(one) === name)
  if (kind === undefined) throw new Error(`the cluster has no kind ${name}`)
  return kind
}

export function kindNamed(name: string): Kind {
  const kind = findKind(name)
  if (kind === undefined) throw new Error(`the registry has no kind ${name}`)
  return kind
}

export function resourceName(kind: Kind): ResourceName {
  return { plural: kind.plural, group: groupOf(kind) }
}

export function keyFor(kind: Kind, namespace: string, name: string): Key {
  return { resource: resourceOf(kind), namespace: kind.namespaced ? namespace : '', name }
}

export function keyOf(kind: Kind, object: KubeObject): Key {
  return keyFor(kind, object.metadata.namespace ?? '', object.metadata.name ?? '')
}

export function refOf(object: KubeObject): ObjectRef {
  return { apiVersion: object.apiVersion, kind: object.kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name ?? '' }
}

export function missing(kind: Kind, name: string): StatusError {
  return notFound(resourceName(kind), name)
}
