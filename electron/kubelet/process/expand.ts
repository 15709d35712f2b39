import { evaluateArithmetic } from '../shell/arithmetic.ts'
import { matchesPattern } from '../shell/pattern.ts'
import type { VariableChange, Word, WordPart } from '../shell/script.ts'
import type { Act } from './act.ts'
import { cap, type Machine, type Ports } from './machine.ts'

type Expansion<T> = Generator<Act, T>

/** The fields that a word becomes: unquoted values are split at blanks, and vanish when empty. */
export function* expandWord(word: Word, machine: Machine, ports: Ports): Expansion<readonly string[]> {
  const fields: { text: string; quoted: boolean }[] = [{ text: '', quoted: false }]
  for (const part of word) {
    const value = yield* expandPart(part, machine, ports)
    const last = fields.at(-1) ?? { text: '', quoted: false }
    if (part.quoted || part.kind === 'text') {
      last.text = cap(last.text + value)
      last.quoted ||= part.quoted
      continue
    }
    const pieces = value.split(/[ \t\n]+/)
    last.text += pieces[0] ?? ''
    for (const piece of pieces.slice(1)) fields.push({ text: piece, quoted: false })
  }
  return fields.filter(({ text, quoted }) => text !== '' || quoted).map(({ text }) => text)
}

/** The word as one text. */
export function* expandText(word: Word, machine: Machine, ports: Ports): Expansion<string> {
  let text = ''
  for (const part of word) text = cap(text + (yield* expandPart(part, machine, ports)))
  return text
}

function* expandPart(part: WordPart, machine: Machine, ports: Ports): Expansion<string> {
  switch (part.kind) {
    case 'text': return part.text
    case 'variable': return part.change === undefined ? (readVariable(machine, part.name) ?? '') : yield* changeVariable(part.name, part.change, machine, ports)
    case 'command': {
      const held = { text: '' }
      yield* machine.runScript(part.script, machine, { ...ports, out: { kind: 'held', held } }, false)
      return held.text.replace(/\n+$/, '')
    }
    case 'arithmetic': {
      const text = yield* expandText(part.expression, machine, ports)
      const result = evaluateArithmetic(text, { get: (name) => readVariable(machine, name), set: (name, value) => void machine.variables.set(name, value) })
      return result.ok ? String(result.value) : ''
    }
  }
}

function* changeVariable(name: string, change: VariableChange, machine: Machine, ports: Ports): Expansion<string> {
  const value = readVariable(machine, name)
  const missing = value === undefined || (change.orEmpty && value === '')
  switch (change.operator) {
    case 'length': return String((value ?? '').length)
    case '-': return missing ? yield* expandText(change.word, machine, ports) : value
    case '+': return missing ? '' : yield* expandText(change.word, machine, ports)
    case '=': {
      if (!missing) return value
      const text = yield* expandText(change.word, machine, ports)
      machine.variables.set(name, text)
      return text
    }
    case '?': return value ?? ''
    default: return removeAffix(value ?? '', yield* expandText(change.word, machine, ports), change.operator)
  }
}

function removeAffix(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  if (operator.length === 2) lengths.reverse()
  const front = operator.startsWith('#')
  const cut = lengths.find((length) => matchesPattern(pattern, front ? value.slice(0, length) : value.slice(value.length - length)))
  if (cut === undefined) return value
  return front ? value.slice(cut) : value.slice(0, value.length - cut)
}

function readVariable(machine: Machine, name: string): string | undefined {
  switch (name) {
    case '?': return String(machine.code)
    case '$': return '1'
    case '#': return String(Math.max(0, machine.positional.length - 1))
    case '@':
    case '*': return machine.positional.slice(1).join(' ')
    case 'HOSTNAME': return machine.variables.get(name) ?? machine.hostname
    case 'SECONDS': return String(Math.floor(machine.at / 1000))
    case 'PWD': return machine.directory
    default: return /^\d+$/.test(name) ? machine.positional[Number(name)] : machine.variables.get(name)
  }
}
