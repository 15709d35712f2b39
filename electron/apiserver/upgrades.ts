import type { Duplex } from 'node:stream'
import { STATUS_CODES } from 'node:http'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { badRequest, noSuchPath, notFound, type Status, StatusError } from '../../shared/status/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { parsePath } from './path.ts'
import type { PodAccess } from './pod-access.ts'
import { parseRoute } from './routes.ts'
import { servePortForward, serveRemoteCommand, type StreamTiming, type UpgradeRequest } from './streams/index.ts'
import { chooseContainer } from './subresources/log.ts'

interface Serving {
  readonly cluster: Cluster
  readonly pods: PodAccess
}

/** Serves exec, attach or port-forward of a pod on the request's socket; what cannot be is refused with a Status. Returns the answer's code. */
export function serveUpgrade(serving: Serving, timing: StreamTiming, request: UpgradeRequest, url: URL): number {
  try {
    start(serving, timing, request, url)
    return 101
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    refuse(request.socket, error.status)
    return error.status.code
  }
}

/** Throws StatusError. */
function start({ cluster, pods }: Serving, timing: StreamTiming, request: UpgradeRequest, url: URL): void {
  const segments = parsePath(url.pathname)
  const route = segments.ok ? parseRoute(segments.value) : undefined
  if (route?.to !== 'resource' || route.group !== '' || route.version !== 'v1' || route.resource !== 'pods') throw noSuchPath()
  const pod = cluster.find({ apiVersion: 'v1', kind: 'Pod', namespace: route.namespace, name: route.name }) as StoredObject<Pod> | undefined
  if (pod === undefined) throw notFound({ plural: 'pods', group: '' }, route.name)
  const { query } = request
  switch (route.subresource) {
    case 'exec': {
      const command = query.getAll('command')
      if (command.length === 0) throw badRequest('you must specify at least one command for the container')
      const container = chooseContainer(pod, query.get('container') ?? '')
      checkRunning(pod, container)
      return void serveRemoteCommand('exec', request, timing, (options) => pods.exec(pod, container, command, options))
    }
    case 'attach': {
      const container = chooseContainer(pod, query.get('container') ?? '')
      checkRunning(pod, container)
      return void serveRemoteCommand('attach', request, timing, (options) => pods.attach(pod, container, options))
    }
    case 'portforward':
      return void servePortForward(request, timing, pods.forward(pod))
    default: throw noSuchPath()
  }
}

/** Throws what the kubelet answers for a container that has no process to speak to. */
function checkRunning(pod: StoredObject<Pod>, container: string): void {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [], phase } = pod.status ?? {}
  if (phase === 'Succeeded' || phase === 'Failed') throw badRequest(`cannot exec into a container in a completed pod; current phase is ${phase}`)
  const status = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(({ name }) => name === container)
  if (!pod.spec?.nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`)
  if (status?.state?.running === undefined) throw notFoundContainer(container)
}

function notFoundContainer(container: string): StatusError {
  const message = `unable to upgrade connection: container not found (${JSON.stringify(container)})`
  return new StatusError({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: 'NotFound', code: 404 })
}

function refuse(socket: Duplex, status: Status): void {
  const body = JSON.stringify(status)
  const head = [
    `HTTP/1.1 ${status.code} ${STATUS_CODES[status.code] ?? ''}`, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body,
  ]
  socket.on('error', () => undefined)
  socket.end(head.join('\r\n'))
}
