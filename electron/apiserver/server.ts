import { methodNotAllowed } from '../../shared/status/index.ts'
import { type Cluster, createClock } from '../cluster/index.ts'
import { type Activity, nameVerb } from './activity.ts'
import { answerError, answerJson, answerNowhere, answerText } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import type { ApiResource } from './api-resource.ts'
import { isYes } from './call.ts'
import { compressLong } from './compress.ts'
import { describeAggregated, describeCore, describeGroup, describeGroups, describeGroupVersion } from './discovery.ts'
import { prefersYaml, wantsAggregated } from './media-types.ts'
import { parsePath } from './path.ts'
import type { PodAccess } from './pod-access.ts'
import { answerResource } from './resource-requests.ts'
import { followResources } from './resources.ts'
import { parseRoute, type ResourceRoute, type Route } from './routes.ts'
import { createOpenApi, OPENAPI_V2_CONTENT_TYPE } from './openapi/index.ts'
import { createStreamTiming, type UpgradeRequest } from './streams/index.ts'
import { refuseUpgrade, serveUpgrade } from './upgrades.ts'
import { describeVersion } from './version.ts'
import { jsonToYaml } from './yaml.ts'

export interface ApiServerParts {
  readonly cluster: Cluster
  readonly pods: PodAccess
  /** Ends the watches. */
  readonly ending: AbortSignal
  /** Told of every request when its answer is known. */
  readonly onActivity?: (activity: Activity) => void
}

/** The Kubernetes API over a cluster: a request in, its answer out; never rejects. Who asks is the caller's matter. */
export interface ApiServer {
  handle(request: ApiRequest): Promise<Response>
  /** Takes over the socket of a request that asks for an upgrade: exec, attach, port-forward. `target` is its path and query. */
  upgrade(request: UpgradeRequest, target: string, method: string): void
}

/** The API over a cluster that is still being opened: requests wait for it. */
export function openApiServer(coming: Promise<ApiServerParts>): ApiServer {
  const server = coming.then(createApiServer)
  // Why it cannot be opened is told to who asks; who opens it knows.
  server.catch(() => undefined)
  return {
    handle: (request) => server.then((api) => api.handle(request)).catch(answerError),
    upgrade: (request, target, method) => {
      void server.then((api) => api.upgrade(request, target, method)).catch((error: unknown) => refuseUpgrade(request.socket, error))
    },
  }
}

export function createApiServer(parts: ApiServerParts): ApiServer {
  const resourcesNow = followResources(() => parts.cluster.kinds)
  let documented: readonly ApiResource[] = []
  let documents = createOpenApi(documented)
  /** The documents of what is served at the moment. */
  const documentsNow = () => {
    const { all } = resourcesNow()
    if (all !== documented) {
      documented = all
      documents = createOpenApi(all.filter(({ group }) => group !== 'metrics.k8s.io'))
    }
    return documents
  }

  const timing = createStreamTiming(createClock())

  async function handle(request: ApiRequest): Promise<Response> {
    const started = performance.now()
    const url = new URL(request.url)
    const response = await answer(request, url).catch(answerError).then((answered) => present(request, url, answered)).catch(answerError)
    parts.onActivity?.({
      verb: nameVerb(request.method, url), path: url.pathname + url.search, userAgent: request.headers.get('user-agent') ?? '', code: response.status,
      duration: performance.now() - started,
    })
    return response
  }

  async function answer(request: ApiRequest, url: URL): Promise<Response> {
    const segments = parsePath(url.pathname)
    const route = segments.ok ? parseRoute(segments.value) : undefined
    if (route === undefined) return answerNowhere()
    if (route.to === 'resource') return answerResource({ ...parts, resources: resourcesNow() }, request, route, url.searchParams)
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed()
    return answerDocument(request, route, url)
  }

  function answerDocument(request: ApiRequest, route: Exclude<Route, ResourceRoute>, url: URL): Response {
    const aggregated = wantsAggregated(request.headers.get('accept'))
    const { all } = resourcesNow()
    switch (route.to) {
      case 'paths': return answerJson({ paths: rootPaths(all) })
      case 'version': return answerJson(describeVersion())
      case 'health': return answerText(url.searchParams.has('verbose') ? describeHealth(route.check) : 'ok', { contentType: 'text/plain; charset=utf-8' })
      case 'api': return aggregated === undefined ? answerJson(describeCore(url.host)) : answerAggregated(all, true, aggregated)
      case 'apis': return aggregated === undefined ? answerJson(describeGroups(all)) : answerAggregated(all, false, aggregated)
      case 'group': return answerFound(describeGroup(all, route.group))
      case 'group-version': return answerFound(describeGroupVersion(all, route.group, route.version))
      case 'openapi-v2': return answerText(documentsNow().v2(), { contentType: OPENAPI_V2_CONTENT_TYPE })
      case 'openapi-v3': return answerText(documentsNow().index())
      case 'openapi-v3-document': {
        const document = documentsNow().document(route.groupVersion)
        if (document === undefined) return answerNowhere()
        return answerText(document)
      }
    }
  }

  function upgrade(request: UpgradeRequest, target: string, method: string): void {
    const started = performance.now()
    const url = new URL(target, 'https://localhost')
    const code = serveUpgrade(parts, timing, request, url)
    parts.onActivity?.({
      verb: nameVerb(method, url), path: target, userAgent: request.headers['user-agent'] ?? '', code, duration: performance.now() - started,
    })
  }

  return { handle, upgrade }
}

/** An answer in the writing that the client asks for. What goes on, and what others have answered, stays as it is. */
async function present(request: ApiRequest, url: URL, response: Response): Promise<Response> {
  const ours = (response.headers.get('content-type') ?? '').startsWith('application/json') && !/\/proxy(\/|$)/.test(url.pathname)
  if (!ours || (url.searchParams.has('watch') && isYes(url.searchParams.get('watch')))) return response
  if (!prefersYaml(request.headers.get('accept'))) return compressLong(request, response)
  const { status } = response
  return compressLong(request, answerText(jsonToYaml(await response.text()), { code: status, contentType: 'application/yaml' }))
}

/** The checks that this server has a counterpart of, in upstream's form. */
function describeHealth(check: 'healthz' | 'livez' | 'readyz'): string {
  return `${['ping', 'log', 'etcd'].map((one) => `[+]${one} ok\n`).join('')}${check} check passed\n`
}

function answerAggregated(resources: readonly ApiResource[], core: boolean, version: string): Response {
  return answerText(JSON.stringify(describeAggregated(resources, core, version)), { contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList` })
}

function answerFound(document: unknown): Response {
  if (document === undefined) return answerNowhere()
  return answerJson(document)
}

function rootPaths(resources: readonly ApiResource[]): readonly string[] {
  const groups = [...new Set(resources.map(({ group }) => group))].filter((group) => group !== '')
  const versions = [...new Set(resources.filter(({ group }) => group !== '').map(({ group, version }) => `/apis/${group}/${version}`))]
  return ['/api', '/api/v1', '/apis', ...groups.map((group) => `/apis/${group}`), ...versions, '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version'].sort()
}
