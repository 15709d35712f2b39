import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import type { StoreEvent } from '../cluster/index.ts'

export type OwnerReference = NonNullable<KubeObject['metadata']['ownerReferences']>[number]

/** The reference to the one controller of an object, if it has one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true)
}

/** Where the controllers of the kinds that are meant look, those that an object has and, before the change, had. */
export function controllerKeys(event: StoreEvent, isMeant: (kind: string) => boolean): readonly string[] {
  const now = controllerKey(event.object, isMeant)
  const isSame = event.type !== 'MODIFIED' || event.previous.metadata.ownerReferences === event.object.metadata.ownerReferences
  return isSame ? now : [...new Set([...now, ...controllerKey(event.previous, isMeant)])]
}

const nowhere: readonly string[] = []

/** The controller of the object before: pods of one owner often change one after another. */
let last: { readonly owner: OwnerReference; readonly namespace: string | undefined; readonly keys: readonly string[] } | undefined

function controllerKey(object: StoredObject, isMeant: (kind: string) => boolean): readonly string[] {
  const owner = controllerOf(object)
  if (owner === undefined || !isMeant(owner.kind)) return nowhere
  const { namespace } = object.metadata
  if (last?.owner !== owner || last.namespace !== namespace) last = { owner, namespace, keys: [`${owner.kind}/${namespace ?? ''}/${owner.name}`] }
  return last.keys
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
