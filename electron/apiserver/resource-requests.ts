import { badRequest, methodNotAllowed, notFound } from '../../shared/status/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { answerNowhere } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import type { ApiResource } from './api-resource.ts'
import type { Call } from './call.ts'
import { answerComponentStatus } from './component-status.ts'
import { answerCreate } from './create.ts'
import { answerDelete, answerDeleteCollection } from './delete.ts'
import { answerGet } from './get.ts'
import { answerList } from './list.ts'
import { readListOptions } from './list-options.ts'
import { answerMetrics } from './metrics.ts'
import { answerPatch } from './patch.ts'
import type { PodAccess } from './pod-access.ts'
import type { Resources } from './resources.ts'
import { answerReview } from './reviews.ts'
import type { ResourceRoute } from './routes.ts'
import { answerBinding } from './subresources/binding.ts'
import { answerEviction } from './subresources/eviction.ts'
import { answerLog } from './subresources/log.ts'
import { answerProxy } from './subresources/proxy.ts'
import { answerScale } from './subresources/scale.ts'
import { answerToken } from './subresources/token.ts'
import { answerUpdate } from './update.ts'
import { answerWatch } from './watch.ts'

/** What resources are served from. */
export interface ResourceServing {
  readonly cluster: Cluster
  readonly resources: Resources
  readonly pods: PodAccess
  /** Ends the watches. */
  readonly ending: AbortSignal
}

/** Answers a request for a resource. Throws StatusError, NotFound and MethodNotAllowed among them. */
export async function answerResource(serving: ResourceServing, request: ApiRequest, route: ResourceRoute, query: URLSearchParams): Promise<Response> {
  const resource = serving.resources.find(route.group, route.version, route.resource)
  if (resource === undefined) return answerNowhere()
  if (!('registered' in resource)) return answerVirtual(serving, request, route, query, resource)
  if (!resource.namespaced && route.namespace !== '') return answerNowhere()
  const call: Call = { cluster: serving.cluster, request, query, route, resource }
  if (route.name === '') return answerCollection(call, serving.ending)
  if (resource.namespaced && route.namespace === '') return answerNowhere()
  return route.subresource === '' ? answerObjectRequest(call, serving.ending) : answerSubresource(call, serving)
}

async function answerCollection(call: Call, ending: AbortSignal): Promise<Response> {
  const { request, resource, route, query } = call
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      const options = readListOptions(query)
      return options.watch ? answerWatch(call, options, ending) : answerList(call, options)
    }
    case 'POST':
      if (resource.namespaced && route.namespace === '') throw methodNotAllowed()
      return answerCreate(call)
    case 'DELETE':
      if (resource.namespaced && route.namespace === '') throw methodNotAllowed()
      return answerDeleteCollection(call)
    default: throw methodNotAllowed()
  }
}

async function answerObjectRequest(call: Call, ending: AbortSignal): Promise<Response> {
  switch (call.request.method) {
    case 'GET':
    case 'HEAD': {
      const options = readListOptions(call.query)
      return options.watch ? answerWatch(call, options, ending) : answerGet(call)
    }
    case 'PUT': return answerUpdate(call)
    case 'PATCH': return answerPatch(call)
    case 'DELETE': return answerDelete(call)
    default: throw methodNotAllowed()
  }
}

async function answerSubresource(call: Call, { pods }: ResourceServing): Promise<Response> {
  const { request, resource, route } = call
  const [name] = route.subresource.split('/')
  const served = resource.subresources?.find((one) => one.name === (name === 'proxy' ? name : route.subresource))
  if (served === undefined) return answerNowhere()
  const verb = verbsByMethod[request.method]
  if (served.name === 'proxy') return answerProxy(call, pods)
  if (served.verbs.includes('connect')) throw badRequest('Upgrade request required')
  if (verb === undefined || !(served.verbs as readonly string[]).includes(verb)) throw methodNotAllowed()
  switch (served.name) {
    case 'ephemeralcontainers':
    case 'status': return verb === 'get' ? answerGet(call) : verb === 'update' ? answerUpdate(call) : answerPatch(call)
    case 'scale': return answerScale(call)
    case 'log': return answerLog(call, pods)
    case 'binding': return answerBinding(call)
    case 'eviction': return answerEviction(call)
    case 'token': return answerToken(call)
    case 'finalize': return answerUpdate(call)
    default: return answerNowhere()
  }
}

const verbsByMethod: Readonly<Record<string, 'get' | 'create' | 'update' | 'patch'>> = { GET: 'get', POST: 'create', PUT: 'update', PATCH: 'patch' }

async function answerVirtual({ cluster }: ResourceServing, request: ApiRequest, route: ResourceRoute, query: URLSearchParams, resource: ApiResource): Promise<Response> {
  if (route.subresource !== '') return answerNowhere()
  const verb = request.method === 'POST' ? 'create' : request.method === 'GET' ? 'get' : undefined
  if (verb === undefined || !resource.verbs.includes(verb)) throw methodNotAllowed()
  if (verb === 'create') return createVirtual(request, query, resource)
  return route.group === '' ? answerComponentStatus(request.headers.get('accept'), route) : answerMetrics(cluster, route, query)
}

function createVirtual(request: ApiRequest, query: URLSearchParams, resource: ApiResource): Promise<Response> {
  if (resource.kind === 'Binding') throw notFound(resource, '')
  return answerReview(request, query, resource)
}
