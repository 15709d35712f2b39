import type { ObjectRef } from '../model/index.ts'

/** The plural of a kind's name as paths and kubectl spell it, by the rule of Kubernetes' UnsafeGuessKindToResource. */
export function pluralOf(kind: string): string {
  const singular = kind.toLowerCase()
  if (singular.endsWith('endpoints')) return singular
  if (singular.endsWith('s')) return `${singular}es`
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`
}

/** The path of an object's collection: `/apis/apps/v1/namespaces/default/deployments`. */
export function collectionPath({ apiVersion, kind, namespace }: Pick<ObjectRef, 'apiVersion' | 'kind' | 'namespace'>): string {
  const root = apiVersion.includes('/') ? '/apis' : '/api'
  const scope = namespace === '' ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  return `${root}/${apiVersion}${scope}/${pluralOf(kind)}`
}

/** The path of an object. */
export function objectPath(ref: ObjectRef): string {
  return `${collectionPath(ref)}/${encodeURIComponent(ref.name)}`
}
