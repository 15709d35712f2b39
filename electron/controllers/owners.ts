import type { KubeObject, StoredObject } from '../../shared/model/index.ts'

export type OwnerReference = NonNullable<KubeObject['metadata']['ownerReferences']>[number]

/** The reference to the one controller of an object, if it has one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true)
}

export function controlledBy(owner: StoredObject): OwnerReference {
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true }
}

/** The object under this controller. */
export function adopt<T extends KubeObject>(object: T, owner: StoredObject): T {
  return { ...object, metadata: { ...object.metadata, ownerReferences: [...(object.metadata.ownerReferences ?? []), controlledBy(owner)] } }
}

/** The object without its reference to this owner. */
export function release<T extends KubeObject>(object: T, owner: StoredObject): T {
  const { ownerReferences = [], ...metadata } = object.metadata
  const left = ownerReferences.filter((reference) => reference.uid !== owner.metadata.uid)
  return { ...object, metadata: left.length === 0 ? metadata : { ...metadata, ownerReferences: left } }
}

/** Where a reconciler looks: `Kind/namespace/name`. */
export function formatKey(kind: string, object: KubeObject): string {
  return `${kind}/${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`
}

export function parseKey(key: string): { readonly kind: string; readonly namespace: string; readonly name: string } {
  const [kind = '', namespace = '', name = ''] = key.split('/')
  return { kind, namespace, name }
}
