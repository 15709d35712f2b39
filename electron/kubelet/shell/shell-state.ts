import type { Job, Sink, Source, Steps } from './steps.ts'
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
  readonly background: Job<number>[]
}

/** What a command is started with: where it reads and writes, and when it is to end. */
export interface Ports {
  readonly stdin: Source
  readonly stdout: Sink
  readonly stderr: Sink
  /** Aborted when the command is to end. */
  readonly signal: AbortSignal
  /** Whether something follows it in its script, or it takes the place of its shell: what a program that is not known is taken for depends on it. */
  readonly place: 'between' | 'last' | 'exec'
}

/** What all shells and programs of one process tree share. */
export interface Session {
  readonly world: World
  readonly toolset: Toolset
  readonly terminal: () => ToolIo['terminal']
  /** Where process 1 of the container writes, if it is one of these. */
  readonly first?: { readonly stdout: Sink; readonly stderr: Sink }
  /** Runs a program other than a shell's own commands; undefined when there is none of that name. */
  run(argv: readonly string[], env: ReadonlyMap<string, string>, cwd: string, ports: Ports): Steps<number> | undefined
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

/** The variables of every container, that its own go before. */
export function defaultVariables(uid: number): readonly (readonly [string, string])[] {
  return [['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['HOME', uid === 0 ? '/root' : '/']]
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
