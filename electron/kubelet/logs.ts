import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { type Container, containersOf } from './container.ts'
import { linesOf, type LoggedRun, type LogLine } from './log-lines.ts'
import type { Outputs, Run } from './outputs.ts'
import { containerStatusOf } from './runs.ts'

/** As `kubectl logs` asks. */
export interface LogOptions {
  readonly previous?: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
  /** Milliseconds since 1970. */
  readonly sinceTime?: number
  readonly timestamps?: boolean
  readonly limitBytes?: number
  readonly stream?: 'All' | 'Stdout' | 'Stderr'
}

/** What the logs are read from, beside the pod. */
export interface LogSources {
  readonly cluster: Cluster
  /** What containers wrote because somebody spoke to them. */
  readonly outputs: Outputs
}

interface ChosenRun extends LoggedRun {
  readonly run: Run
}

/** The container that a request means; the only one when it names none. Throws BadRequest in the API server's words. */
export function findLogContainer(pod: StoredObject<Pod>, name: string | undefined): Container {
  const all = containersOf(pod)
  const mains = pod.spec?.containers ?? []
  if (name !== undefined && name !== '') {
    const found = all.find((container) => container.name === name)
    if (found === undefined) throw badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`)
    return found
  }
  const [only] = mains
  if (only !== undefined && all.length === 1) return only
  const inits = (pod.spec?.initContainers ?? []).map((container) => container.name)
  const known = `choose one of: [${mains.map((container) => container.name).join(' ')}]`
  throw badRequest(`a container name must be specified for pod ${pod.metadata.name}, ${known}${inits.length === 0 ? '' : ` or one of the init containers: [${inits.join(' ')}]`}`)
}

/** A container's log as `kubectl logs` prints it, up to now: a text a line, with its line end. Throws BadRequest when it has none, in the kubelet's words. */
export function* readLog(sources: LogSources, pod: StoredObject<Pod>, container: Container, options: LogOptions): Generator<string, void> {
  const chosen = chooseRun(pod, container, options.previous === true)
  const now = sources.cluster.clock.now()
  if (chosen === undefined) return
  const lines = cut(merge(linesOf(pod, container, chosen), sources.outputs.read(chosen.run)), Math.min(now, (chosen.until ?? Infinity) + second - 1), options, now)
  yield* format(lines, options)
}

/** Times in a status are whole seconds. */
const second = 1_000

/** The same, and what is written from then on, until the run is over or the signal aborts. */
export async function* followLog(sources: LogSources, pod: StoredObject<Pod>, container: Container, options: LogOptions, signal: AbortSignal): AsyncGenerator<string, void> {
  const { cluster: { clock }, outputs } = sources
  const chosen = chooseRun(pod, container, options.previous === true)
  const shown = clock.now()
  if (chosen === undefined || chosen.until !== undefined) return yield* readLog(sources, pod, container, options)
  const live = new AbortController()
  const stop = () => live.abort()
  signal.addEventListener('abort', stop, { once: true })
  const heard: LogLine[] = []
  let wake: () => void = () => {}
  outputs.watch(chosen.run, ({ at, text }) => {
    heard.push({ at, text, stream: 'stdout' })
    wake()
  }, live.signal)
  sources.cluster.watch(sources.cluster.revision, (events) => {
    if (events.some(({ object }) => object.metadata.uid === pod.metadata.uid)) wake()
  }, live.signal)
  live.signal.addEventListener('abort', () => wake(), { once: true })
  try {
    // What is written while the reader takes its time is heard already.
    yield* readLog(sources, pod, container, options)
    const coming = linesOf(pod, container, chosen)
    let next = coming.next()
    while (next.done !== true && next.value.at <= shown) next = coming.next()
    for (;;) {
      const end = endOf(sources, pod, chosen)
      const lines: LogLine[] = heard.splice(0)
      while (next.done !== true && next.value.at <= Math.min(clock.now(), end ?? Infinity)) {
        lines.push(next.value)
        next = coming.next()
      }
      yield* format(lines, options)
      if (end !== undefined || live.signal.aborted) return
      const due = next.done === true ? Infinity : next.value.at - clock.now()
      await new Promise<void>((resolve) => {
        const cancel = due === Infinity ? () => {} : clock.after(due, resolve)
        wake = () => {
          cancel()
          resolve()
        }
        if (live.signal.aborted || heard.length > 0) wake()
      })
    }
  } finally {
    signal.removeEventListener('abort', stop)
    live.abort()
  }
}

/** When the run was over, milliseconds since 1970; undefined while it goes on. */
function endOf({ cluster }: LogSources, pod: StoredObject<Pod>, { run }: ChosenRun): number | undefined {
  const { namespace = '', name, uid } = pod.metadata
  const current = cluster.find({ apiVersion: 'v1', kind: 'Pod', namespace, name }) as StoredObject<Pod> | undefined
  if (current?.metadata.uid !== uid) return cluster.clock.now()
  const status = containerStatusOf(current, run.container)
  if (status?.state?.running !== undefined && status.restartCount === run.number) return undefined
  const ended = status?.restartCount === run.number ? (status.state?.terminated ?? status.lastState?.terminated) : status?.lastState?.terminated
  return ended?.finishedAt === undefined ? cluster.clock.now() : Date.parse(ended.finishedAt) + second - 1
}

/** The run whose log is meant: the newest, or the one before; undefined when there is nothing to read. */
function chooseRun(pod: StoredObject<Pod>, { name }: Container, previous: boolean): ChosenRun | undefined {
  const status = containerStatusOf(pod, name)
  const { running, terminated, waiting } = status?.state ?? {}
  const last = status?.lastState?.terminated
  const restarts = status?.restartCount ?? 0
  const uid = pod.metadata.uid
  const over = (ended: NonNullable<typeof terminated>, number: number): ChosenRun => ({
    run: { uid, container: name, number }, since: Date.parse(ended.startedAt ?? ''), until: Date.parse(ended.finishedAt ?? ''), ...(ended.message === undefined ? {} : { message: ended.message }),
  })
  if (previous) {
    // While it waits to be started again, the run that was last is the one before.
    if (last === undefined) throw badRequest(`previous terminated container "${name}" in pod "${pod.metadata.name}" not found`)
    return over(last, waiting === undefined ? restarts - 1 : restarts)
  }
  if (running !== undefined) return { run: { uid, container: name, number: restarts }, since: Date.parse(running.startedAt ?? '') }
  if (terminated !== undefined) return over(terminated, restarts)
  if (last !== undefined) return over(last, restarts)
  if (!pod.spec?.nodeName) return undefined
  const reason = waiting?.reason ?? 'ContainerCreating'
  const why = reason === 'ErrImagePull' ? 'image can\'t be pulled' : reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason
  throw badRequest(`container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${why}`)
}

/** The simulated lines and those that were really written, by time. */
function* merge(lines: Iterable<LogLine>, written: readonly { readonly at: number; readonly text: string }[]): Generator<LogLine, void> {
  let index = 0
  const before = function* (at: number): Generator<LogLine, void> {
    for (let one = written[index]; one !== undefined && one.at <= at; one = written[index]) {
      yield { ...one, stream: 'stdout' }
      index += 1
    }
  }
  for (const line of lines) {
    yield* before(line.at)
    yield line
  }
  yield* before(Infinity)
}

function cut(lines: Iterable<LogLine>, until: number, { tailLines, sinceSeconds, sinceTime, stream = 'All' }: LogOptions, now: number): readonly LogLine[] {
  const from = Math.max(sinceTime ?? -Infinity, sinceSeconds === undefined ? -Infinity : now - sinceSeconds * 1000)
  const kept: LogLine[] = []
  for (const line of lines) {
    if (line.at > until) break
    if (line.at < from || (stream !== 'All' && stream.toLowerCase() !== line.stream)) continue
    kept.push(line)
    if (tailLines !== undefined && kept.length > 2 * tailLines + 1_000) kept.splice(0, kept.length - tailLines)
  }
  return tailLines === undefined ? kept : tailLines === 0 ? [] : kept.slice(-tailLines)
}

function* format(lines: readonly LogLine[], { timestamps, limitBytes = Infinity }: LogOptions): Generator<string, void> {
  let left = limitBytes
  for (const { at, text } of lines) {
    const whole = `${timestamps === true ? `${new Date(at).toISOString().replace('Z', '000000Z')} ` : ''}${text}\n`
    if (left <= 0) return
    const size = Buffer.byteLength(whole)
    yield size > left ? Buffer.from(whole).subarray(0, left).toString('utf8') : whole
    left -= size
  }
}
