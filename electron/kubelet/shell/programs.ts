import { assertNever } from '../../../shared/lang/assert-never.ts'
import { findTool } from './commands/index.ts'
import { nameOf, parentOf, resolvePath } from './file-system.ts'
import { createLineSource, readLine } from './lines.ts'
import { parseScript } from './parse.ts'
import { runScript } from './shell.ts'
import { formatSyntaxProblem } from './shell-errors.ts'
import { createState, isLeaving, type Ports, type Session, type ShellState } from './shell-state.ts'
import { say } from './tool.ts'
import type { Toolset } from './toolsets.ts'

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
  if (inBin && session.toolset.tools.has(name)) return name === 'sh' || name === 'bash' ? { kind: 'shell', name } : { kind: 'tool', name }
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

async function runText(text: string, state: ShellState, session: Session, ports: Ports): Promise<number> {
  const script = parseScript(text)
  if (script.ok) return runScript(script.value, state, session, ports)
  await say(ports.stderr, formatSyntaxProblem(state, script.error))
  return 2
}

/** Runs what comes on stdin, command by command, as soon as each is whole. */
async function runLines(state: ShellState, session: Session, ports: Ports): Promise<number> {
  let typed = ''
  for (let line = await readLine(ports.stdin); line !== undefined && !isLeaving(state); line = await readLine(ports.stdin)) {
    typed += typed === '' ? line : `\n${line}`
    const script = parseScript(typed)
    if (!script.ok && script.error.kind === 'incomplete') continue
    state.status = await runText(typed, state, session, ports)
    typed = ''
    if (isLeaving(state) || ports.signal.aborted) return state.status
  }
  return typed === '' ? state.status : runText(typed, state, session, ports)
}

interface ShellCall {
  readonly name: string
  readonly pid: number
  readonly args: readonly string[]
  readonly env: ReadonlyMap<string, string>
  readonly cwd: string
}

/** `sh -c script`, `sh file`, or `sh` reading stdin. `-e` is known, `-i` and `-l` make no difference here. */
async function runShell({ name, pid, args, env, cwd }: ShellCall, session: Session, ports: Ports): Promise<number> {
  const firstOperand = args.findIndex((arg) => !/^-[a-z]+$|^--login$/.test(arg))
  const options = firstOperand < 0 ? args : args.slice(0, firstOperand)
  const operands = args.slice(options.length)
  const letters = options.filter((option) => !option.startsWith('--')).join('')
  const kind = shellKind(name, session.toolset)
  const start = (zero: string, positional: readonly string[]) => {
    const state = createState(kind, zero, positional, env, cwd, pid, false)
    state.exitOnError = letters.includes('e')
    return state
  }
  const [first, ...rest] = operands
  if (letters.includes('c')) {
    if (first === undefined) {
      await say(ports.stderr, `${name}: ${kind === 'dash' ? '0: -c requires an argument' : '-c: option requires an argument'}\n`)
      return 2
    }
    return runText(first, start(rest[0] ?? name, rest.slice(1)), session, ports)
  }
  if (first === undefined || letters.includes('s')) return runLines(start(name, operands), session, { ...ports, stdin: createLineSource(ports.stdin) })
  const bytes = session.world.files.read(resolvePath(cwd, first))
  if (bytes.ok) return runText(Buffer.from(bytes.value).toString('utf8'), start(first, rest), session, ports)
  await say(ports.stderr, `${name}: ${kind === 'dash' ? `0: cannot open ${first}: No such file` : `${first}: No such file or directory`}\n`)
  return kind === 'busybox' ? 2 : 127
}

/** `env NAME=value ... command`: undefined when there is no command to run. */
function splitEnv(args: readonly string[], env: ReadonlyMap<string, string>): { readonly env: ReadonlyMap<string, string>; readonly argv: readonly string[] } {
  const end = args.findIndex((arg) => !/^[A-Za-z_]\w*=/.test(arg))
  const set = end < 0 ? args : args.slice(0, end)
  const pairs = set.map((arg): [string, string] => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)])
  return { env: new Map([...env, ...pairs]), argv: args.slice(set.length) }
}

/** Runs a program as process `pid`. */
export function runProgram(
  program: Program, pid: number, args: readonly string[], env: ReadonlyMap<string, string>, cwd: string, session: Session, ports: Ports,
): Promise<number> {
  switch (program.kind) {
    case 'shell': return runShell({ name: program.name, pid, args, env, cwd }, session, ports)
    case 'script': return runShell({ name: 'sh', pid, args: [program.path, ...args], env, cwd }, session, ports)
    case 'tool': {
      const inner = program.name === 'env' ? splitEnv(args, env) : { env, argv: [] }
      const [command] = inner.argv
      if (command !== undefined) {
        return session.run(inner.argv, inner.env, cwd, ports) ?? say(ports.stderr, `env: '${command}': No such file or directory\n`).then(() => 127)
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
