import { fail, type Result } from '../../shared/lang/result.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import type { HttpReply, HttpRequest } from '../kubelet/index.ts'
import type { CommandOptions, ForwardTarget, Process } from './streams/index.ts'

export interface LogOptions {
  /** Goes on until the container ends or the client leaves. */
  readonly follow: boolean
  /** Of the run before this one. */
  readonly previous: boolean
  readonly timestamps: boolean
  readonly tailLines?: number
  readonly limitBytes?: number
  readonly sinceSeconds?: number
  /** Milliseconds since 1970. */
  readonly sinceTime?: number
}

/** What the API server asks the kubelets for. All throw StatusError when the container is not there to be asked. */
export interface PodAccess {
  readLog(pod: StoredObject<Pod>, container: string, options: LogOptions): string | ReadableStream<Uint8Array>
  /** Starts a command in a container. */
  exec(pod: StoredObject<Pod>, container: string, command: readonly string[], options: CommandOptions): Process
  /** Connects to the process that a container runs. */
  attach(pod: StoredObject<Pod>, container: string, options: CommandOptions): Process
  forward(pod: StoredObject<Pod>): ForwardTarget
  /** Asks a server at an address of the cluster, or says in Go's words why it does not answer. Must reach nothing outside the simulation. */
  request(address: string, port: number, request: HttpRequest): Promise<Result<HttpReply, string>>
}

/** Stands in where no kubelet can be asked: pods write nothing and run no commands. */
export const silentPods: PodAccess = {
  readLog: () => '',
  exec: refuse,
  attach: refuse,
  request: async (address, port) => fail(`dial tcp ${address}:${port}: connect: no route to host`),
  forward: ({ metadata }) => ({ pod: `${metadata.namespace ?? ''}/${metadata.name}`, connect: (port) => fail(`dial tcp4 127.0.0.1:${port}: connect: connection refused`) }),
}

function refuse(): never {
  throw badRequest('the containers of this cluster run no commands')
}
