import { type ByteSource, createPipe } from '../../shared/lang/pipe.ts'
import { fail, ok, type Result } from '../../shared/lang/result.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { internal } from '../../shared/status/index.ts'
import { type Cluster, drawHex, type Random } from '../cluster/index.ts'
import type { Container } from './container.ts'
import type { Containers, RunningContainer } from './containers.ts'
import { findLogContainer, followLog, type LogOptions, type LogSources, readLog } from './logs.ts'
import { type HttpReply, type HttpRequest, requestHttp } from './http-request.ts'
import type { Outputs } from './outputs.ts'
import { type Connection, type ContainerProcess, connectTo } from './shell/index.ts'

/** What a client of `exec` or `attach` wants to be connected to. */
export interface StreamOptions {
  readonly stdin: boolean
  readonly tty: boolean
}

export interface ForwardTarget {
  /** The id of the pod's sandbox. */
  readonly pod: string
  /** Connects to a listener of the pod, or says in containerd's words why not. */
  connect(port: number): Result<Connection, string>
}

/** What people may do inside of running pods. */
export interface PodAccess {
  /** A container's log: all there is, or that and what comes until its run is over. Throws BadRequest when it has none, in the kubelet's words. */
  readLog(pod: StoredObject<Pod>, container: string, options: LogOptions & { readonly follow: boolean }): string | ReadableStream<Uint8Array>
  /** Starts a command in a container. Throws InternalError when it does not run, in the API server's words. */
  exec(pod: StoredObject<Pod>, container: string, command: readonly string[], options: StreamOptions): ContainerProcess
  /** Connects to the process that a container runs. Throws as `exec`. */
  attach(pod: StoredObject<Pod>, container: string, options: StreamOptions): ContainerProcess
  forward(pod: StoredObject<Pod>): ForwardTarget
  /** Asks a server at an address of the cluster, or says in Go's words why it does not answer. Reaches simulated listeners alone. */
  request(address: string, port: number, request: HttpRequest): Promise<Result<HttpReply, string>>
}

export interface PodAccessParts {
  readonly cluster: Cluster
  readonly containers: Containers
  readonly outputs: Outputs
}

export function openPods({ cluster, containers, outputs }: PodAccessParts): PodAccess {
  const sources: LogSources = { cluster, outputs }

  function findCurrent({ metadata: { namespace = '', name, uid } }: StoredObject<Pod>): StoredObject<Pod> | undefined {
    const current = cluster.find({ apiVersion: 'v1', kind: 'Pod', namespace, name }) as StoredObject<Pod> | undefined
    return current?.metadata.uid === uid ? current : undefined
  }

  /** The pod as it is by now: a request may have waited. */
  function refresh(pod: StoredObject<Pod>): StoredObject<Pod> {
    return findCurrent(pod) ?? pod
  }

  function findRunning(pod: StoredObject<Pod>, container: string): RunningContainer {
    const found = containers.find(refresh(pod), container)
    if (found === undefined) throw missing(container)
    return found
  }

  /** As a container's process, of which nothing but the output can be seen. */
  function watchOutput(pod: StoredObject<Pod>, container: Container): ContainerProcess {
    const stdout = createPipe()
    const gone = new AbortController()
    const copy = async () => {
      for await (const text of followLog(sources, refresh(pod), container, { tailLines: 0 }, gone.signal)) {
        if (!(await stdout.write(Buffer.from(text)))) break
      }
      stdout.end()
      return { kind: 'exited', code: 0 } as const
    }
    return {
      stdin: { write: async () => true, end: () => undefined }, stdout, stderr: closedSource, ended: copy(),
      resize: () => undefined,
      hangUp: () => gone.abort(),
    }
  }

  return {
    readLog: (pod, name, { follow, ...options }) => {
      const container = findLogContainer(pod, name)
      if (!follow) return [...readLog(sources, pod, container, options)].join('')
      const gone = new AbortController()
      return openTextStream(followLog(sources, pod, container, options, gone.signal), () => gone.abort())
    },
    exec: (pod, container, command, { tty }) => findRunning(pod, container).run(command, { tty }),
    attach: (pod, container, { stdin }) => {
      const { main } = findRunning(pod, container)
      if (main === undefined) return watchOutput(pod, findLogContainer(pod, container))
      const process = main.attach({ stdin })
      if (process === undefined) throw missing(container)
      return process
    },
    request: async (address, port, request) => {
      const reached = containers.network.findPod(address)
      const listener = reached?.listener(port)
      if (listener === undefined) return fail(`dial tcp ${address}:${port}: connect: ${reached === undefined ? 'no route to host' : 'connection refused'}`)
      return requestHttp(connectTo(listener, controlPlane), request)
    },
    forward: (pod) => {
      const sandbox = drawHex(8, (part) => cluster.random.draw('sandbox', pod.metadata.uid, part))
      return {
        pod: sandbox,
        connect: (port) => {
          const current = findCurrent(pod)
          if (current === undefined) return fail(`failed to find sandbox "${sandbox}" in store: not found`)
          if (isEnded(current)) return fail(`network namespace for sandbox "${sandbox}" is closed`)
          const listener = containers.listener(current, port)
          return listener === undefined ? fail(describeRefusal(cluster.random, sandbox, pod, port)) : ok(connectTo(listener, '127.0.0.1'))
        },
      }
    },
  }
}

/** Where the API server's own connections come from. */
const controlPlane = '10.244.0.1'

function isEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

const closedSource: ByteSource = { read: async () => undefined, cancel: () => undefined }

/** Texts as bytes, asked for as fast as they are read. */
function openTextStream(texts: AsyncGenerator<string, void>, onCancel: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await texts.next()
      if (next.done === true) controller.close()
      else controller.enqueue(Buffer.from(next.value))
    },
    cancel: onCancel,
  })
}

/** What the API server makes of the kubelet's answer. */
function missing(container: string): Error {
  return internal(`unable to upgrade connection: container not found (${JSON.stringify(container)})`)
}

/** containerd's words; the blank at the end is its own. */
function describeRefusal(random: Random, sandbox: string, pod: StoredObject<Pod>, port: number): string {
  const hex = drawHex(4, (part) => random.draw('netns', pod.metadata.uid, part))
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  const refused = (protocol: string, address: string) => `dial ${protocol} ${address}:${port}: connect: connection refused`
  return `failed to execute portforward in network namespace "/var/run/netns/cni-${id}": failed to connect to localhost:${port} inside namespace "${sandbox}", `
    + `IPv4: ${refused('tcp4', '127.0.0.1')} IPv6 ${refused('tcp6', '[::1]')} `
}
