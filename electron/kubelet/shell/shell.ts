import { assertNever } from '../../../shared/lang/assert-never.ts'
import { findBuiltin, setVariable } from './builtins.ts'
import { expandFields, expandText, ExpansionProblem, type ExpansionScope, maxText } from './expand.ts'
import { createLineSource } from './lines.ts'
import { plainText } from './parse-word.ts'
import { openRedirects } from './redirect.ts'
import type { Assignment, Chain, Command, Pipeline, Redirect, Script } from './script.ts'
import { errorPrefix, formatNotFound, formatRedirectProblem } from './shell-errors.ts'
import { copyState, environmentOf, lookUpVariable, type Ports, type Session, type ShellState } from './shell-state.ts'
import { createProgramPipe, fork, type Sink, type Source, type Steps } from './steps.ts'
import { openBytes, readAll, say, yieldTurn } from './tool.ts'
import { locateTool } from './toolsets.ts'

/** A status of a process ended by a signal. */
const interrupted = 130
const brokenPipe = 141

/** Commands that a shell may have started with `&` and not waited for. */
const maxBackground = 256

interface Shell {
  readonly state: ShellState
  readonly session: Session
}

interface ShellScope extends ExpansionScope {
  /** Of the last command substitution; undefined when there was none. */
  readonly captured: () => number | undefined
}

function createScope(shell: Shell, ports: Ports): ShellScope {
  const { state, session } = shell
  let captured: number | undefined
  return {
    captured: () => captured,
    files: session.world.files,
    cwd: () => state.cwd,
    get: (name) => lookUpVariable(state, name),
    set: (name, value) => setVariable(state, name, value),
    positional: state.positional,
    capture: function* (script) {
      const output = createProgramPipe()
      const running = fork(endAfter(runList(script, { state: copyState(state), session }, { ...ports, stdout: output, place: 'between' }), output))
      const text = (yield* readAll(output, maxText)).toString('utf8')
      output.cancel()
      captured = yield* running.join()
      return text.replace(/\n+$/, '')
    },
  }
}

/** Ends a pipe with the program that writes to it. */
function* endAfter(program: Steps<number>, output: Sink): Steps<number> {
  const status = yield* program
  output.end()
  return status
}

function* withRedirects(redirects: readonly Redirect[], shell: Shell, ports: Ports, line: number, run: (ports: Ports) => Steps<number>): Steps<number> {
  if (redirects.length === 0) return yield* run(ports)
  const opened = yield* openRedirects(redirects, ports, createScope(shell, ports), shell.session.first)
  if (!opened.ok) {
    const { path, problem, reading } = opened.error
    yield* say(ports.stderr, formatRedirectProblem(shell.state, path, problem, reading, line))
    return shell.state.kind === 'dash' ? 2 : 1
  }
  try {
    return yield* run(opened.value.ports)
  } finally {
    opened.value.close()
  }
}

function* assignAll(assignments: readonly Assignment[], scope: ExpansionScope, set: (name: string, value: string) => void): Steps<void> {
  for (const { name, value } of assignments) set(name, yield* expandText(value, scope))
}

/** `command -v name`: where it is, for scripts that ask. */
function* runCommandBuiltin(argv: readonly string[], shell: Shell, ports: Ports, line: number): Steps<number> {
  if (argv[1] !== '-v') return yield* runArgv(argv.slice(1), [], shell, ports, line)
  const name = argv[2] ?? ''
  const known = findBuiltin(name, shell.state.kind) !== undefined
  if (!known && !shell.session.toolset.tools.has(name)) return shell.state.kind === 'dash' ? 127 : 1
  yield* say(ports.stdout, `${known ? name : locateTool(name)}\n`)
  return 0
}

function* runArgv(argv: readonly string[], assignments: readonly (readonly [string, string])[], shell: Shell, ports: Ports, line: number): Steps<number> {
  const { state, session } = shell
  const [name = '', ...args] = argv
  if (name === 'command' && args.length > 0) return yield* runCommandBuiltin(argv, shell, ports, line)
  if (name === 'exec') {
    if (args.length === 0) return 0
    const code = yield* runArgv(args, assignments, shell, { ...ports, place: 'exec' }, line)
    state.leaving = 'exit'
    return code
  }
  const builtin = findBuiltin(name, state.kind)
  if (builtin !== undefined) {
    for (const [variable, value] of assignments) setVariable(state, variable, value)
    return yield* builtin({ args, state, ports, session, line })
  }
  const env = environmentOf(state)
  for (const [variable, value] of assignments) env.set(variable, value)
  const running = session.run(argv, env, state.cwd, ports)
  if (running !== undefined) return yield* running
  yield* say(ports.stderr, formatNotFound(state, name, line))
  return 127
}

function* runSimple(command: Extract<Command, { kind: 'simple' }>, shell: Shell, ports: Ports): Steps<number> {
  const { state } = shell
  const scope = createScope(shell, ports)
  const argv: string[] = []
  for (const word of command.words) argv.push(...(yield* expandFields(word, scope)))
  return yield* withRedirects(command.redirects, shell, ports, command.line, function* (inner) {
    if (argv.length === 0) {
      yield* assignAll(command.assignments, scope, (name, value) => setVariable(state, name, value))
      return scope.captured() ?? 0
    }
    const assignments: [string, string][] = []
    yield* assignAll(command.assignments, scope, (name, value) => assignments.push([name, value]))
    return yield* runArgv(argv, assignments, shell, inner, command.line)
  })
}

/** The same for a command that others follow. */
function between(ports: Ports): Ports {
  return ports.place === 'between' ? ports : { ...ports, place: 'between' }
}

/** Runs a loop's body once; false when the loop is to end. */
function* runBody(body: Script, shell: Shell, ports: Ports): Steps<boolean> {
  const { state } = shell
  state.loops += 1
  yield* runList(body, shell, between(ports))
  state.loops -= 1
  if (state.leaving !== 'break' && state.leaving !== 'continue') return state.leaving === undefined
  state.levels -= 1
  if (state.levels > 0) return false
  const more = state.leaving === 'continue'
  state.leaving = undefined
  return more
}

/** A test of `if` or a loop: its failure does not end a shell under `set -e`. */
function* holds(test: Script, shell: Shell, ports: Ports): Steps<boolean> {
  const { state } = shell
  const before = state.exitOnError
  state.exitOnError = false
  const status = yield* runList(test, shell, between(ports))
  state.exitOnError = before
  return status === 0 && state.leaving === undefined
}

function* runCompound(command: Exclude<Command, { kind: 'simple' }>, shell: Shell, ports: Ports): Steps<number> {
  const { state, session } = shell
  switch (command.kind) {
    case 'group': return yield* runList(command.body, shell, ports)
    case 'subshell': return yield* runList(command.body, { state: copyState(state), session }, ports)
    case 'if': {
      for (const { test, body } of command.branches) {
        if (yield* holds(test, shell, ports)) return yield* runList(body, shell, ports)
        if (state.leaving !== undefined) return state.status
      }
      return yield* runList(command.otherwise, shell, ports)
    }
    case 'while':
    case 'until': {
      let status = 0
      while (!ports.signal.aborted && (yield* holds(command.test, shell, ports)) === (command.kind === 'while') && state.leaving === undefined) {
        const more = yield* runBody(command.body, shell, ports)
        status = state.status
        if (!more) break
      }
      return state.leaving === 'exit' ? state.status : status
    }
    case 'for': {
      const scope = createScope(shell, ports)
      const values: string[] = []
      for (const word of command.words ?? []) values.push(...(yield* expandFields(word, scope)))
      state.status = 0
      for (const value of command.words === undefined ? state.positional : values) {
        if (ports.signal.aborted) break
        setVariable(state, command.name, value)
        if (!(yield* runBody(command.body, shell, ports))) break
      }
      return state.status
    }
    default: return assertNever(command)
  }
}

function* runCommand(command: Command, shell: Shell, ports: Ports): Steps<number> {
  const { state, session } = shell
  // a loop must not keep everything else from running
  yield* yieldTurn(session.world)
  if (ports.signal.aborted) return interrupted
  try {
    if (command.kind === 'simple') return yield* runSimple(command, shell, ports)
    return yield* withRedirects(command.redirects, shell, ports, 1, (inner) => runCompound(command, shell, inner))
  } catch (error) {
    if (!(error instanceof ExpansionProblem)) throw error
    yield* say(ports.stderr, `${errorPrefix(state, command.kind === 'simple' ? command.line : 1)}${error.message}\n`)
    if (!state.interactive) state.leaving = 'exit'
    return state.kind === 'bash' ? 1 : 2
  }
}

/** Whether a command of a pipe only passes on what comes. */
function passesOn(command: Command): boolean {
  const [word, ...args] = command.kind === 'simple' ? command.words.map(plainText) : []
  return word === 'tee' || (word === 'cat' && args.length === 0)
}

function* runStage(command: Command, shell: Shell, ports: Ports, from: Source | undefined, to: Sink | undefined): Steps<number> {
  const status = yield* runCommand(command, shell, from === undefined ? ports : { ...ports, stdin: createLineSource(from) })
  from?.cancel()
  to?.end()
  return status
}

function* runPipeline({ negated, commands }: Pipeline, shell: Shell, ports: Ports): Steps<number> {
  const { state, session } = shell
  const [only] = commands
  let status = brokenPipe
  if (commands.length === 1 && only !== undefined) status = yield* runCommand(only, shell, ports)
  else {
    const pipes = commands.slice(1).map(() => createProgramPipe())
    const jobs = commands.map((command, index) => fork(runStage(command, { state: copyState(state), session }, {
      ...ports, stdin: pipes[index - 1] ?? ports.stdin, stdout: pipes[index] ?? ports.stdout, place: commands.slice(index + 1).every(passesOn) ? ports.place : 'between',
    }, pipes[index - 1], pipes[index])))
    for (const job of jobs) status = yield* job.join()
  }
  return negated ? (status === 0 ? 1 : 0) : status
}

function* runChain({ links }: Chain, shell: Shell, ports: Ports): Steps<number> {
  const { state } = shell
  for (const [index, { operator, pipeline }] of links.entries()) {
    if (operator === '&&' && state.status !== 0) continue
    if (operator === '||' && state.status === 0) continue
    const last = index === links.length - 1
    state.status = yield* runPipeline(pipeline, shell, last ? ports : between(ports))
    if (state.leaving !== undefined) break
    if (last && state.exitOnError && state.status !== 0 && !pipeline.negated) state.leaving = 'exit'
  }
  return state.status
}

/** Runs a parsed script in a shell; comes to its status. Ends early when `ports.signal` is aborted. */
export function* runScript(script: Script, state: ShellState, session: Session, ports: Ports): Steps<number> {
  return yield* runList(script, { state, session }, ports)
}

function* runList(script: Script, shell: Shell, ports: Ports): Steps<number> {
  const { state, session } = shell
  if (script.length === 0) state.status = 0
  for (const [index, chain] of script.entries()) {
    if (ports.signal.aborted) return interrupted
    if (chain.background && state.background.length >= maxBackground) {
      yield* say(ports.stderr, `${errorPrefix(state, 1)}Cannot fork: Resource temporarily unavailable\n`)
      state.status = 2
    } else if (chain.background) {
      const inner = { state: copyState(state), session }
      state.background.push(fork(runChain(chain, inner, { ...ports, stdin: openBytes(new Uint8Array()), place: 'between' })))
      state.status = 0
    } else yield* runChain(chain, shell, index === script.length - 1 ? ports : between(ports))
    if (state.leaving !== undefined) break
  }
  return state.status
}
