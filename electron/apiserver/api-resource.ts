import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import type { Kind } from '../registry/index.ts'
import type { Schema } from '../schema/index.ts'
import type { ServedResource } from './openapi/index.ts'

/** A resource as discovery shows it. */
export interface ApiResource extends ServedResource {
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
}

/** A resource whose objects the cluster keeps. */
export interface StoredResource extends ApiResource {
  readonly registered: Kind
  /** The cluster's name for it: `pods`, `deployments.apps`. */
  readonly key: string
  /** Of its objects, for patches and ownership. */
  readonly structure: Schema
  /** Present when objects are kept in another version than the one served. */
  readonly conversion?: Conversion
}

export interface Conversion {
  /** An object as it is kept, in the version served. */
  show(object: StoredObject): StoredObject
  /** An object in the version served, as it is to be kept. */
  keep(object: KubeObject): KubeObject
}
