import type { Command, Pipeline, Redirect, Script } from '../shell/script.ts'
import type { Act } from './act.ts'
import { expandText, expandWord } from './expand.ts'
import { type Flow, isStuck, type Machine, openTarget, type Ports, resolve, type Target, writeFile } from './machine.ts'
import { runCommand } from './run-command.ts'

type Steps = Generator<Act, Flow>

/** Runs a script of the shell's language on a machine. `last` says that nothing follows it: an unknown program at its end is what it is there to start. */
export function* runScript(script: Script, machine: Machine, ports: Ports, last: boolean): Steps {
  for (const [index, chain] of script.entries()) {
    const run = () => runChain(chain.links, machine, ports, last && index === script.length - 1)
    if (chain.background) {
      machine.jobs.push(run)
      machine.code = 0
      continue
    }
    const flow = yield* run()
    if (flow !== 'next') return flow
  }
  return 'next'
}

function* runChain(links: Script[number]['links'], machine: Machine, ports: Ports, last: boolean): Steps {
  for (const [index, { operator, pipeline }] of links.entries()) {
    if ((operator === '&&' && machine.code !== 0) || (operator === '||' && machine.code === 0)) continue
    const flow = yield* runPipeline(pipeline, machine, ports, last && index === links.length - 1)
    if (flow !== 'next') return flow
  }
  return 'next'
}

function* runPipeline({ negated, commands }: Pipeline, machine: Machine, ports: Ports, last: boolean): Steps {
  const [first] = commands
  if (first === undefined) return 'next'
  let flow: Flow
  if (commands.length === 1) flow = yield* runOne(first, machine, ports, last)
  else flow = yield* runPiped(commands, machine, ports, last)
  if (negated) machine.code = machine.code === 0 ? 1 : 0
  return flow
}

/** The commands of a pipe go one after another; what only passes text on does so as it comes. */
function* runPiped(commands: readonly Command[], machine: Machine, ports: Ports, last: boolean): Steps {
  const end = commands.at(-1)
  const words = end?.kind === 'simple' ? end.words.map((word) => word.map((part) => (part.kind === 'text' ? part.text : '')).join('')) : []
  const [name = '', ...args] = words
  if (end !== undefined && (name === 'tee' || (name === 'cat' && args.length === 0))) {
    const files = args.filter((arg) => !arg.startsWith('-')).map((path): Target => openTarget(machine, path))
    const rest = commands.slice(0, -1)
    const passing: Ports = { ...ports, out: { kind: 'both', targets: [ports.out, ...files] } }
    return yield* (rest.length === 1 && rest[0] !== undefined ? runOne(rest[0], machine, passing, last) : runPiped(rest, machine, passing, last))
  }
  let input = ports.input
  for (const [index, command] of commands.entries()) {
    const held = { text: '' }
    const isEnd = index === commands.length - 1
    const flow = yield* runOne(command, machine, { input, out: isEnd ? ports.out : { kind: 'held', held }, err: ports.err }, last && isEnd)
    if (flow === 'forever' || (flow !== 'next' && isEnd)) return flow
    input = { text: held.text }
  }
  return 'next'
}

function* runOne(command: Command, machine: Machine, given: Ports, last: boolean): Steps {
  if (isStuck(machine)) return 'forever'
  const ports = yield* redirect(command.redirects, machine, given)
  switch (command.kind) {
    case 'group': return yield* runScript(command.body, machine, ports, last)
    case 'subshell': {
      const flow = yield* runScript(command.body, machine, ports, last)
      return flow === 'forever' ? flow : 'next'
    }
    case 'if':
      for (const { test, body } of command.branches) {
        const flow = yield* runScript(test, machine, ports, false)
        if (flow !== 'next') return flow
        if (machine.code === 0) return yield* runScript(body, machine, ports, last)
      }
      machine.code = 0
      return yield* runScript(command.otherwise, machine, ports, last)
    case 'while':
    case 'until': return yield* runLoop(command, machine, ports)
    case 'for': {
      const values: string[] = []
      for (const word of command.words ?? []) values.push(...(yield* expandWord(word, machine, ports)))
      for (const value of command.words === undefined ? machine.positional.slice(1) : values) {
        machine.variables.set(command.name, value)
        const flow = yield* runScript(command.body, machine, ports, false)
        if (flow === 'break') break
        if (flow !== 'next' && flow !== 'continue') return flow
      }
      return 'next'
    }
    case 'simple': return yield* runSimple(command, machine, ports, last)
  }
}

function* runLoop(command: Command & { readonly kind: 'while' | 'until' }, machine: Machine, ports: Ports): Steps {
  let code = 0
  for (;;) {
    if (isStuck(machine)) return 'forever'
    const tested = yield* runScript(command.test, machine, ports, false)
    if (tested !== 'next') return tested === 'break' ? 'next' : tested
    if ((machine.code === 0) !== (command.kind === 'while')) break
    const flow = yield* runScript(command.body, machine, ports, false)
    if (flow === 'break') break
    if (flow !== 'next' && flow !== 'continue') return flow
    code = machine.code
    yield { act: 'turn', at: machine.at }
  }
  machine.code = code
  return 'next'
}

function* runSimple(command: Command & { readonly kind: 'simple' }, machine: Machine, ports: Ports, last: boolean): Steps {
  const words: string[] = []
  for (const word of command.words) words.push(...(yield* expandWord(word, machine, ports)))
  for (const { name, value } of command.assignments) machine.variables.set(name, yield* expandText(value, machine, ports))
  if (words.length === 0) {
    if (command.words.length === 0 && command.assignments.length > 0) machine.code = 0
    return 'next'
  }
  return yield* runCommand(words, machine, ports, last)
}

function* redirect(redirects: readonly Redirect[], machine: Machine, given: Ports): Generator<Act, Ports> {
  let ports = given
  for (const one of redirects) {
    switch (one.kind) {
      case 'duplicate': {
        const source = one.from.map((part) => (part.kind === 'text' ? part.text : '')).join('')
        const target = source === '1' ? ports.out : source === '2' ? ports.err : { kind: 'nowhere' } as const
        ports = one.fd === 2 ? { ...ports, err: target } : { ...ports, out: target }
        break
      }
      case 'here':
        ports = { ...ports, input: { text: yield* expandText(one.text, machine, ports) } }
        break
      case 'in': {
        const path = yield* expandText(one.target, machine, ports)
        ports = { ...ports, input: { text: machine.files.get(resolve(machine, path)) ?? '' } }
        break
      }
      case 'out':
      case 'append': {
        const target = openTarget(machine, yield* expandText(one.target, machine, ports))
        if (target.kind === 'file' && (one.kind === 'out' || !machine.files.has(target.path))) yield* writeFile(machine, target.path, '')
        ports = one.fd === 2 ? { ...ports, err: target } : { ...ports, out: target }
      }
    }
  }
  return ports
}
