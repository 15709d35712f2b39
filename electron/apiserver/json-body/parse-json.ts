import { quoteGo } from '../../../shared/model/index.ts'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'

/** JSON text as data, with what plain objects cannot hold: the keys, in order and repeated, of objects that have one twice. */
export interface ParsedJson {
  readonly value: unknown
  readonly repeatedKeys: ReadonlyMap<object, readonly string[]>
}

// Go allows 10,000; what walks the value afterwards needs a stack for each level.
const MAX_DEPTH = 1000

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const BAD_FRACTION = /\.(?!\d)/y
const BAD_EXPONENT = /[eE][+-]?(?!\d)/y
const SPACE = /[ \t\n\r]*/y
// oxlint-disable-next-line no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/y

class SyntaxProblem extends Error {}

/** Reads JSON; the last of repeated keys wins, as in Go. The error is in the words of Go's decoder (`invalid character 'x' looking for ...`). */
export function parseJson(text: string): Result<ParsedJson, string> {
  const state = { text, at: 0, depth: 0, repeatedKeys: new Map<object, readonly string[]>() }
  try {
    const value = readValue(state)
    skipSpace(state)
    if (state.at < text.length) throw unexpected(state, 'after top-level value')
    return ok({ value, repeatedKeys: state.repeatedKeys })
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return fail(problem.message)
    throw problem
  }
}

interface State {
  readonly text: string
  at: number
  depth: number
  readonly repeatedKeys: Map<object, readonly string[]>
}

// Go ends the text with a space: amid a word, number or escape that space is what is wrong.
const AMID = /^in (?:literal|numeric|string escape|\\u|exponent)|^after decimal/

function unexpected(state: State, where: string): SyntaxProblem {
  if (state.at >= state.text.length) return new SyntaxProblem(AMID.test(where) ? `invalid character ' ' ${where}` : 'unexpected end of JSON input')
  // Go's scanner sees bytes: of a character past ASCII it names the first.
  const [byte = 0] = new TextEncoder().encode(String.fromCodePoint(state.text.codePointAt(state.at) ?? 0))
  const character = String.fromCharCode(byte)
  const shown = character === "'" ? String.raw`'\''` : character === '"' ? `'"'` : `'${quoteGo(character).slice(1, -1)}'`
  return new SyntaxProblem(`invalid character ${shown} ${where}`)
}

function skipSpace(state: State): void {
  SPACE.lastIndex = state.at
  SPACE.exec(state.text)
  state.at = SPACE.lastIndex
}

function readValue(state: State): unknown {
  skipSpace(state)
  switch (state.text.charAt(state.at)) {
    case '{': return nested(state, readObject)
    case '[': return nested(state, readArray)
    case '"': return readString(state)
    case 't': return readWord(state, 'true', true)
    case 'f': return readWord(state, 'false', false)
    case 'n': return readWord(state, 'null', null)
    default: return readNumber(state)
  }
}

function nested(state: State, read: (state: State) => unknown): unknown {
  if (++state.depth > MAX_DEPTH) throw new SyntaxProblem('exceeded max depth')
  state.at += 1
  const value = read(state)
  state.depth -= 1
  return value
}

function readObject(state: State): object {
  const keys: string[] = []
  const fields = new Map<string, unknown>()
  skipSpace(state)
  if (state.text[state.at] === '}') state.at += 1
  else {
    for (;;) {
      skipSpace(state)
      if (state.text[state.at] !== '"') throw unexpected(state, 'looking for beginning of object key string')
      const key = readString(state)
      skipSpace(state)
      if (state.text[state.at] !== ':') throw unexpected(state, 'after object key')
      state.at += 1
      keys.push(key)
      fields.set(key, readValue(state))
      if (endsHere(state, '}', 'after object key:value pair')) break
    }
  }
  const object = Object.fromEntries(fields)
  if (keys.length > fields.size) state.repeatedKeys.set(object, keys)
  return object
}

function readArray(state: State): readonly unknown[] {
  const items: unknown[] = []
  skipSpace(state)
  if (state.text[state.at] === ']') {
    state.at += 1
    return items
  }
  do items.push(readValue(state))
  while (!endsHere(state, ']', 'after array element'))
  return items
}

function endsHere(state: State, end: string, where: string): boolean {
  skipSpace(state)
  const character = state.text[state.at]
  if (character !== ',' && character !== end) throw unexpected(state, where)
  state.at += 1
  return character === end
}

function readString(state: State): string {
  let value = ''
  state.at += 1
  for (;;) {
    PLAIN.lastIndex = state.at
    value += PLAIN.exec(state.text)?.[0] ?? ''
    state.at = PLAIN.lastIndex
    const character = state.text[state.at]
    if (character === '"') break
    if (character !== '\\') throw unexpected(state, 'in string literal')
    state.at += 1
    value += readEscape(state)
  }
  state.at += 1
  return value
}

function readEscape(state: State): string {
  const letter = state.text[state.at] ?? ''
  if (letter !== 'u') {
    const escaped = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined
    if (escaped === undefined) throw unexpected(state, 'in string escape code')
    state.at += 1
    return escaped
  }
  const start = state.at + 1
  for (state.at = start; state.at < start + 4; state.at += 1) {
    if (!/[0-9a-fA-F]/.test(state.text[state.at] ?? '')) throw unexpected(state, String.raw`in \u hexadecimal character escape`)
  }
  return String.fromCharCode(Number.parseInt(state.text.slice(start, state.at), 16))
}

function readWord(state: State, word: string, value: unknown): unknown {
  for (const letter of word) {
    if (state.text[state.at] !== letter) throw unexpected(state, `in literal ${word} (expecting '${letter}')`)
    state.at += 1
  }
  return value
}

function readNumber(state: State): number {
  NUMBER.lastIndex = state.at
  const match = NUMBER.exec(state.text)?.[0]
  if (match === undefined) {
    if (state.text[state.at] !== '-') throw unexpected(state, 'looking for beginning of value')
    state.at += 1
    throw unexpected(state, 'in numeric literal')
  }
  state.at += match.length
  if (!/[eE]/.test(match)) {
    if (!match.includes('.')) refuseNumber(state, BAD_FRACTION, 'after decimal point in numeric literal')
    refuseNumber(state, BAD_EXPONENT, 'in exponent of numeric literal')
  }
  return Number(match)
}

function refuseNumber(state: State, bad: RegExp, where: string): void {
  bad.lastIndex = state.at
  const part = bad.exec(state.text)?.[0]
  if (part === undefined) return
  state.at += part.length
  throw unexpected(state, where)
}
