import type { ObjectMeta as UpstreamMeta } from 'kubernetes-types/meta/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'

/** Labels or annotations as an object carries them. */
export type StringMap = Readonly<Record<string, string>>

export type ObjectMeta = DeepReadonly<UpstreamMeta>

/** Any Kubernetes object, before anything is known of it but what every object has. */
export interface KubeObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
  readonly [field: string]: unknown
}

/** An object that the cluster holds: named, with its identity and revision. */
export type StoredObject<Kind extends KubeObject = KubeObject> = Kind & {
  readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string; readonly creationTimestamp: string }
}

/** What a reference to an object needs; `namespace` is '' for cluster-scoped kinds. */
export interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** `kind/name` as kubectl writes it: lower-case kind. */
export function formatRef(ref: Pick<ObjectRef, 'kind' | 'name'>): string {
  return `${ref.kind.toLowerCase()}/${ref.name}`
}
