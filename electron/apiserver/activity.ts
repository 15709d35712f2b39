import { parsePath } from './path.ts'
import { parseRoute, type ResourceRoute } from './routes.ts'

/** What was asked of the API server, as its audit log would have it. */
export interface Activity {
  /** Kubernetes' verb (`list`, `watch`, `create` ...); a small-lettered HTTP method for what is no resource. */
  readonly verb: string
  /** With its query. */
  readonly path: string
  readonly userAgent: string
  /** HTTP status. */
  readonly code: number
  /** Milliseconds until the answer's head was known. */
  readonly duration: number
}

const objectVerbs: Readonly<Record<string, string>> = { GET: 'get', HEAD: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }

/** Kubernetes' word for what a request does. */
export function nameVerb(method: string, url: URL): string {
  const segments = parsePath(url.pathname)
  const route = segments.ok ? parseRoute(segments.value) : undefined
  if (route?.to !== 'resource') return method.toLowerCase()
  const watch = url.searchParams.get('watch')
  if (method === 'GET' && (watch === 'true' || watch === '1')) return 'watch'
  if (route.name !== '') return ['exec', 'attach', 'portforward'].includes(route.subresource) ? 'connect' : objectVerbs[method] ?? method.toLowerCase()
  if (method === 'GET') return 'list'
  return method === 'DELETE' ? 'deletecollection' : objectVerbs[method] ?? method.toLowerCase()
}

/** What a path names, its query left aside; undefined for what is no resource. */
export function parseTarget(path: string): Pick<ResourceRoute, 'group' | 'resource' | 'namespace' | 'name' | 'subresource'> | undefined {
  const segments = parsePath(path.split('?')[0]!)
  const route = segments.ok ? parseRoute(segments.value) : undefined
  if (route?.to !== 'resource') return undefined
  const { group, resource, namespace, name, subresource } = route
  return { group, resource, namespace, name, subresource }
}
