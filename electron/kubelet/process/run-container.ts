import type { Container } from '../container.ts'
import { lookUpImage } from '../image-catalogue.ts'
import type { Acts } from './act.ts'
import { createMachine, type Machine } from './machine.ts'
import { runCommand } from './run-command.ts'
import { runScript } from './run-script.ts'

/** What a process knows of where it runs. */
export interface Setting {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly hostname: string
  /** Variables that do not stand in the container's spec itself. */
  readonly env?: Readonly<Record<string, string>>
}

/** The words that a container is started with; none when the image's own program runs. */
export function commandOf(container: Container): readonly string[] {
  const { entrypoint } = lookUpImage(container.image ?? '')
  return [...(container.command ?? (entrypoint === undefined ? [] : [entrypoint])), ...(container.args ?? [])]
}

/** Runs a container's process from its start, act by act. */
export function* runContainer(container: Container, setting: Setting): Acts {
  const image = lookUpImage(container.image ?? '')
  const words = expandReferences(commandOf(container), { ...setting.env, ...envOf(container) })
  const machine = createMachine({ ...setting, positional: ['sh'], runScript, env: { ...setting.env, HOSTNAME: setting.hostname, ...envOf(container) } })
  const [program = ''] = words
  const serves = words.length === 0 ? image.does === 'server' : image.entrypoint === program && image.does === 'server'
  if (serves) {
    yield { act: 'serve', at: 0, program: '', replacesShell: true }
    return { at: Infinity, exitCode: 0 }
  }
  if (words.length === 0) return { at: 0, exitCode: 0 }
  return yield* runWords(words, machine)
}

/** Runs one command, as a probe or a hook does, among the files that the container's process has left. */
export function* runExec(words: readonly string[], container: Container, setting: Setting, files: ReadonlyMap<string, string>): Acts {
  const env = { ...setting.env, HOSTNAME: setting.hostname, ...envOf(container) }
  return yield* runWords(words, createMachine({ ...setting, positional: ['sh'], runScript, env, files }), false)
}

function* runWords(words: readonly string[], machine: Machine, last = true): Acts {
  const flow = yield* runCommand(words, machine, { input: { text: '' }, out: { kind: 'stdout' }, err: { kind: 'stderr' } }, last)
  return flow === 'forever' ? { at: Infinity, exitCode: 0 } : { at: machine.at, exitCode: machine.code }
}

function envOf(container: Container): Readonly<Record<string, string>> {
  return Object.fromEntries((container.env ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))
}

/** `$(NAME)` in a command is replaced by the kubelet; what it does not know stays. */
function expandReferences(words: readonly string[], env: Readonly<Record<string, string>>): readonly string[] {
  return words.map((word) => word.replaceAll(/\$\$|\$\((\w+)\)/g, (all, name: string | undefined) => (name === undefined ? '$' : Object.hasOwn(env, name) ? (env[name] ?? '') : all)))
}
