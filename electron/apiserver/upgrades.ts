import type { Duplex } from 'node:stream'
import { STATUS_CODES } from 'node:http'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { badRequest, noSuchPath, notFound } from '../../shared/status/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { statusOf } from './answer.ts'
import { parsePath } from './path.ts'
import type { PodAccess } from './pod-access.ts'
import { parseRoute } from './routes.ts'
import { type CommandOptions, readUpgrade, servePortForward, serveRemoteCommand, type StreamTiming, type UpgradeRequest } from './streams/index.ts'
import { chooseContainer } from './subresources/log.ts'

interface Serving {
  readonly cluster: Cluster
  readonly pods: PodAccess
}

/** Serves exec, attach or port-forward of a pod on the request's socket; what cannot be is refused with a Status. Returns the answer's code. */
export function serveUpgrade(serving: Serving, timing: StreamTiming, request: UpgradeRequest, url: URL): number {
  try {
    return start(serving, timing, request, url)
  } catch (error) {
    return refuseUpgrade(request.socket, error)
  }
}

/** Answers what refused an upgrade with its Status, and ends the socket. Returns the answer's code. */
export function refuseUpgrade(socket: Duplex, error: unknown): number {
  const status = statusOf(error)
  answer(socket, status.code, 'application/json', JSON.stringify(status))
  return status.code
}

/** Throws StatusError. */
function start({ cluster, pods }: Serving, timing: StreamTiming, request: UpgradeRequest, url: URL): number {
  const segments = parsePath(url.pathname)
  const route = segments.ok ? parseRoute(segments.value) : undefined
  if (route?.to !== 'resource' || route.group !== '' || route.version !== 'v1' || route.resource !== 'pods') throw noSuchPath()
  const pod = cluster.find({ apiVersion: 'v1', kind: 'Pod', namespace: route.namespace, name: route.name }) as StoredObject<Pod> | undefined
  if (pod === undefined) throw notFound({ plural: 'pods', group: '' }, route.name)
  const { query } = request
  switch (route.subresource) {
    case 'exec':
    case 'attach': {
      const verb = route.subresource
      const command = query.getAll('command')
      if (verb === 'exec' && command.length === 0) throw badRequest('you must specify at least one command for the container')
      const container = chooseContainer(pod, query.get('container') ?? '')
      checkHost(pod)
      // Over WebSocket the API server has agreed before it asks the kubelet: what that says then comes as the command's end.
      if (readUpgrade(request.headers) === 'spdy' && !isRunning(pod, container)) return refuseAsKubelet(request.socket, container)
      const connect = (options: CommandOptions) => (verb === 'exec' ? pods.exec(pod, container, command, options) : pods.attach(pod, container, options))
      void serveRemoteCommand(verb, request, timing, connect)
      return 101
    }
    case 'portforward':
      checkHost(pod)
      void servePortForward(request, timing, pods.forward(pod))
      return 101
    default: throw noSuchPath()
  }
}

/** Throws BadRequest for a pod that no kubelet has. */
function checkHost({ metadata, spec }: StoredObject<Pod>): void {
  if (!spec?.nodeName) throw badRequest(`pod ${metadata.name} does not have a host assigned`)
}

function isRunning({ status }: StoredObject<Pod>, container: string): boolean {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {}
  return [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].some(({ name, state }) => name === container && state?.running !== undefined)
}

/** The kubelet's answer, which the API server hands through: plain text. */
function refuseAsKubelet(socket: Duplex, container: string): number {
  const code = 404
  answer(socket, code, 'text/plain; charset=utf-8', `container not found (${JSON.stringify(container)})\n`)
  return code
}


function answer(socket: Duplex, code: number, contentType: string, body: string): void {
  const head = [
    `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}`, `Content-Type: ${contentType}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body,
  ]
  socket.on('error', () => undefined)
  socket.end(head.join('\r\n'))
}
