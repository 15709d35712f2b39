import { createPipe } from '../../../shared/lang/pipe.ts'
import { assertNever } from '../../../shared/lang/assert-never.ts'
import { findBuiltin, setVariable } from './builtins.ts'
import { expandFields, expandText, ExpansionProblem, type ExpansionScope } from './expand.ts'
import { createLineSource } from './lines.ts'
import { openRedirects } from './redirect.ts'
import type { Assignment, Chain, Command, Pipeline, Redirect, Script } from './script.ts'
import { errorPrefix, formatNotFound, formatRedirectProblem } from './shell-errors.ts'
import { copyState, environmentOf, lookUpVariable, type Ports, type Session, type ShellState } from './shell-state.ts'
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
    capture: async (script) => {
      const output = createPipe()
      const inner = { state: copyState(state), session }
      const running = runList(script, inner, { ...ports, stdout: output }).then((status) => {
        output.end()
        return status
      })
      const text = (await readAll(output)).toString('utf8')
      output.cancel()
      captured = await running
      return text.replace(/\n+$/, '')
    },
  }
}

async function withRedirects(redirects: readonly Redirect[], shell: Shell, ports: Ports, line: number, run: (ports: Ports) => Promise<number>): Promise<number> {
  const opened = await openRedirects(redirects, ports, createScope(shell, ports))
  if (!opened.ok) {
    const { path, problem, reading } = opened.error
    await say(ports.stderr, formatRedirectProblem(shell.state, path, problem, reading, line))
    return shell.state.kind === 'dash' ? 2 : 1
  }
  try {
    return await run(opened.value.ports)
  } finally {
    opened.value.close()
  }
}

async function assignAll(assignments: readonly Assignment[], scope: ExpansionScope, set: (name: string, value: string) => void): Promise<void> {
  for (const { name, value } of assignments) set(name, await expandText(value, scope))
}

/** `command -v name`: where it is, for scripts that ask. */
async function runCommandBuiltin(argv: readonly string[], shell: Shell, ports: Ports, line: number): Promise<number> {
  if (argv[1] !== '-v') return runArgv(argv.slice(1), [], shell, ports, line)
  const name = argv[2] ?? ''
  const known = findBuiltin(name) !== undefined
  if (!known && !shell.session.toolset.tools.has(name)) return shell.state.kind === 'dash' ? 127 : 1
  await say(ports.stdout, `${known ? name : locateTool(name)}\n`)
  return 0
}

async function runArgv(argv: readonly string[], assignments: readonly (readonly [string, string])[], shell: Shell, ports: Ports, line: number): Promise<number> {
  const { state, session } = shell
  const [name = '', ...args] = argv
  if (name === 'command' && args.length > 0) return runCommandBuiltin(argv, shell, ports, line)
  if (name === 'exec' && args.length > 0) {
    const code = await runArgv(args, assignments, shell, ports, line)
    state.leaving = 'exit'
    return code
  }
  const builtin = findBuiltin(name)
  if (builtin !== undefined) {
    for (const [variable, value] of assignments) setVariable(state, variable, value)
    return builtin({ args, state, ports, session, line })
  }
  const env = environmentOf(state)
  for (const [variable, value] of assignments) env.set(variable, value)
  const running = session.run(argv, env, state.cwd, ports)
  if (running !== undefined) return running
  await say(ports.stderr, formatNotFound(state, name, line))
  return 127
}

async function runSimple(command: Extract<Command, { kind: 'simple' }>, shell: Shell, ports: Ports): Promise<number> {
  const { state } = shell
  const scope = createScope(shell, ports)
  const argv: string[] = []
  for (const word of command.words) argv.push(...(await expandFields(word, scope)))
  return withRedirects(command.redirects, shell, ports, command.line, async (inner) => {
    if (argv.length === 0) {
      await assignAll(command.assignments, scope, (name, value) => setVariable(state, name, value))
      return scope.captured() ?? 0
    }
    const assignments: [string, string][] = []
    await assignAll(command.assignments, scope, (name, value) => assignments.push([name, value]))
    return runArgv(argv, assignments, shell, inner, command.line)
  })
}

/** Runs a loop's body once; false when the loop is to end. */
async function runBody(body: Script, shell: Shell, ports: Ports): Promise<boolean> {
  const { state } = shell
  state.loops += 1
  await runList(body, shell, ports)
  state.loops -= 1
  if (state.leaving !== 'break' && state.leaving !== 'continue') return state.leaving === undefined
  state.levels -= 1
  if (state.levels > 0) return false
  const more = state.leaving === 'continue'
  state.leaving = undefined
  return more
}

/** A test of `if` or a loop: its failure does not end a shell under `set -e`. */
async function holds(test: Script, shell: Shell, ports: Ports): Promise<boolean> {
  const { state } = shell
  const before = state.exitOnError
  state.exitOnError = false
  const status = await runList(test, shell, ports)
  state.exitOnError = before
  return status === 0 && state.leaving === undefined
}

async function runCompound(command: Exclude<Command, { kind: 'simple' }>, shell: Shell, ports: Ports): Promise<number> {
  const { state, session } = shell
  switch (command.kind) {
    case 'group': return runList(command.body, shell, ports)
    case 'subshell': return runList(command.body, { state: copyState(state), session }, ports)
    case 'if': {
      for (const { test, body } of command.branches) {
        if (await holds(test, shell, ports)) return runList(body, shell, ports)
        if (state.leaving !== undefined) return state.status
      }
      return runList(command.otherwise, shell, ports)
    }
    case 'while':
    case 'until': {
      let status = 0
      while (!ports.signal.aborted && (await holds(command.test, shell, ports)) === (command.kind === 'while') && state.leaving === undefined) {
        const more = await runBody(command.body, shell, ports)
        status = state.status
        if (!more) break
      }
      return state.leaving === 'exit' ? state.status : status
    }
    case 'for': {
      const scope = createScope(shell, ports)
      const values: string[] = []
      for (const word of command.words ?? []) values.push(...(await expandFields(word, scope)))
      state.status = 0
      for (const value of command.words === undefined ? state.positional : values) {
        if (ports.signal.aborted) break
        setVariable(state, command.name, value)
        if (!(await runBody(command.body, shell, ports))) break
      }
      return state.status
    }
    default: return assertNever(command)
  }
}

async function runCommand(command: Command, shell: Shell, ports: Ports): Promise<number> {
  const { state } = shell
  // a loop must not keep everything else from running
  await yieldTurn()
  if (ports.signal.aborted) return interrupted
  try {
    if (command.kind === 'simple') return await runSimple(command, shell, ports)
    return await withRedirects(command.redirects, shell, ports, 1, (inner) => runCompound(command, shell, inner))
  } catch (error) {
    if (!(error instanceof ExpansionProblem)) throw error
    await say(ports.stderr, `${errorPrefix(state, command.kind === 'simple' ? command.line : 1)}${error.message}\n`)
    if (!state.interactive) state.leaving = 'exit'
    return state.kind === 'bash' ? 1 : 2
  }
}

async function runPipeline({ negated, commands }: Pipeline, shell: Shell, ports: Ports): Promise<number> {
  const { state, session } = shell
  const [only] = commands
  let status: number
  if (commands.length === 1 && only !== undefined) status = await runCommand(only, shell, ports)
  else {
    const pipes = commands.slice(1).map(() => createPipe())
    const statuses = await Promise.all(commands.map(async (command, index) => {
      const [from, to] = [pipes[index - 1], pipes[index]]
      const code = await runCommand(command, { state: copyState(state), session }, {
        ...ports, stdin: from === undefined ? ports.stdin : createLineSource(from), stdout: to ?? ports.stdout,
      })
      from?.cancel()
      to?.end()
      return code
    }))
    status = statuses.at(-1) ?? brokenPipe
  }
  return negated ? (status === 0 ? 1 : 0) : status
}

async function runChain({ links }: Chain, shell: Shell, ports: Ports): Promise<number> {
  const { state } = shell
  for (const [index, { operator, pipeline }] of links.entries()) {
    if (operator === '&&' && state.status !== 0) continue
    if (operator === '||' && state.status === 0) continue
    state.status = await runPipeline(pipeline, shell, ports)
    if (state.leaving !== undefined) break
    const last = index === links.length - 1
    if (last && state.exitOnError && state.status !== 0 && !pipeline.negated) state.leaving = 'exit'
  }
  return state.status
}

/** Runs a parsed script in a shell; resolves to its status. Ends early when `ports.signal` is aborted. */
export async function runScript(script: Script, state: ShellState, session: Session, ports: Ports): Promise<number> {
  return runList(script, { state, session }, ports)
}

async function runList(script: Script, shell: Shell, ports: Ports): Promise<number> {
  const { state, session } = shell
  if (script.length === 0) state.status = 0
  for (const chain of script) {
    if (ports.signal.aborted) return interrupted
    if (chain.background && state.background.length >= maxBackground) {
      await say(ports.stderr, `${errorPrefix(state, 1)}Cannot fork: Resource temporarily unavailable\n`)
      state.status = 2
    } else if (chain.background) {
      const inner = { state: copyState(state), session }
      state.background.push(runChain(chain, inner, { ...ports, stdin: openBytes(new Uint8Array()) }))
      state.status = 0
    } else await runChain(chain, shell, ports)
    if (state.leaving !== undefined) break
  }
  return state.status
}
