import { assertNever } from '../../shared/lang/assert-never.ts'
import type { ReadText } from './read-json.ts'
import { foldLines, unquote } from './plain-text.ts'
import { resolvePlain } from './resolve-scalar.ts'
import { buildMapping, buildScalar, buildSequence, type SourceEntry, type SourceNode } from './source-node.ts'

/** Thrown where the text leaves the subset. */
const leave = new Error('not plain')
const deepestPlain = 64

const plainKey = /[\w./][\w./-]{0,500}(?=:(?: |\n|$))/y
const quotedKey = /(?:"[^"\\\n]{1,500}"|'[^'\n]{1,500}')(?=:(?: |\n|$))/y
const quoted = /"(?:[^"\\\n]|\\["\\nrt])*"|'(?:[^'\n]|'')*'/y
const textHeader = /[|>][-+]?(?= *(?:\n| #))/y
const restOfLine = / *(?:$|\n| #.*)/y
/** In brackets: words that hold no indicator but a colon or dash within. */
const flowScalar = /(?:[\w./=+]|-(?=[\w-]))(?:[\w./=+@%;<>()$^~ -]|:(?=[\w/]))*/y

/**
 * Reads the part of YAML that most manifests keep to: block mappings and sequences, scalars and brackets on one line,
 * literal and folded text. The same as `readYaml`, many times faster; undefined at the first thing that is more, wrong or worth a warning.
 */
export function readPlainYaml(text: string): ReadText | undefined {
  if (/[\t\r\uD800-\uDFFF]/.test(text)) return undefined
  try {
    const reader = createReader(text)
    const root = reader.readDocument()
    return { roots: [root], errors: [], warnings: [], usesAliases: false }
  } catch (error) {
    if (error !== leave) throw error
    return undefined
  }
}

function createReader(text: string) {
  /** Where the next thing to read begins, and its column; -1 past the end. */
  let at = 0
  let column = 0

  function match(pattern: RegExp, from: number): string | undefined {
    pattern.lastIndex = from
    return pattern.test(text) ? text.slice(from, pattern.lastIndex) : undefined
  }

  /** Goes to the first line from offset `from` (a line's start) that holds more than a comment. */
  function toContent(from: number): void {
    let start = from
    while (start < text.length) {
      at = start
      while (text.charCodeAt(at) === 32) at++
      const code = text.charCodeAt(at)
      if (code !== 10 && code !== 35 && at < text.length) {
        column = at - start
        return
      }
      const end = text.indexOf('\n', at)
      if (end < 0) break
      start = end + 1
    }
    at = text.length
    column = -1
  }

  /** What follows a value on its line may only be a comment. */
  function endLine(from: number): void {
    restOfLine.lastIndex = from
    if (text.charCodeAt(from) !== 10 && !restOfLine.test(text)) throw leave
    const end = text.indexOf('\n', from)
    toContent(end < 0 ? text.length : end + 1)
  }

  function isDash(): boolean {
    const next = text.charCodeAt(at + 1)
    return text.charCodeAt(at) === 45 && (next === 32 || next === 10 || Number.isNaN(next))
  }

  function readDocument(): SourceNode {
    toContent(0)
    if (column < 0 || text.startsWith('---', at)) throw leave
    const root = readMapping(column, 0)
    if (column >= 0) throw leave
    return root
  }

  function readBlock(indent: number, depth: number): SourceNode {
    if (depth > deepestPlain) throw leave
    return isDash() ? readSequence(indent, depth) : readMapping(indent, depth)
  }

  function readMapping(indent: number, depth: number): SourceNode {
    const start = at
    const entries = new Map<string, SourceEntry>()
    let end = at
    while (column === indent && !isDash()) {
      const keyStart = at
      const plain = match(plainKey, at)
      const written = plain ?? match(quotedKey, at)
      if (written === undefined) throw leave
      const key = plain ?? written.slice(1, -1)
      if (entries.has(key) || (plain !== undefined && resolvePlain(key).kind !== 'string')) throw leave
      const node = readValue(keyStart + written.length + 1, indent, depth, true)
      entries.set(key, { key, keyStart, node })
      end = node.end
    }
    if (column > indent || entries.size === 0) throw leave
    return buildMapping(entries, start, end)
  }

  function readSequence(indent: number, depth: number): SourceNode {
    const start = at
    const items: SourceNode[] = []
    let end = at
    while (column === indent && isDash()) {
      const item = readValue(at + 1, indent, depth, false)
      items.push(item)
      end = item.end
    }
    if (column > indent) throw leave
    return buildSequence(items, start, end)
  }

  /** The value after a colon or dash that ends at `from`, of a collection at column `indent`. */
  function readValue(from: number, indent: number, depth: number, inMapping: boolean): SourceNode {
    let start = from
    while (text.charCodeAt(start) === 32) start++
    const code = text.charCodeAt(start)
    if (Number.isNaN(code) || code === 10 || code === 35) return readBelow(from, start, indent, depth, inMapping)
    if (!inMapping) {
      const lineStart = text.lastIndexOf('\n', start) + 1
      const dash = code === 45 && (text.charCodeAt(start + 1) === 32 || text.charCodeAt(start + 1) === 10)
      if (dash || match(plainKey, start) !== undefined || match(quotedKey, start) !== undefined) {
        at = start
        column = start - lineStart
        return readBlock(column, depth + 1)
      }
    }
    if (code === 124 || code === 62) return readText(start, indent)
    const node = code === 91 || code === 123 ? readFlow(start, depth + 1) : code === 34 || code === 39 ? readQuoted(start) : readScalar(start)
    endLine(node.end)
    return node
  }

  function readBelow(from: number, start: number, indent: number, depth: number, inMapping: boolean): SourceNode {
    if (text.charCodeAt(start) === 35 && start === from) throw leave
    const end = text.indexOf('\n', start)
    toContent(end < 0 ? text.length : end + 1)
    if (column > indent || (inMapping && column === indent && isDash())) {
      if (!isDash() && match(plainKey, at) === undefined && match(quotedKey, at) === undefined) throw leave
      return readBlock(column, depth + 1)
    }
    return buildScalar(null, from, from)
  }

  function readQuoted(start: number): SourceNode {
    const value = match(quoted, start)
    if (value === undefined) throw leave
    return buildScalar(unquote(value), start, start + value.length)
  }

  function readScalar(start: number): SourceNode {
    const first = text[start] ?? ''
    if ('?:,]}&*!>%@`|#'.includes(first) || (first === '-' && (text[start + 1] ?? ' ') <= ' ')) throw leave
    const lineEnd = text.indexOf('\n', start)
    const line = text.slice(start, lineEnd < 0 ? text.length : lineEnd)
    const comment = line.indexOf(' #')
    const value = (comment < 0 ? line : line.slice(0, comment)).replace(/ +$/, '')
    if (value.includes(': ') || value.endsWith(':')) throw leave
    return resolveNode(value, start)
  }

  function resolveNode(value: string, start: number): SourceNode {
    const scalar = resolvePlain(value)
    const end = start + value.length
    switch (scalar.kind) {
      case 'string': case 'bool': return buildScalar(scalar.value, start, end)
      case 'null': return buildScalar(null, start, end)
      case 'int': case 'float': {
        const number = Number(scalar.value)
        if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) throw leave
        return buildScalar(number === 0 ? 0 : number, start, end)
      }
      case 'merge': throw leave
      default: return assertNever(scalar)
    }
  }

  function readFlow(start: number, depth: number): SourceNode {
    if (depth > deepestPlain) throw leave
    const isMap = text.charCodeAt(start) === 123
    const close = isMap ? 125 : 93
    const items: SourceNode[] = []
    const entries = new Map<string, SourceEntry>()
    let place = skipSpaces(start + 1)
    if (text.charCodeAt(place) === close) return isMap ? buildMapping(entries, start, place + 1) : buildSequence(items, start, place + 1)
    for (;;) {
      let node: SourceNode
      if (isMap) {
        const plain = match(plainKey, place)
        const written = plain ?? match(quotedKey, place)
        if (written === undefined) throw leave
        const key = plain ?? written.slice(1, -1)
        if (entries.has(key) || (plain !== undefined && resolvePlain(key).kind !== 'string')) throw leave
        node = readFlowValue(skipSpaces(place + written.length + 1), depth)
        entries.set(key, { key, keyStart: place, node })
      } else {
        node = readFlowValue(place, depth)
        items.push(node)
      }
      place = skipSpaces(node.end)
      const code = text.charCodeAt(place)
      if (code === close) return isMap ? buildMapping(entries, start, place + 1) : buildSequence(items, start, place + 1)
      if (code !== 44) throw leave
      place = skipSpaces(place + 1)
    }
  }

  function readFlowValue(start: number, depth: number): SourceNode {
    const code = text.charCodeAt(start)
    if (code === 91 || code === 123) return readFlow(start, depth + 1)
    if (code === 34 || code === 39) return readQuoted(start)
    const value = match(flowScalar, start)?.replace(/ +$/, '')
    if (value === undefined) throw leave
    return resolveNode(value, start)
  }

  function skipSpaces(from: number): number {
    let place = from
    while (text.charCodeAt(place) === 32) place++
    return place
  }

  function readText(start: number, indent: number): SourceNode {
    const header = match(textHeader, start)
    if (header === undefined) throw leave
    const folded = header.startsWith('>')
    const lines: string[] = []
    let margin = -1
    let lineStart = text.indexOf('\n', start) + 1
    for (;;) {
      const lineEnd = text.indexOf('\n', lineStart)
      // A last line without its end, and spaces that might be text, are left to the full reader.
      if (lineEnd < 0 && lineStart < text.length) throw leave
      if (lineEnd < 0) break
      let content = lineStart
      while (text.charCodeAt(content) === 32) content++
      const spaces = content - lineStart
      if (content === lineEnd) {
        if (spaces > Math.max(margin, 0) || margin < 0) throw leave
        lines.push('')
      } else if (margin < 0 ? spaces > indent : spaces >= margin) {
        if (margin < 0) margin = spaces
        // Lines that stand further in are not folded.
        if (folded && spaces > margin) throw leave
        lines.push(text.slice(lineStart + margin, lineEnd))
      } else {
        if (spaces > indent) throw leave
        break
      }
      lineStart = lineEnd + 1
    }
    const written = lines.length
    while (lines.at(-1) === '') lines.pop()
    if (lines.length === 0) throw leave
    const end = lineStart
    toContent(lineStart)
    const closing = header.endsWith('-') ? '' : '\n'.repeat(header.endsWith('+') ? 1 + written - lines.length : 1)
    return buildScalar((folded ? foldLines(lines) : lines.join('\n')) + closing, start, end)
  }

  return { readDocument }
}
