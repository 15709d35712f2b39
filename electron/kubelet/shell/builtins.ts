import { problemTexts, resolvePath } from './file-system.ts'
import { formatEcho, unescape } from './echo-text.ts'
import { readLine } from './lines.ts'
import { errorPrefix } from './shell-errors.ts'
import type { Ports, Session, ShellState } from './shell-state.ts'
import { say } from './tool.ts'
import { locateTool } from './toolsets.ts'

export interface BuiltinIo {
  readonly args: readonly string[]
  readonly state: ShellState
  readonly ports: Ports
  readonly session: Session
  readonly line: number
}

/** A command of the shell itself: it may change the shell. Resolves to its status. */
export type Builtin = (io: BuiltinIo) => Promise<number>

async function complain({ state, ports, line }: BuiltinIo, text: string, code = 1): Promise<number> {
  await say(ports.stderr, `${errorPrefix(state, line)}${text}\n`)
  return code
}

export function setVariable(state: ShellState, name: string, value: string): void {
  state.variables.set(name, value)
}

const cd: Builtin = async (io) => {
  const { state, session, ports } = io
  const target = io.args[0] === '-' ? state.variables.get('OLDPWD') ?? state.cwd : io.args[0] ?? state.variables.get('HOME') ?? '/'
  const path = resolvePath(state.cwd, target)
  const found = session.world.files.find(path)
  const problem = found.ok ? (found.value.kind === 'directory' ? undefined : 'ENOTDIR') : found.error
  if (problem !== undefined) {
    const text = problemTexts[problem]
    if (state.kind === 'dash') return complain(io, `cd: can't cd to ${target}`, 2)
    return complain(io, state.kind === 'bash' ? `cd: ${target}: ${text}` : `cd: can't cd to ${target}: ${text}`)
  }
  setVariable(state, 'OLDPWD', state.cwd)
  setVariable(state, 'PWD', path)
  state.cwd = path
  if (io.args[0] === '-') await say(ports.stdout, `${path}\n`)
  return 0
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}

const exportNames: Builtin = async (io) => {
  const { state, ports } = io
  if (io.args.length === 0 || io.args[0] === '-p') {
    const lines = [...state.variables].filter(([name]) => state.exported.has(name)).sort(byName).map(([name, value]) => `export ${name}='${value}'\n`)
    await say(ports.stdout, lines.join(''))
    return 0
  }
  for (const arg of io.args) {
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      return state.kind === 'bash' ? complain(io, `export: \`${arg}': not a valid identifier`) : complain(io, `export: ${arg}: bad variable name`, 2)
    }
    if (equals >= 0) setVariable(state, name, arg.slice(equals + 1))
    state.exported.add(name)
  }
  return 0
}

const exit: Builtin = async ({ args, state }) => {
  state.leaving = 'exit'
  const [code] = args
  return code === undefined ? state.status : Number.parseInt(code, 10) & 255
}

function leave(kind: 'break' | 'continue'): Builtin {
  return async ({ args, state }) => {
    if (state.loops === 0) return 0
    state.levels = Math.max(1, Number.parseInt(args[0] ?? '1', 10) || 1)
    state.leaving = kind
    return 0
  }
}

const unset: Builtin = async ({ args, state }) => {
  for (const name of args) {
    state.variables.delete(name)
    state.exported.delete(name)
  }
  return 0
}

const set: Builtin = async (io) => {
  const { args, state, ports } = io
  if (args.length === 0) {
    await say(ports.stdout, [...state.variables].sort(byName).map(([name, value]) => `${name}='${value}'\n`).join(''))
    return 0
  }
  for (const [index, arg] of args.entries()) {
    if (arg === '-e') state.exitOnError = true
    else if (arg === '+e') state.exitOnError = false
    else if (arg === '--' || !/^[-+]/.test(arg)) {
      state.positional = args.slice(arg === '--' ? index + 1 : index)
      return 0
    } else return complain(io, `set: Illegal option ${arg}`, 2)
  }
  return 0
}

const shift: Builtin = async ({ args, state }) => {
  state.positional = state.positional.slice(Number.parseInt(args[0] ?? '1', 10) || 1)
  return 0
}

const read: Builtin = async ({ args, state, ports }) => {
  const names = args.filter((arg) => !arg.startsWith('-'))
  const line = await readLine(ports.stdin)
  const words = (line ?? '').trim().split(/\s+/)
  for (const [index, name] of (names.length > 0 ? names : ['REPLY']).entries()) {
    const last = index === names.length - 1
    setVariable(state, name, last || names.length === 0 ? words.slice(index).join(' ') : words[index] ?? '')
  }
  return line === undefined ? 1 : 0
}

function describeCommand(name: string, session: Session): string | undefined {
  if (findBuiltin(name) !== undefined) return `${name} is a shell builtin`
  return session.toolset.tools.has(name) ? `${name} is ${locateTool(name)}` : undefined
}

const type: Builtin = async (io) => {
  let code = 0
  for (const name of io.args) {
    const text = describeCommand(name, io.session)
    if (text === undefined) code = await complain(io, `type: ${name}: not found`, io.state.kind === 'bash' ? 1 : 127)
    else await say(io.ports.stdout, `${text}\n`)
  }
  return code
}

const wait: Builtin = async ({ state }) => {
  await Promise.all(state.background.splice(0))
  return 0
}

/** dash's own `echo` always knows escapes and only `-n`; the others' is the program's. */
const echo: Builtin = async ({ args, state, ports }) => {
  const text = state.kind === 'dash' ? formatDashEcho(args) : formatEcho(args)
  return (await say(ports.stdout, text)) ? 0 : 1
}

function formatDashEcho(args: readonly string[]): string {
  const bare = args[0] === '-n'
  return unescape(args.slice(bare ? 1 : 0).join(' ')) + (bare ? '' : '\n')
}

const builtins: Readonly<Record<string, Builtin>> = {
  ':': async () => 0, break: leave('break'), cd, continue: leave('continue'), echo, exit, export: exportNames, read, set, shift, type, unset, wait,
}

export function findBuiltin(name: string): Builtin | undefined {
  return Object.hasOwn(builtins, name) ? builtins[name] : undefined
}
