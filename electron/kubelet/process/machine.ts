import type { Script } from '../shell/script.ts'
import type { Act } from './act.ts'

/** Where output goes. */
export type Target =
  | { readonly kind: 'stdout' | 'stderr' | 'nowhere' }
  | { readonly kind: 'held'; readonly held: { text: string } }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'both'; readonly targets: readonly Target[] }

export interface Ports {
  /** What is left to read. */
  readonly input: { text: string }
  readonly out: Target
  readonly err: Target
}

/** What goes on after a command: the next one, or what was left. */
export type Flow = 'next' | 'exit' | 'break' | 'continue' | 'forever'

/** The state of a simulated shell. Everything about it is decided by its script: there is no chance and no other clock. */
export interface Machine {
  /** Milliseconds since it started. */
  at: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly hostname: string
  readonly variables: Map<string, string>
  readonly positional: readonly string[]
  readonly files: Map<string, string>
  /** Exit code of the last command. */
  code: number
  directory: string
  /** Commands in the background that are waited for. */
  readonly jobs: (() => Generator<Act, Flow>)[]
  /** Commands run since time last went on: a script that does nothing else is cut short. */
  idle: number
  /** Runs a script within another: for substitutions, and for what commands call. Handed in, for scripts are made of both. */
  readonly runScript: (script: Script, machine: Machine, ports: Ports, last: boolean) => Generator<Act, Flow>
}

export function createMachine(setting: Pick<Machine, 'startedAt' | 'hostname' | 'positional' | 'runScript'> & { readonly env: Readonly<Record<string, string>>; readonly files?: ReadonlyMap<string, string> }): Machine {
  const { startedAt, hostname, positional, runScript, env, files = new Map() } = setting
  return {
    startedAt, hostname, positional, runScript, at: 0, code: 0, directory: '/', jobs: [], idle: 0,
    variables: new Map(Object.entries(env)), files: new Map(files),
  }
}

/** Most commands without time going on. */
const mostIdle = 20_000

export function isStuck(machine: Machine): boolean {
  machine.idle += 1
  return machine.idle > mostIdle
}

export function pass(machine: Machine, ms: number): void {
  if (ms > 0) machine.idle = 0
  machine.at += ms
}

export function* write(machine: Machine, target: Target, text: string): Generator<Act, void> {
  if (text === '') return
  switch (target.kind) {
    case 'nowhere': return
    case 'held':
      target.held.text = cap(target.held.text + text)
      return
    case 'both':
      for (const one of target.targets) yield* write(machine, one, text)
      return
    case 'file':
      yield* writeFile(machine, target.path, (machine.files.get(target.path) ?? '') + text)
      return
    case 'stdout':
    case 'stderr':
      yield { act: 'print', at: machine.at, stream: target.kind, text: cap(text) }
  }
}

export function* writeFile(machine: Machine, path: string, given: string | undefined): Generator<Act, void> {
  const text = given === undefined ? undefined : cap(given)
  if (text === undefined) machine.files.delete(path)
  else machine.files.set(path, text)
  yield { act: 'write', at: machine.at, path, text }
}

/** Longest text that a variable or a file holds: what a script doubles over and over must end somewhere. */
const longestText = 65_536

export function cap(text: string): string {
  return text.length > longestText ? text.slice(0, longestText) : text
}

export function resolve(machine: Machine, path: string): string {
  const whole = path.startsWith('/') ? path : `${machine.directory}/${path}`
  const parts: string[] = []
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** The place that a redirection to a path leads to. */
export function openTarget(machine: Machine, path: string): Target {
  switch (resolve(machine, path)) {
    case '/dev/null': return { kind: 'nowhere' }
    case '/dev/stdout':
    case '/proc/1/fd/1':
    case '/proc/self/fd/1': return { kind: 'stdout' }
    case '/dev/stderr':
    case '/proc/1/fd/2': return { kind: 'stderr' }
    default: return { kind: 'file', path: resolve(machine, path) }
  }
}
