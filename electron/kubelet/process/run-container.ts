import type { Container } from '../container.ts'
import { lookUpImage } from '../image-catalogue.ts'
import { expandReferences } from '../references.ts'
import { defaultVariables } from '../shell/shell-state.ts'
import { type Sink, start } from '../shell/steps.ts'
import { openBytes } from '../shell/tool.ts'
import type { Act, Acts } from './act.ts'
import { createPlannedSession } from './planned-session.ts'
import { createPlannedTime } from './planned-time.ts'
import { createPlannedWorld } from './planned-world.ts'

/** What a process knows of where it runs. */
export interface Setting {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly hostname: string
}

/** The words that a container is started with; none when the image's own program runs. */
export function commandOf(container: Container): readonly string[] {
  const { entrypoint } = lookUpImage(container.image ?? '')
  return [...(container.command ?? (entrypoint === undefined ? [] : [entrypoint])), ...(container.args ?? [])]
}

/** Runs a container's process from its start, act by act. */
export function* runContainer(container: Container, setting: Setting): Acts {
  const image = lookUpImage(container.image ?? '')
  const words = commandOf(container)
  const [program = ''] = words
  const serves = words.length === 0 ? image.does === 'server' : image.entrypoint === program && image.does === 'server'
  if (serves) {
    yield { act: 'serve', at: 0, program: '', replacesShell: true }
    return { at: Infinity, exitCode: 0 }
  }
  if (words.length === 0) return { at: 0, exitCode: 0 }
  const env = variablesOf(container, setting)
  return yield* runWords(words.map((word) => expandReferences(word, (name) => env.get(name))), container, setting, new Map(), 'last')
}

/** Runs one command, as a probe or a hook does, among the files that the container's process has left; a directory's path ends with a slash. */
export function* runExec(words: readonly string[], container: Container, setting: Setting, files: ReadonlyMap<string, string>): Acts {
  return yield* runWords(words, container, setting, files, 'between')
}

function variablesOf(container: Container, { hostname }: Setting): ReadonlyMap<string, string> {
  const { env = [] } = container
  return new Map([...defaultVariables(0), ['HOSTNAME', hostname], ...env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]))])
}

function* runWords(words: readonly string[], container: Container, setting: Setting, files: ReadonlyMap<string, string>, place: 'last' | 'between'): Acts {
  const { startedAt } = setting
  const time = createPlannedTime(startedAt)
  const acts: Act[] = []
  const at = () => time.now() - startedAt
  const print = (stream: 'stdout' | 'stderr'): Sink => {
    const decoder = new TextDecoder()
    return {
      *write(bytes) {
        const text = decoder.decode(bytes, { stream: true })
        if (text !== '') acts.push({ act: 'print', at: at(), stream, text })
        return true
      },
      end: () => undefined,
    }
  }
  const first = { stdout: print('stdout'), stderr: print('stderr') }
  const world = createPlannedWorld(container, setting.hostname, files, time, (change) => void acts.push({ act: 'write', at: at(), ...change }))
  const session = createPlannedSession(world, first, (serving) => void acts.push({ act: 'serve', at: at(), ...serving }))
  const steps = session.run(words, variablesOf(container, setting), world.container.workingDir, {
    ...first, stdin: openBytes(new Uint8Array()), signal: new AbortController().signal, place,
  })
  let exitCode: number | undefined
  let failure: unknown
  if (steps !== undefined) {
    start(steps, (code) => {
      exitCode = code
    }, (error) => {
      failure = error
    })
  }
  for (;;) {
    yield* acts.splice(0)
    if (failure !== undefined) throw failure
    if (exitCode !== undefined) return { at: at(), exitCode }
    const before = time.now()
    if (!time.next()) return { at: Infinity, exitCode: 0 }
    if (time.now() > before) yield { act: 'turn', at: at() }
  }
}
