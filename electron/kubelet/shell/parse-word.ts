import type { ParseProblem, Script, VariableChange, Word, WordPart } from './script.ts'

/** Thrown inside the parser and caught by `parseScript` alone. */
export class SyntaxProblem extends Error {
  readonly problem: ParseProblem

  constructor(problem: ParseProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

/** Where the parser is in its text. */
export interface Cursor {
  readonly text: string
  at: number
  depth: number
  /** Line ends before a place, counted on from there. */
  readonly counted: { at: number; lines: number }
}

export function createCursor(text: string, depth = 0): Cursor {
  return { text, at: 0, depth, counted: { at: 0, lines: 0 } }
}

/** Deepest nesting of substitutions and compound commands. */
const maxDepth = 100

/** The line of the cursor, from 1. */
export function lineOf({ text, at, counted }: Cursor): number {
  for (; counted.at < at; counted.at += 1) if (text[counted.at] === '\n') counted.lines += 1
  return counted.lines + 1
}

export function incomplete(wanted: string): SyntaxProblem {
  return new SyntaxProblem({ kind: 'incomplete', wanted })
}

export function enter(cursor: Cursor): void {
  cursor.depth += 1
  if (cursor.depth > maxDepth) throw new SyntaxProblem({ kind: 'unexpected', token: cursor.text[cursor.at] ?? '', line: lineOf(cursor) })
}

export function leave(cursor: Cursor): void {
  cursor.depth -= 1
}

/** Parses a script up to `)` in the same text; given so that words and commands can nest. */
export type ParseNested = (cursor: Cursor) => Script

const separators = ' \t\n;&|<>()'

/** Joins neighbouring texts of the same kind. */
function addText(parts: WordPart[], text: string, quoted: boolean): void {
  const last = parts.at(-1)
  if (last?.kind === 'text' && last.quoted === quoted) parts[parts.length - 1] = { ...last, text: last.text + text }
  else parts.push({ kind: 'text', text, quoted })
}

function readName(cursor: Cursor): string {
  const match = /^(?:[A-Za-z_]\w*|\d|[?$#@*!-])/.exec(cursor.text.slice(cursor.at, cursor.at + 256))
  const name = match?.[0] ?? ''
  cursor.at += name.length
  return name
}

const operators: readonly VariableChange['operator'][] = ['-', '+', '=', '?', '#', '##', '%', '%%']

/** After `${`. */
function readBraces(cursor: Cursor, quoted: boolean, nested: ParseNested): WordPart {
  const { text } = cursor
  if (text[cursor.at] === '#' && text[cursor.at + 1] !== '}') {
    cursor.at += 1
    const name = readName(cursor)
    if (text[cursor.at++] !== '}') throw incomplete('}')
    return { kind: 'variable', name, quoted, change: { operator: 'length', orEmpty: false, word: [] } }
  }
  const name = readName(cursor)
  if (text[cursor.at] === '}') {
    cursor.at += 1
    return { kind: 'variable', name, quoted }
  }
  const match = /^(:?)([-+=?])|^()(##?|%%?)/.exec(text.slice(cursor.at, cursor.at + 2))
  if (match === null) {
    if (cursor.at >= text.length) throw incomplete('}')
    throw new SyntaxProblem({ kind: 'unexpected', token: 'Bad substitution', line: lineOf(cursor) })
  }
  cursor.at += match[0].length
  const word = readParts(cursor, (character) => character === '}', quoted, nested)
  if (text[cursor.at++] !== '}') throw incomplete('}')
  const operator = operators.find((known) => known === (match[2] ?? match[4])) ?? '-'
  return { kind: 'variable', name, quoted, change: { operator, orEmpty: match[1] === ':', word } }
}

/** At `$`: a variable, a substitution, or just a dollar. */
function readDollar(cursor: Cursor, parts: WordPart[], quoted: boolean, nested: ParseNested): void {
  const { text } = cursor
  cursor.at += 1
  if (text.startsWith('((', cursor.at)) {
    cursor.at += 2
    let open = 0
    const expression = readParts(cursor, (character) => {
      if (character === '(') open += 1
      else if (character === ')') open -= 1
      return open < 0
    }, true, nested)
    if (!text.startsWith('))', cursor.at)) throw incomplete('))')
    cursor.at += 2
    parts.push({ kind: 'arithmetic', expression, quoted })
  } else if (text[cursor.at] === '(') {
    cursor.at += 1
    const script = nested(cursor)
    if (text[cursor.at++] !== ')') throw incomplete(')')
    parts.push({ kind: 'command', script, quoted })
  } else if (text[cursor.at] === '{') {
    cursor.at += 1
    parts.push(readBraces(cursor, quoted, nested))
  } else {
    const name = readName(cursor)
    if (name === '') addText(parts, '$', quoted)
    else parts.push({ kind: 'variable', name, quoted })
  }
}

/** At a backquote: the text up to the next one, its escapes undone, is a script of its own. */
function readBackquotes(cursor: Cursor, parts: WordPart[], quoted: boolean, nested: ParseNested): void {
  let inner = ''
  for (cursor.at += 1; cursor.text[cursor.at] !== '`'; cursor.at += 1) {
    if (cursor.at >= cursor.text.length) throw incomplete('`')
    if (cursor.text[cursor.at] === '\\' && '`\\$'.includes(cursor.text[cursor.at + 1] ?? ' ')) cursor.at += 1
    inner += cursor.text[cursor.at]
  }
  cursor.at += 1
  parts.push({ kind: 'command', script: nested(createCursor(`${inner})`, cursor.depth)), quoted })
}

function readDoubleQuotes(cursor: Cursor, parts: WordPart[], nested: ParseNested): void {
  cursor.at += 1
  const inner = readParts(cursor, (character) => character === '"', true, nested)
  if (cursor.text[cursor.at++] !== '"') throw incomplete('"')
  if (inner.length === 0) addText(parts, '', true)
  parts.push(...inner)
}

/** Reads parts until `ends`; inside double quotes (`quoted`) blanks and single quotes are plain. */
function readParts(cursor: Cursor, ends: (character: string) => boolean, quoted: boolean, nested: ParseNested): WordPart[] {
  enter(cursor)
  const parts: WordPart[] = []
  const { text } = cursor
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? ''
    if (character === '\\') {
      const next = text[cursor.at + 1]
      if (next === undefined) throw incomplete('\\')
      if (next !== '\n') addText(parts, quoted && !'$`"\\'.includes(next) ? `\\${next}` : next, true)
      cursor.at += 2
    } else if (character === '$') readDollar(cursor, parts, quoted, nested)
    else if (character === '`') readBackquotes(cursor, parts, quoted, nested)
    else if (ends(character)) break
    else if (!quoted && character === "'") {
      const end = text.indexOf("'", cursor.at + 1)
      if (end < 0) throw incomplete("'")
      addText(parts, text.slice(cursor.at + 1, end), true)
      cursor.at = end + 1
    } else if (!quoted && character === '"') readDoubleQuotes(cursor, parts, nested)
    else {
      addText(parts, character, quoted)
      cursor.at += 1
    }
  }
  leave(cursor)
  return parts
}

/** The word that begins at the cursor; undefined at a separator or the end. */
export function readWord(cursor: Cursor, nested: ParseNested): Word | undefined {
  const start = cursor.at
  const parts = readParts(cursor, (character) => separators.includes(character), false, nested)
  return cursor.at === start ? undefined : parts
}

/** The text of a here-document as a word: expanded unless its delimiter was quoted. */
export function readHereText(text: string, plain: boolean, nested: ParseNested): Word {
  if (plain) return [{ kind: 'text', text, quoted: true }]
  return readParts(createCursor(text), () => false, true, nested)
}

/** The word's text if nothing in it is to be expanded or was quoted. */
export function plainText(word: Word): string | undefined {
  const [part] = word
  return word.length === 1 && part?.kind === 'text' && !part.quoted ? part.text : undefined
}
