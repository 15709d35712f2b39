import type { ApiRequest } from '../api-request.ts'
import type { Endpoints, KubeObject, Node, Pod, Service, StoredObject } from '../../../shared/model/index.ts'
import { badRequest, noSuchPath, notFound, unavailable } from '../../../shared/status/index.ts'
import { answerJson, answerText } from '../answer.ts'
import { readBody } from '../body.ts'
import type { Call } from '../call.ts'
import type { PodAccess } from '../pod-access.ts'
import { parseProxyName, type ProxyTarget, targetPod, targetService } from './proxy-target.ts'

/**
 * `pods`, `services` and `nodes/<name>/proxy/<path>`: hands a request on to what listens there, and its answer back. Never to anything outside
 * the simulation. Throws NotFound, BadRequest for a name that cannot be read and ServiceUnavailable when nothing answers.
 */
export async function answerProxy(call: Call, pods: PodAccess): Promise<Response> {
  const { request, route } = call
  const url = new URL(request.url)
  const path = proxiedPath(url.pathname, route.namespace === '' ? nodeDepth : namespacedDepth)
  if (path === '') {
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(call, pods, `/${url.search}`)
    return new Response(null, { status: 301, headers: { Location: `${url.pathname}/${url.search}` } })
  }
  return send(call, pods, `${path}${url.search}`)
}

/** Segments up to the one of `proxy`, with what is before the first slash. */
const nodeDepth = '/api/v1/nodes/NAME/proxy'.split('/').length
const namespacedDepth = '/api/v1/namespaces/NS/pods/NAME/proxy'.split('/').length

function proxiedPath(pathname: string, depth: number): string {
  return pathname.split('/').slice(depth).map((segment) => `/${segment}`).join('')
}

async function send(call: Call, pods: PodAccess, target: string): Promise<Response> {
  const { cluster, request, resource, route } = call
  const name = parseProxyName(route.name)
  if (name === undefined) throw badRequest(`invalid ${resource.singular} request ${JSON.stringify(route.name)}`)
  const found = cluster.find({ apiVersion: 'v1', kind: resource.kind, namespace: route.namespace, name: name.name })
  if (found === undefined) throw notFound(resource, name.name)
  if (resource.kind === 'Node') return answerNode(call, found as StoredObject<Node>, name.port, target)
  const { address, port } = resource.kind === 'Pod' ? locatePod(found as StoredObject<Pod>, name) : locateService(call, found as StoredObject<Service>, name)
  if (name.scheme === 'https') throw unreachable('http: server gave HTTP response to HTTPS client')
  const body = request.method === 'GET' || request.method === 'HEAD' ? new Uint8Array() : await readBody(request)
  const reply = await pods.request(address, port, { method: request.method, target, headers: passHeaders(request), body })
  if (!reply.ok) throw unreachable(reply.error)
  const { status, headers, body: content } = reply.value
  const empty = status === 204 || status === 304 || request.method === 'HEAD'
  return new Response(empty ? null : Buffer.from(content), { status, headers: headers.map(([field, value]) => [field, value] as [string, string]) })
}

function locatePod(pod: StoredObject<Pod>, name: NonNullable<ReturnType<typeof parseProxyName>>): ProxyTarget {
  const target = targetPod(pod, name)
  if (target === undefined) throw badRequest('address not allowed')
  return target
}

function locateService({ cluster, route }: Call, service: StoredObject<Service>, name: NonNullable<ReturnType<typeof parseProxyName>>): ProxyTarget {
  const { namespace, name: given } = route
  const endpoints = cluster.find({ apiVersion: 'v1', kind: 'Endpoints', namespace, name: name.name }) as StoredObject<Endpoints> | undefined
  const target = targetService(service, endpoints, name, given, () => cluster.random.draw('proxy', given, cluster.revision))
  if (!target.ok) throw unavailable(target.error)
  return target.value
}

function unreachable(why: string) {
  return unavailable(`error trying to reach service: ${why}`)
}

/** The client's key is for the API server alone. */
function passHeaders(request: ApiRequest): readonly (readonly [string, string])[] {
  const { host, pathname } = new URL(request.url)
  const passed = [...request.headers].filter(([name]) => name !== 'authorization' && name !== 'host')
  return [['Host', host], ...passed, ['X-Forwarded-For', '127.0.0.1'], ['X-Forwarded-Host', host], ['X-Forwarded-Proto', 'https'], ['X-Forwarded-Uri', pathname]]
}

/** What a kubelet says of itself: that it is well, and its pods. */
function answerNode({ cluster }: Call, node: StoredObject<Node>, port: string, target: string): Response {
  if (port !== '' && port !== '10250') throw unreachable(`dial tcp ${addressOf(node)}:${port}: connect: connection refused`)
  const [path = ''] = target.split('?')
  switch (path) {
    case '/healthz': return answerText('ok', { contentType: 'text/plain; charset=utf-8' })
    case '/pods':
    case '/pods/': {
      const items = cluster.list('Pod', { fieldSelector: `spec.nodeName=${node.metadata.name}` }).items.map(({ kind: _kind, apiVersion: _version, ...pod }: KubeObject) => pod)
      return answerJson({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items })
    }
    default: throw noSuchPath()
  }
}

function addressOf({ status }: Node): string {
  return status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? ''
}
