import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { bannerOf } from './banners.ts'
import { behaviourOf, describeTakenPort } from './behaviour.ts'
import type { Container } from './container.ts'
import { stressOf } from './load.ts'
import { runsAsProcess } from './main-command.ts'
import { probeOf } from './probes.ts'
import { commandOf, runContainer } from './process/run-container.ts'
import { answerHttp } from './shell/index.ts'
import { hostnameOf } from './world.ts'

/** A line of a container's log. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
  readonly stream: 'stdout' | 'stderr'
}

/** A run of a container: from when, and until when if it is over; milliseconds since 1970. */
export interface LoggedRun {
  readonly since: number
  readonly until?: number
  /** What it said of its end. */
  readonly message?: string
}

/** A script that has written more is not followed further. */
const mostActs = 500_000

/** Everything that a run writes, in order of time; of a server it never ends. A pure function of the pod, its container and when it began. */
export function* linesOf(pod: StoredObject<Pod>, container: Container, run: LoggedRun): Generator<LogLine, void> {
  const { since } = run
  // What really runs writes for itself.
  if (runsAsProcess(container)) return
  const taken = behaviourOf(container).ports.map((port) => describeTakenPort(container, port)).find((text) => text === run.message)
  if (taken !== undefined) {
    yield { at: since, text: taken, stream: 'stderr' }
    return
  }
  const hostname = hostnameOf(pod)
  const partial = { stdout: '', stderr: '' }
  const acts = runContainer(container, { startedAt: since, hostname })
  if (stressOf(container).memory > 0) yield { at: since, text: 'stress: info: [1] dispatching hogs: 0 cpu, 0 io, 1 vm, 0 hdd', stream: 'stdout' }
  if (commandOf(container).length === 0) yield* banner(pod, container, since)
  let elapsed = 0
  let asked: Iterator<LogLine, void> | undefined
  let heard: LogLine | undefined
  for (let count = 0; count < mostActs; count++) {
    const { done, value } = acts.next()
    if (done === true) break
    elapsed = value.at
    if (value.act === 'serve' && asked === undefined) {
      asked = accessLog(pod, container, since)
      heard = asked.next().value ?? undefined
    }
    if (value.act !== 'print') continue
    const lines = (partial[value.stream] + value.text).split('\n')
    partial[value.stream] = lines.pop() ?? ''
    for (; heard !== undefined && heard.at <= since + value.at; heard = asked?.next().value ?? undefined) yield heard
    for (const text of lines) yield { at: since + value.at, text, stream: value.stream }
  }
  for (; heard !== undefined; heard = asked?.next().value ?? undefined) yield heard
  for (const stream of ['stdout', 'stderr'] as const) if (partial[stream] !== '') yield { at: since + elapsed, text: partial[stream], stream }
}

function* banner(pod: StoredObject<Pod>, container: Container, since: number): Generator<LogLine, void> {
  const place = { now: since, hostname: hostnameOf(pod), ip: pod.status?.podIP ?? '' }
  for (const { after, text, stream } of bannerOf(container.image ?? '', place)) yield { at: since + after, text, stream }
}

/** What a web server tells of the probes that ask it. */
function* accessLog(pod: StoredObject<Pod>, container: Container, since: number): Generator<LogLine, void> {
  const ip = pod.status?.podIP ?? ''
  const from = ip.replace(/\.\d+$/, '.1')
  const asked = (['startup', 'liveness', 'readiness'] as const).flatMap((kind) => {
    const probe = probeOf(container, kind)
    if (probe?.httpGet === undefined) return []
    const first = since + Math.max(500, (probe.initialDelaySeconds ?? 0) * 1000)
    const period = kind === 'startup' ? Infinity : Math.max(1, probe.periodSeconds ?? 10) * 1000
    return [{ path: probe.httpGet.path ?? '/', next: first, period }]
  })
  for (;;) {
    const soonest = asked.reduce<typeof asked[number] | undefined>((first, one) => (first === undefined || one.next < first.next ? one : first), undefined)
    if (soonest === undefined || soonest.next === Infinity) return
    const at = soonest.next
    soonest.next += soonest.period
    const { log } = answerHttp(container.image ?? '', soonest.path, { hostname: hostnameOf(pod), ip, port: 80, from, now: at })
    if (log !== undefined) yield { at, text: log, stream: 'stdout' }
  }
}

/** The end of what a run has written, as one text. */
export function lastOutput(pod: StoredObject<Pod>, container: Container, run: LoggedRun, lines: number): string {
  const kept: string[] = []
  for (const { at, text } of linesOf(pod, container, run)) {
    if (at > (run.until ?? Infinity)) break
    kept.push(text)
    if (kept.length > lines) kept.shift()
  }
  return kept.map((text) => `${text}\n`).join('')
}
