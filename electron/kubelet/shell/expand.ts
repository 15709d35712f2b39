import { assertNever } from '../../../shared/lang/assert-never.ts'
import { evaluateArithmetic } from './arithmetic.ts'
import type { FileSystem } from './file-system.ts'
import { plainText } from './parse-word.ts'
import { escapePattern, hasWildcard, matchesPattern, matchPaths, unescapePattern } from './pattern.ts'
import type { Script, VariableChange, Word } from './script.ts'
import type { Steps } from './steps.ts'

/** What expansion needs of the shell. */
export interface ExpansionScope {
  readonly files: FileSystem
  readonly cwd: () => string
  /** Named variables, `?`, `$`, `#`, `0` to `9`. */
  get(name: string): string | undefined
  set(name: string, value: string): void
  /** `$1`, `$2` ... */
  readonly positional: readonly string[]
  /** The output of a command substitution, without its last line ends. */
  capture(script: Script): Steps<string>
}

/** An expansion that cannot be: `${x:?}` of an unset variable, arithmetic that is none, or more text than a shell may hold. */
export class ExpansionProblem extends Error {}

/** Longest text that a word may become. */
export const maxText = 4 * 1024 * 1024

/** A field on its way: `pattern` is its text with all that was quoted escaped. */
interface Field {
  pattern: string
  /** An empty field counts only when something was quoted in it. */
  quoted: boolean
}

function removeAffix(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  if (operator.length === 2) lengths.reverse()
  const cut = lengths.find((length) => matchesPattern(pattern, operator.startsWith('#') ? value.slice(0, length) : value.slice(value.length - length)))
  if (cut === undefined) return value
  return operator.startsWith('#') ? value.slice(cut) : value.slice(0, value.length - cut)
}

function* changeVariable(name: string, change: VariableChange, scope: ExpansionScope): Steps<string> {
  const value = scope.get(name)
  const missing = value === undefined || (change.orEmpty && value === '')
  switch (change.operator) {
    case 'length': return String((value ?? '').length)
    case '-': return missing ? yield* expandText(change.word, scope) : value
    case '+': return missing ? '' : yield* expandText(change.word, scope)
    case '=': {
      if (!missing) return value
      const text = yield* expandText(change.word, scope)
      scope.set(name, text)
      return text
    }
    case '?': {
      if (!missing) return value
      throw new ExpansionProblem(`${name}: ${(yield* expandText(change.word, scope)) || 'parameter not set or null'}`)
    }
    case '#':
    case '##':
    case '%':
    case '%%': {
      const fields = yield* expandParts(change.word, scope, false)
      return removeAffix((value ?? '').slice(0, 10_000), fields.map((field) => field.pattern).join(' '), change.operator)
    }
    default: return assertNever(change.operator)
  }
}

function* expandParts(word: Word, scope: ExpansionScope, split: boolean): Steps<readonly Field[]> {
  const fields: Field[] = []
  let current: Field | undefined
  let size = 0
  const append = (text: string, quoted: boolean) => {
    size += text.length
    if (size > maxText) throw new ExpansionProblem('Argument list too long')
    current ??= { pattern: '', quoted: false }
    current.pattern += quoted ? escapePattern(text) : text.replaceAll('\\', String.raw`\\`)
    current.quoted ||= quoted
  }
  const finish = () => {
    if (current !== undefined) fields.push(current)
    current = undefined
  }
  const appendSplit = (value: string) => {
    if (/^\s/.test(value)) finish()
    for (const [index, piece] of value.split(/\s+/).filter((text) => text !== '').entries()) {
      if (index > 0) finish()
      append(piece, false)
    }
    if (/\s$/.test(value)) finish()
  }
  const insert = (value: string, quoted: boolean) => (quoted || !split ? append(value, quoted) : appendSplit(value))

  for (const [index, part] of word.entries()) {
    switch (part.kind) {
      case 'text': {
        const home = index === 0 && !part.quoted && /^~(?=\/|$)/.test(part.text)
        append(home ? (scope.get('HOME') ?? '~') + part.text.slice(1) : part.text, part.quoted)
        break
      }
      case 'variable': {
        if (part.change !== undefined) insert(yield* changeVariable(part.name, part.change, scope), part.quoted)
        else if (part.name === '@' && part.quoted) {
          for (const [place, value] of scope.positional.entries()) {
            if (place > 0) finish()
            append(value, true)
          }
        } else insert(part.name === '@' || part.name === '*' ? scope.positional.join(' ') : scope.get(part.name) ?? '', part.quoted)
        break
      }
      case 'command': {
        insert(yield* scope.capture(part.script), part.quoted)
        break
      }
      case 'arithmetic': {
        const value = evaluateArithmetic(yield* expandText(part.expression, scope), scope)
        if (!value.ok) throw new ExpansionProblem(value.error)
        insert(String(value.value), part.quoted)
        break
      }
    }
  }
  finish()
  return fields
}

/** A word as one text: no fields, no file names. */
export function* expandText(word: Word, scope: ExpansionScope): Steps<string> {
  return unescapePattern((yield* expandParts(word, scope, false)).map((field) => field.pattern).join(' '))
}

/** A word as arguments: split at blanks, matched against file names. */
export function* expandFields(word: Word, scope: ExpansionScope): Steps<readonly string[]> {
  const plain = plainText(word)
  if (plain !== undefined && !/^~|[*?[\\]/.test(plain)) return [plain]
  const fields = yield* expandParts(word, scope, true)
  return fields.flatMap((field) => {
    const paths = hasWildcard(field.pattern) ? matchPaths(scope.files, scope.cwd(), field.pattern) : []
    if (paths.length > 0) return paths
    return field.pattern === '' && !field.quoted ? [] : [unescapePattern(field.pattern)]
  })
}
