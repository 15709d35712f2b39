import type { Kind } from '../registry/index.ts'
import type { ServedResource } from './schema/index.ts'

/** A resource as discovery shows it. */
export interface ApiResource extends ServedResource {
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
}

/** A resource whose objects the cluster keeps. */
export interface StoredResource extends ApiResource {
  readonly registered: Kind
}
