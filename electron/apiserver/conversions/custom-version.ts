import type { Kind } from '../../registry/index.ts'
import type { Conversion } from '../api-resource.ts'

/** A custom resource's objects are the same in all of its versions, but for the version's name. */
export function convertVersion({ apiVersion }: Kind): Conversion {
  return {
    show: (object) => (object.apiVersion === apiVersion ? object : { ...object, apiVersion }),
    keep: (object) => object,
  }
}
