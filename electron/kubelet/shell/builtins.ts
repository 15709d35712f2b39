import { problemTexts, resolvePath } from './file-system.ts'
import { evaluateTest } from './commands/test-expression.ts'
import { formatEcho, unescape } from './echo-text.ts'
import { readLineEnd } from './lines.ts'
import { errorPrefix } from './shell-errors.ts'
import type { Ports, Session, ShellState } from './shell-state.ts'
import type { Steps } from './steps.ts'
import { say } from './tool.ts'
import { locateTool } from './toolsets.ts'

export interface BuiltinIo {
  readonly args: readonly string[]
  readonly state: ShellState
  readonly ports: Ports
  readonly session: Session
  readonly line: number
}

/** A command of the shell itself: it may change the shell. Comes to its status. */
export type Builtin = (io: BuiltinIo) => Steps<number>

function* complain({ state, ports, line }: BuiltinIo, text: string, code = 1): Steps<number> {
  yield* say(ports.stderr, `${errorPrefix(state, line)}${text}\n`)
  return code
}

export function setVariable(state: ShellState, name: string, value: string): void {
  state.variables.set(name, value)
}

const cd: Builtin = function* (io) {
  const { state, session, ports } = io
  const target = io.args[0] === '-' ? state.variables.get('OLDPWD') ?? state.cwd : io.args[0] ?? state.variables.get('HOME') ?? '/'
  const path = resolvePath(state.cwd, target)
  const entered = session.world.files.enter(path)
  if (!entered.ok) {
    const text = problemTexts[entered.error]
    if (state.kind === 'dash') return yield* complain(io, `cd: can't cd to ${target}`, 2)
    return yield* complain(io, state.kind === 'bash' ? `cd: ${target}: ${text}` : `cd: can't cd to ${target}: ${text}`)
  }
  setVariable(state, 'OLDPWD', state.cwd)
  setVariable(state, 'PWD', path)
  state.cwd = path
  if (io.args[0] === '-') yield* say(ports.stdout, `${path}\n`)
  return 0
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}

const exportNames: Builtin = function* (io) {
  const { state, ports } = io
  if (io.args.length === 0 || io.args[0] === '-p') {
    const lines = [...state.variables].filter(([name]) => state.exported.has(name)).sort(byName).map(([name, value]) => `export ${name}='${value}'\n`)
    yield* say(ports.stdout, lines.join(''))
    return 0
  }
  for (const arg of io.args) {
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      return state.kind === 'bash' ? yield* complain(io, `export: \`${arg}': not a valid identifier`) : yield* complain(io, `export: ${arg}: bad variable name`, 2)
    }
    if (equals >= 0) setVariable(state, name, arg.slice(equals + 1))
    state.exported.add(name)
  }
  return 0
}

const exit: Builtin = function* ({ args, state }) {
  state.leaving = 'exit'
  const [code] = args
  return code === undefined ? state.status : Number.parseInt(code, 10) & 255
}

function leave(kind: 'break' | 'continue'): Builtin {
  return function* ({ args, state }) {
    if (state.loops === 0) return 0
    state.levels = Math.max(1, Number.parseInt(args[0] ?? '1', 10) || 1)
    state.leaving = kind
    return 0
  }
}

const unset: Builtin = function* ({ args, state }) {
  for (const name of args) {
    state.variables.delete(name)
    state.exported.delete(name)
  }
  return 0
}

const set: Builtin = function* (io) {
  const { args, state, ports } = io
  if (args.length === 0) {
    yield* say(ports.stdout, [...state.variables].sort(byName).map(([name, value]) => `${name}='${value}'\n`).join(''))
    return 0
  }
  for (const [index, arg] of args.entries()) {
    // the name behind `-o`
    if (/^[-+][a-z]*o$/.test(args[index - 1] ?? '')) {
      if (arg === 'errexit') state.exitOnError = args[index - 1]?.startsWith('-') === true
    } else if (/^[-+][abefmnuvxo]+$/.test(arg)) {
      if (arg.includes('e')) state.exitOnError = arg.startsWith('-')
    } else if (arg === '--' || !/^[-+]/.test(arg)) {
      state.positional = args.slice(arg === '--' ? index + 1 : index)
      return 0
    } else return yield* complain(io, `set: Illegal option ${arg}`, 2)
  }
  return 0
}

const shift: Builtin = function* ({ args, state }) {
  state.positional = state.positional.slice(Number.parseInt(args[0] ?? '1', 10) || 1)
  return 0
}

const read: Builtin = function* ({ args, state, ports }) {
  const names = args.filter((arg) => !arg.startsWith('-'))
  const read = yield* readLineEnd(ports.stdin)
  const words = (read?.line ?? '').trim().split(/\s+/)
  for (const [index, name] of (names.length > 0 ? names : ['REPLY']).entries()) {
    const last = index === names.length - 1
    setVariable(state, name, last || names.length === 0 ? words.slice(index).join(' ') : words[index] ?? '')
  }
  return read?.ended === true ? 0 : 1
}

function describeCommand(name: string, { kind }: ShellState, session: Session): string | undefined {
  if (findBuiltin(name, kind) !== undefined) return `${name} is a shell builtin`
  return session.toolset.tools.has(name) ? `${name} is ${locateTool(name)}` : undefined
}

const type: Builtin = function* (io) {
  let code = 0
  for (const name of io.args) {
    const text = describeCommand(name, io.state, io.session)
    if (text === undefined) code = yield* complain(io, `type: ${name}: not found`, io.state.kind === 'bash' ? 1 : 127)
    else yield* say(io.ports.stdout, `${text}\n`)
  }
  return code
}

const wait: Builtin = function* ({ state }) {
  for (const job of state.background.splice(0)) yield* job.join()
  return 0
}

/** Names of variables, with values or without: none of them is kept from changing, and without functions all are the shell's own. */
const declare: Builtin = function* ({ args, state }) {
  for (const arg of args) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(arg) ?? []
    if (name !== undefined) setVariable(state, name, value ?? '')
  }
  return 0
}

/** What asks for something that no script here comes to feel: signals end a shell, and files have their modes. */
const accept: Builtin = function* () {
  return 0
}

/** bash's and busybox's `[[`, as far as it is `[`. */
const testDoubled: Builtin = function* ({ args, state, ports, session }) {
  const value = args.at(-1) === ']]' ? evaluateTest(args.slice(0, -1), { files: session.world.files, cwd: state.cwd }) : 'missing ]]'
  if (typeof value !== 'string') return value ? 0 : 1
  yield* say(ports.stderr, `${state.name}: ${value}\n`)
  return 2
}

/** dash's own `echo` always knows escapes and only `-n`; the others' is the program's. */
const echo: Builtin = function* ({ args, state, ports }) {
  const text = state.kind === 'dash' ? formatDashEcho(args) : formatEcho(args)
  return (yield* say(ports.stdout, text)) ? 0 : 1
}

function formatDashEcho(args: readonly string[]): string {
  const bare = args[0] === '-n'
  return unescape(args.slice(bare ? 1 : 0).join(' ')) + (bare ? '' : '\n')
}

const builtins: Readonly<Record<string, Builtin>> = {
  ':': accept, break: leave('break'), cd, continue: leave('continue'), echo, exit, export: exportNames, local: declare, read, readonly: declare, set, shift, trap: accept, type,
  umask: accept, unset, wait,
}

/** The shell's own command of that name. */
export function findBuiltin(name: string, kind: ShellState['kind']): Builtin | undefined {
  if (name === '[[' && kind !== 'dash') return testDoubled
  return Object.hasOwn(builtins, name) ? builtins[name] : undefined
}
