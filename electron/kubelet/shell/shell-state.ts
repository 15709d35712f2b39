import type { ByteSink, ByteSource } from '../../../shared/lang/pipe.ts'
import type { Toolset } from './toolsets.ts'
import type { ToolIo } from './tool.ts'
import type { World } from './world.ts'

/** What one shell remembers. A subshell works on a copy. */
export interface ShellState {
  readonly variables: Map<string, string>
  readonly exported: Set<string>
  /** `$0` and the arguments behind it. */
  readonly name: string
  positional: readonly string[]
  cwd: string
  status: number
  readonly pid: number
  /** What leaves the list that is running. */
  leaving: 'exit' | 'break' | 'continue' | undefined
  /** Loops that `break` still has to leave. */
  levels: number
  loops: number
  exitOnError: boolean
  readonly interactive: boolean
  /** Which shell's words and prompt it has. */
  readonly kind: Toolset['shell']
  /** Of commands started with `&`. */
  readonly background: Promise<number>[]
}

/** Where a command reads and writes. */
export interface Ports {
  readonly stdin: ByteSource
  readonly stdout: ByteSink
  readonly stderr: ByteSink
  /** Aborted when the command is to end. */
  readonly signal: AbortSignal
}

/** What all shells and programs of one process tree share. */
export interface Session {
  readonly world: World
  readonly toolset: Toolset
  readonly terminal: () => ToolIo['terminal']
  /** Runs a program other than a shell's own commands; undefined when there is none of that name. */
  run(argv: readonly string[], env: ReadonlyMap<string, string>, cwd: string, ports: Ports): Promise<number> | undefined
}

/** The shell was told to exit. */
export function isLeaving(state: ShellState): boolean {
  return state.leaving === 'exit'
}

export function copyState(state: ShellState): ShellState {
  return { ...state, variables: new Map(state.variables), exported: new Set(state.exported), interactive: false, background: [], loops: 0 }
}

export function createState(
  kind: ShellState['kind'], name: string, positional: readonly string[], env: ReadonlyMap<string, string>, cwd: string, pid: number, interactive: boolean,
): ShellState {
  return {
    variables: new Map([...env, ['PWD', cwd]]), exported: new Set([...env.keys(), 'PWD']), name, positional, cwd, status: 0, pid, leaving: undefined, levels: 0, loops: 0,
    exitOnError: false, interactive, kind, background: [],
  }
}

/** The environment that a program gets. */
export function environmentOf(state: ShellState): Map<string, string> {
  return new Map([...state.variables].filter(([name]) => state.exported.has(name)))
}

/** A variable, or one of the special parameters: `?`, `$`, `#`, `0` to `9`. */
export function lookUpVariable(state: ShellState, name: string): string | undefined {
  switch (name) {
    case '?': return String(state.status)
    case '$': return String(state.pid)
    case '#': return String(state.positional.length)
    case '0': return state.name
    case '!':
    case '-': return ''
    default: return /^\d$/.test(name) ? state.positional[Number(name) - 1] : state.variables.get(name)
  }
}
