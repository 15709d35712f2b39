import type { KubeObject } from '../../shared/model/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import type { Call } from './call.ts'

/** The object in the namespace of the request's path. Throws BadRequest when it names another. */
export function placeObject({ route, resource }: Pick<Call, 'route' | 'resource'>, object: KubeObject): KubeObject {
  const { namespace = '', ...metadata } = object.metadata
  if (!resource.namespaced) return namespace === '' ? { ...object, metadata } : object
  if (namespace !== '' && namespace !== route.namespace) {
    throw badRequest(route.name === ''
      ? 'the namespace of the provided object does not match the namespace sent on the request'
      : `the namespace of the object (${namespace}) does not match the namespace on the request (${route.namespace})`)
  }
  return { ...object, metadata: { ...metadata, namespace: route.namespace } }
}

/** An object in the version served, as it is to be kept. */
export function keepObject({ resource }: Pick<Call, 'resource'>, object: KubeObject): KubeObject {
  return resource.conversion?.keep(object) ?? object
}

/** Throws BadRequest when an object to be written is not the one that the path names. */
export function checkName({ route }: Pick<Call, 'route'>, object: KubeObject): void {
  const name = object.metadata.name ?? ''
  if (name !== route.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${route.name})`)
}
