import type { Behaviour } from './behaviour.ts'
import { filesAt } from './behaviour.ts'
import type { Container } from './container.ts'
import { isKnownImage } from './image-catalogue.ts'
import { splitImage } from './image-reference.ts'
import { commandOf, runExec } from './process/run-container.ts'
import type { Answer, Probe, ProbeAnswer } from './probe-plan.ts'
import { answerHttp } from './shell/index.ts'

/** Where the container that is asked lives. */
export interface ProbePlace {
  readonly ip: string
  readonly hostname: string
  /** Milliseconds since 1970. */
  readonly since: number
}

const fine: ProbeAnswer = { ok: true, message: '', until: Infinity }

/** What a probe of a container finds, by what its image and command do. */
export function answerOf(probe: Probe, container: Container, behaviour: Behaviour, place: ProbePlace): Answer {
  const { exec, httpGet, tcpSocket, grpc } = probe
  if (exec !== undefined) return (elapsed) => answerExec(exec.command ?? [], container, behaviour, place, elapsed)
  if (httpGet !== undefined) return answerRequest(httpGet, container, behaviour, place)
  const port = portNumber(container, tcpSocket?.port ?? grpc?.port)
  const open = listens(container, behaviour, port)
  const address = `${tcpSocket?.host || place.ip}:${port}`
  const message = grpc === undefined ? `dial tcp ${address}: connect: connection refused` : `timeout: failed to connect service "${address}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`
  return () => (open ? fine : { ok: false, message, until: Infinity })
}

function answerExec(command: readonly string[], container: Container, behaviour: Behaviour, { hostname, since }: ProbePlace, elapsed: number): ProbeAnswer {
  const next = behaviour.files.find((change) => change.at > elapsed)
  const until = next?.at ?? Infinity
  // What a program of its own leaves in its files, nobody knows.
  if (!isKnownImage(container.image ?? '') && commandOf(container).length === 0) return fine
  const output: string[] = []
  const acts = runExec(command, container, { startedAt: since + elapsed, hostname }, filesAt(behaviour, elapsed))
  for (let count = 0; count < 1_000; count++) {
    const { done, value } = acts.next()
    if (done === true) return value.exitCode === 0 || value.at === Infinity ? { ...fine, until } : { ok: false, message: output.join('').trimEnd(), until }
    if (value.act === 'print') output.push(value.text)
  }
  return { ...fine, until }
}

type HttpGet = NonNullable<Probe['httpGet']>

function answerRequest({ path = '/', port, scheme = 'HTTP', host }: HttpGet, container: Container, behaviour: Behaviour, place: ProbePlace): Answer {
  const number = portNumber(container, port)
  const address = `${host || place.ip}:${number}`
  if (!listens(container, behaviour, number)) {
    const message = `Get "${scheme.toLowerCase()}://${address}${path.startsWith('/') ? path : `/${path}`}": dial tcp ${address}: connect: connection refused`
    return () => ({ ok: false, message, until: Infinity })
  }
  return (elapsed, asked) => {
    const { status, until } = statusOf(container, path, elapsed, asked, place)
    return status >= 200 && status < 400 ? { ...fine, until } : { ok: false, message: `HTTP probe failed with statuscode: ${status}`, until }
  }
}

/** Requests that `luksa/kubia-unhealthy` answers well, and milliseconds for which the documentation's `liveness` does. */
const goodRequests = 5
const goodTime = 10_000

function statusOf(container: Container, path: string, elapsed: number, asked: number, place: ProbePlace): { readonly status: number; readonly until: number } {
  const image = container.image ?? ''
  const { repository } = splitImage(image)
  if (repository === 'luksa/kubia-unhealthy') return { status: asked < goodRequests ? 200 : 500, until: asked < goodRequests ? elapsed : Infinity }
  if (/(?:^|\/)(?:liveness|agnhost)$/.test(repository) && (repository.endsWith('/liveness') || commandOf(container).includes('liveness'))) {
    return elapsed < goodTime ? { status: 200, until: goodTime } : { status: 500, until: Infinity }
  }
  // Whoever mounts content into a web server has pages that are not known here.
  if ((container.volumeMounts ?? []).some(({ mountPath }) => !mountPath.startsWith('/var/run/secrets'))) return { status: 200, until: Infinity }
  return { status: answerHttp(image, path, { ...place, port: 80, from: place.ip, now: place.since + elapsed }).status, until: Infinity }
}

function listens(container: Container, { ports }: Behaviour, port: number): boolean {
  if (ports.includes(port)) return true
  // What a container declares is for people to read: a program that is not known may well listen elsewhere.
  return !isKnownImage(container.image ?? '') && ports.length === (container.ports ?? []).length && commandOf(container).length === 0
}

/** A probe names a port by its number or by the name that the container gives it. */
function portNumber(container: Container, port: unknown): number {
  if (typeof port === 'number') return port
  const named = (container.ports ?? []).find((one) => one.name === port)
  return named?.containerPort ?? (Number(port) || 0)
}
