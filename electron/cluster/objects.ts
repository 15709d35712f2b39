import type { KubeObject, ObjectRef, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { noKindMatch, notFound, type ResourceName, type StatusError } from '../../shared/status/index.ts'
import { findKind, groupOf, type Kind, resourceOf } from '../registry/index.ts'
import type { Indexes, Key } from '../store/index.ts'

/** The namespace of objects that name none. */
export const defaultNamespace = 'default'

/** How the store files objects for controllers; see `ClusterTransaction`. */
export const indexes: Indexes = {
  owner: (_key, object) => (object.metadata.ownerReferences ?? []).map((owner) => owner.uid),
  orphan: ({ namespace }, object) => (object.metadata.ownerReferences?.some((owner) => owner.controller === true) ? [] : [namespace]),
  node: ({ resource }, object) => (resource === 'pods' ? [nodeOf(object)] : []),
  clusterIP: (key, object) => specOf(key, object).clusterIPs ?? [],
  nodePort: (key, object) => (specOf(key, object).ports ?? []).flatMap((port) => (port.nodePort ? [String(port.nodePort)] : [])),
}

function nodeOf(pod: StoredObject): string {
  return (pod as unknown as Pod).spec?.nodeName ?? ''
}

function specOf({ resource }: Key, object: StoredObject): NonNullable<Service['spec']> {
  return resource === 'services' ? ((object as unknown as Service).spec ?? {}) : {}
}

/** Throws what kubectl says of a kind that the cluster does not have. */
export function kindOf(object: Pick<KubeObject, 'apiVersion' | 'kind'>): Kind {
  const kind = findKind(object.kind, object.apiVersion)
  if (kind === undefined) throw noKindMatch(object)
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
