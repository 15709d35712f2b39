import type { Cluster } from '../cluster/index.ts'
import type { ApiRequest } from './api-request.ts'
import type { StoredResource } from './api-resource.ts'
import type { ResourceRoute } from './routes.ts'

/** A request for a resource that the cluster keeps, its path and query read. */
export interface Call {
  readonly cluster: Cluster
  readonly request: ApiRequest
  readonly query: URLSearchParams
  readonly route: ResourceRoute
  readonly resource: StoredResource
}

/** `?watch`, `?watch=1` and `?watch=true` are yes; upstream takes any other text for no. */
export function isYes(value: string | null): boolean {
  return value === 'true' || value === '1' || value === ''
}
