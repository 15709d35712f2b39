import { buildMapping, buildScalar, buildSequence, deepest, type PlacedMessage, type SourceEntry, type SourceNode } from './source-node.ts'

/** What reading one text gave: the documents in it, and what is wrong with the text. */
export interface ReadText {
  readonly roots: readonly SourceNode[]
  readonly errors: readonly PlacedMessage[]
  readonly warnings: readonly PlacedMessage[]
  /** A part of the text then means nothing without the rest. */
  readonly usesAliases: boolean
}

class SyntaxFault extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** Reads one JSON value or several one after another, with places. Errors are worded as Go's encoding/json words them; duplicate keys are errors. */
export function readJson(text: string): ReadText {
  const roots: SourceNode[] = []
  const errors: PlacedMessage[] = []
  const warnings: PlacedMessage[] = []
  let at = 0

  function skipSpace(): number {
    let code = text.charCodeAt(at)
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++at)
    return code
  }

  function fault(context: string): SyntaxFault {
    if (at >= text.length) return new SyntaxFault('unexpected end of JSON input', Math.max(0, text.trimEnd().length))
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const shown = character === "'" ? String.raw`'\''` : character === '"' ? `'"'` : `'${JSON.stringify(character).slice(1, -1)}'`
    return new SyntaxFault(`invalid character ${shown} ${context}`, at)
  }

  function readValue(depth: number): SourceNode {
    if (depth > deepest) throw new SyntaxFault(`nested deeper than ${deepest} levels`, at)
    const code = skipSpace()
    switch (code) {
      case 123: return readObject(depth)
      case 91: return readArray(depth)
      case 34: {
        const start = at
        return buildScalar(readString(), start, at)
      }
      case 116: return readWord('true', true)
      case 102: return readWord('false', false)
      case 110: return readWord('null', null)
      default: return code === 45 || (code >= 48 && code <= 57) ? readNumber() : raise(fault('looking for beginning of value'))
    }
  }

  function readWord(word: string, value: boolean | null): SourceNode {
    const start = at
    for (let place = 0; place < word.length; place++, at++) {
      if (text[at] !== word[place]) throw fault(`in literal ${word} (expecting '${word[place]}')`)
    }
    return buildScalar(value, start, at)
  }

  function readNumber(): SourceNode {
    const start = at
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
    pattern.lastIndex = at
    const digits = pattern.exec(text)?.[0]
    if (digits === undefined) {
      at++
      throw fault('in numeric literal')
    }
    at += digits.length
    const value = Number(digits)
    if (!Number.isFinite(value)) errors.push({ message: `json: cannot unmarshal number ${digits} into Go value of type float64`, offset: start })
    if (/^-?\d+$/.test(digits)) warnAboutRounding(BigInt(digits), start, warnings)
    return buildScalar(value === 0 ? 0 : value, start, at)
  }

  function readString(): string {
    const start = at
    // oxlint-disable-next-line no-control-regex -- JSON strings hold none
    const pattern = /[^"\\\u0000-\u001f]*/y
    at++
    for (;;) {
      pattern.lastIndex = at
      at += pattern.exec(text)?.[0].length ?? 0
      const character = text[at]
      if (character === '"') break
      if (character !== '\\') throw fault('in string literal')
      at++
      if (text[at] === 'u') {
        for (let place = 0; place < 4; place++) if (!/[\da-fA-F]/.test(text[++at] ?? '')) throw fault(String.raw`in \u hexadecimal character escape`)
      } else if (!'"\\/bfnrt'.includes(text[at] ?? ' ')) throw fault('in string escape code')
      at++
    }
    at++
    const value: string = JSON.parse(text.slice(start, at))
    return replaceLoneSurrogates(value)
  }

  function readArray(depth: number): SourceNode {
    const start = at++
    const items: SourceNode[] = []
    if (skipSpace() === 93) return buildSequence(items, start, ++at)
    for (;;) {
      items.push(readValue(depth + 1))
      const code = skipSpace()
      if (code === 93) return buildSequence(items, start, ++at)
      if (code !== 44) throw fault('after array element')
      at++
    }
  }

  function readObject(depth: number): SourceNode {
    const start = at++
    const entries = new Map<string, SourceEntry>()
    if (skipSpace() === 125) return buildMapping(entries, start, ++at)
    for (;;) {
      if (skipSpace() !== 34) throw fault('looking for beginning of object key string')
      const keyStart = at
      const key = readString()
      if (skipSpace() !== 58) throw fault('after object key')
      at++
      if (entries.has(key)) errors.push({ message: `key ${JSON.stringify(key)} already set in map`, offset: keyStart })
      entries.set(key, { key, keyStart, node: readValue(depth + 1) })
      const code = skipSpace()
      if (code === 125) return buildMapping(entries, start, ++at)
      if (code !== 44) throw fault('after object key:value pair')
      at++
    }
  }

  try {
    while (!Number.isNaN(skipSpace())) roots.push(readValue(0))
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error
    errors.push({ message: error.message, offset: error.offset })
  }
  return { roots, errors, warnings, usesAliases: false }
}

function raise(error: Error): never {
  throw error
}

/** A whole number that a double cannot hold is kept as the nearest one: that is said. */
export function warnAboutRounding(value: bigint, offset: number, warnings: PlacedMessage[]): void {
  const kept = BigInt(Number(value))
  if (kept !== value) warnings.push({ message: `${value} is kept as ${kept}: whole numbers above ${Number.MAX_SAFE_INTEGER} are not all kept exactly`, offset })
}

/** Half of a surrogate pair is no character; Go's reader puts U+FFFD in its place. */
export function replaceLoneSurrogates(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}
