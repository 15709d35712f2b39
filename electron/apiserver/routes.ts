/** What a path asks for. */
export type Route =
  | { readonly to: 'paths' | 'version' | 'api' | 'apis' | 'openapi-v2' | 'openapi-v3' }
  | { readonly to: 'health'; readonly check: 'healthz' | 'livez' | 'readyz' }
  | { readonly to: 'openapi-v3-document'; readonly groupVersion: string }
  | { readonly to: 'group'; readonly group: string }
  | { readonly to: 'group-version'; readonly group: string; readonly version: string }
  | ResourceRoute

export interface ResourceRoute {
  readonly to: 'resource'
  readonly group: string
  readonly version: string
  /** The plural. */
  readonly resource: string
  /** '' for all namespaces and for resources outside of them. */
  readonly namespace: string
  /** '' for a collection. */
  readonly name: string
  /** '' for the object itself. */
  readonly subresource: string
}

/** Where a path leads, undefined for nowhere; `segments` as `parsePath` gives them. Whether the resource exists is not asked. */
export function parseRoute(segments: readonly string[]): Route | undefined {
  const [root, ...rest] = segments
  switch (root) {
    case undefined: return { to: 'paths' }
    case 'version': return rest.length === 0 ? { to: 'version' } : undefined
    case 'healthz':
    case 'livez':
    case 'readyz': return { to: 'health', check: root }
    case 'openapi': return parseOpenApi(rest)
    case 'api': return rest.length === 0 ? { to: 'api' } : parseGroupVersion('', rest)
    case 'apis': return rest.length === 0 ? { to: 'apis' } : parseGroupVersion(rest[0] ?? '', rest.slice(1))
    default: return undefined
  }
}

function parseOpenApi([version, ...rest]: readonly string[]): Route | undefined {
  if (version === 'v2') return { to: 'openapi-v2' }
  if (version !== 'v3') return undefined
  return rest.length === 0 ? { to: 'openapi-v3' } : { to: 'openapi-v3-document', groupVersion: rest.join('/') }
}

function parseGroupVersion(group: string, [version, ...rest]: readonly string[]): Route | undefined {
  if (version === undefined) return { to: 'group', group }
  return rest.length === 0 ? { to: 'group-version', group, version } : parseResource(group, version, rest)
}

/** `namespaces/x` is a namespace, `namespaces/x/pods` what is in it; its own subresources are told apart by their names. */
function parseResource(group: string, version: string, segments: readonly string[]): ResourceRoute | undefined {
  const [first = '', second = '', third = ''] = segments
  const scoped = first === 'namespaces' && segments.length > 2 && !(segments.length === 3 && (third === 'status' || third === 'finalize'))
  const [resource = '', name = '', ...more] = scoped ? segments.slice(2) : segments
  if (segments.includes('')) return undefined
  return { to: 'resource', group, version, resource, namespace: scoped ? second : '', name, subresource: more.join('/') }
}
