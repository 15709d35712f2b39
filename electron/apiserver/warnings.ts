import type { StoredObject } from '../../shared/model/index.ts'
import type { Call } from './call.ts'

/** What the writer of an object is warned of by its kind; nothing in a write of a subresource. */
export function warningsOf({ resource, route }: Pick<Call, 'resource' | 'route'>, object: StoredObject): readonly string[] {
  return route.subresource === '' ? resource.registered.warn?.(object) ?? [] : []
}
