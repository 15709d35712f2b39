import type { KubeObject, ObjectRef, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { noKindMatch, notFound, type ResourceName, type StatusError } from '../../shared/status/index.ts'
import { definitionsResource, findKind, findResource, groupOf, joinKinds, type Kind, type Kinds, kinds, resourceOf } from '../registry/index.ts'
import type { Indexes, Key } from '../store/index.ts'

/** The namespace of objects that name none. */
export const defaultNamespace = 'default'

/** How the store files objects for controllers; see `ClusterTransaction`. */
export const indexes: Indexes = {
  owner: (_key, { metadata: { ownerReferences } }) => ownerReferences?.map((owner) => owner.uid) ?? nowhere,
  orphan: ({ namespace, resource }, object) => (resource === 'events' || controllerOf(object) !== undefined ? nowhere : [namespace]),
  active: ({ resource }, object) => (resource === 'pods' && isActive(object) ? filedUnder(controllerOf(object)) : nowhere),
  ready: ({ resource }, object) => (resource === 'pods' && isActive(object) && isReady(object) ? filedUnder(controllerOf(object)) : nowhere),
  node: ({ resource }, object) => (resource === 'pods' ? [nodeOf(object)] : nowhere),
  clusterIP: (key, object) => specOf(key, object)?.clusterIPs ?? nowhere,
  nodePort: (key, object) => specOf(key, object)?.ports?.flatMap((port) => (port.nodePort ? [String(port.nodePort)] : [])) ?? nowhere,
}

const nowhere: readonly string[] = []

function filedUnder(value: string | undefined): readonly string[] {
  return value === undefined ? nowhere : [value]
}

function controllerOf({ metadata: { ownerReferences } }: StoredObject): string | undefined {
  return ownerReferences?.find((owner) => owner.controller === true)?.uid
}

/** Neither ended nor on its way out. */
function isActive(pod: StoredObject): boolean {
  const phase = (pod as unknown as Pod).status?.phase
  return pod.metadata.deletionTimestamp === undefined && phase !== 'Succeeded' && phase !== 'Failed'
}

function isReady(pod: StoredObject): boolean {
  return (pod as unknown as Pod).status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true
}

function nodeOf(pod: StoredObject): string {
  return (pod as unknown as Pod).spec?.nodeName ?? ''
}

function specOf({ resource }: Key, object: StoredObject): Service['spec'] {
  return resource === 'services' ? (object as unknown as Service).spec : undefined
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
