import { assertNever } from '../../../shared/lang/assert-never.ts'
import { findTool } from './commands/index.ts'
import { nameOf, parentOf, resolvePath } from './file-system.ts'
import { createLineSource, readLine } from './lines.ts'
import { parseScript } from './parse.ts'
import { runScript } from './shell.ts'
import { formatSyntaxProblem } from './shell-errors.ts'
import { createState, isLeaving, type Ports, type Session, type ShellState } from './shell-state.ts'
import type { Steps } from './steps.ts'
import { say } from './tool.ts'
import type { Toolset } from './toolsets.ts'

export const shells: readonly string[] = ['sh', 'bash', 'ash', 'dash', 'zsh']
const binFolders = ['/bin', '/usr/bin', '/sbin', '/usr/sbin', '/usr/local/bin']

export type Program =
  | { readonly kind: 'shell'; readonly name: string }
  | { readonly kind: 'tool'; readonly name: string }
  /** A file of the container that may be executed: a script. */
  | { readonly kind: 'script'; readonly path: string }

/** The program that a command's first word names: by PATH without a slash, else by its path. */
export function findProgram(word: string, cwd: string, session: Session): Program | undefined {
  const path = resolvePath(cwd, word)
  const name = nameOf(path)
  const inBin = word.includes('/') ? binFolders.includes(parentOf(path)) : word !== ''
  if (inBin && session.toolset.tools.has(name)) return shells.includes(name) ? { kind: 'shell', name } : { kind: 'tool', name }
  const candidates = word.includes('/') ? [path] : binFolders.map((folder) => resolvePath(folder, word))
  for (const candidate of candidates) {
    const found = session.world.files.find(candidate)
    if (found.ok && found.value.kind === 'file' && (found.value.mode & 0o111) !== 0 && found.value.content().length > 0) return { kind: 'script', path: candidate }
  }
  return undefined
}

/** Which shell a name stands for in this image. */
export function shellKind(name: string, toolset: Toolset): Toolset['shell'] {
  return name === 'bash' ? 'bash' : toolset.shell
}

function* runText(text: string, state: ShellState, session: Session, ports: Ports): Steps<number> {
  const script = parseScript(text)
  if (script.ok) return yield* runScript(script.value, state, session, ports)
  yield* say(ports.stderr, formatSyntaxProblem(state, script.error))
  return 2
}

/** Runs what comes on stdin, command by command, as soon as each is whole. */
function* runLines(state: ShellState, session: Session, ports: Ports): Steps<number> {
  let typed = ''
  for (let line = yield* readLine(ports.stdin); line !== undefined && !isLeaving(state); line = yield* readLine(ports.stdin)) {
    typed += typed === '' ? line : `\n${line}`
    const script = parseScript(typed)
    if (!script.ok && script.error.kind === 'incomplete') continue
    state.status = yield* runText(typed, state, session, ports)
    typed = ''
    if (isLeaving(state) || ports.signal.aborted) return state.status
  }
  return typed === '' ? state.status : yield* runText(typed, state, session, ports)
}

interface ShellCall {
  readonly name: string
  readonly pid: number
  readonly args: readonly string[]
  readonly env: ReadonlyMap<string, string>
  readonly cwd: string
}

/** A shell's option letters, and what stands behind them. */
function splitShellArgs(args: readonly string[]): { readonly letters: string; readonly operands: readonly string[] } {
  const firstOperand = args.findIndex((arg) => !/^-[a-z]+$|^--login$/.test(arg))
  const options = firstOperand < 0 ? args : args.slice(0, firstOperand)
  return { letters: options.filter((option) => !option.startsWith('--')).join(''), operands: args.slice(options.length) }
}

/** The file that a shell called so reads its commands from; undefined when they are its argument or come on stdin. */
export function scriptFileOf(args: readonly string[]): string | undefined {
  const { letters, operands } = splitShellArgs(args)
  return /[cs]/.test(letters) ? undefined : operands[0]
}

/** `sh -c script`, `sh file`, or `sh` reading stdin. `-e` is known, `-i` and `-l` make no difference here. */
function* runShell({ name, pid, args, env, cwd }: ShellCall, session: Session, given: Ports): Steps<number> {
  // the last program of a shell's script does not take the shell's place
  const ports: Ports = given.place === 'exec' ? { ...given, place: 'last' } : given
  const { letters, operands } = splitShellArgs(args)
  const kind = shellKind(name, session.toolset)
  const start = (zero: string, positional: readonly string[]) => {
    const state = createState(kind, zero, positional, env, cwd, pid, false)
    state.exitOnError = letters.includes('e')
    return state
  }
  const [first, ...rest] = operands
  if (letters.includes('c')) {
    if (first === undefined) {
      yield* say(ports.stderr, `${name}: ${kind === 'dash' ? '0: -c requires an argument' : '-c: option requires an argument'}\n`)
      return 2
    }
    return yield* runText(first, start(rest[0] ?? name, rest.slice(1)), session, ports)
  }
  if (first === undefined || letters.includes('s')) return yield* runLines(start(name, operands), session, { ...ports, stdin: createLineSource(ports.stdin) })
  const bytes = session.world.files.read(resolvePath(cwd, first))
  if (bytes.ok) return yield* runText(Buffer.from(bytes.value).toString('utf8'), start(first, rest), session, ports)
  yield* say(ports.stderr, `${name}: ${kind === 'dash' ? `0: cannot open ${first}: No such file` : `${first}: No such file or directory`}\n`)
  return kind === 'busybox' ? 2 : 127
}

/** `env NAME=value ... command`: undefined when there is no command to run. */
function splitEnv(args: readonly string[], env: ReadonlyMap<string, string>): { readonly env: ReadonlyMap<string, string>; readonly argv: readonly string[] } {
  const end = args.findIndex((arg) => !/^[A-Za-z_]\w*=/.test(arg))
  const set = end < 0 ? args : args.slice(0, end)
  const pairs = set.map((arg): [string, string] => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)])
  return { env: new Map([...env, ...pairs]), argv: args.slice(set.length) }
}

function* failToStart(name: string, command: string, ports: Ports): Steps<number> {
  yield* say(ports.stderr, `${name}: '${command}': No such file or directory\n`)
  return 127
}

/** Runs a program as process `pid`. */
export function runProgram(
  program: Program, pid: number, args: readonly string[], env: ReadonlyMap<string, string>, cwd: string, session: Session, ports: Ports,
): Steps<number> {
  switch (program.kind) {
    case 'shell': return runShell({ name: program.name, pid, args, env, cwd }, session, ports)
    case 'script': return runShell({ name: 'sh', pid, args: [program.path, ...args], env, cwd }, session, ports)
    case 'tool': {
      const inner = program.name === 'env' ? splitEnv(args, env) : { env, argv: program.name === 'nohup' ? args : [] }
      const [command] = inner.argv
      if (command !== undefined) {
        return session.run(inner.argv, inner.env, cwd, ports) ?? failToStart(program.name, command, ports)
      }
      const { world, toolset } = session
      return findTool(program.name)({
        name: program.name, args: inner.env === env ? args : [], env: inner.env, cwd, pid, world, busybox: toolset.shell === 'busybox',
        stdin: ports.stdin, stdout: ports.stdout, stderr: ports.stderr, signal: ports.signal, terminal: session.terminal(),
      })
    }
    default: return assertNever(program)
  }
}
