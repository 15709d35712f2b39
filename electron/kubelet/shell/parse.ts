import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import { createCursor, type Cursor, enter, incomplete, leave, lineOf, plainText, readHereText, readWord, SyntaxProblem } from './parse-word.ts'
import type { Assignment, Chain, Command, ParseProblem, Pipeline, Redirect, Script, Word } from './script.ts'

/** Words that end a list inside a compound command. */
const closers = ['then', 'elif', 'else', 'fi', 'do', 'done', '}'] as const
type Closer = (typeof closers)[number]

interface Parser {
  readonly cursor: Cursor
  /** Here-documents whose text begins after the next line end; their text is filled in there. */
  readonly pending: { readonly delimiter: string; readonly plain: boolean; readonly fill: (text: Word) => void }[]
}

const nested = (cursor: Cursor): Script => {
  enter(cursor)
  const script = readScript({ cursor, pending: [] })
  leave(cursor)
  return script
}

function readPending({ cursor, pending }: Parser): void {
  for (const { delimiter, plain, fill } of pending.splice(0)) {
    let body = ''
    for (;;) {
      if (cursor.at >= cursor.text.length) throw incomplete(delimiter)
      const end = cursor.text.indexOf('\n', cursor.at)
      const line = cursor.text.slice(cursor.at, end < 0 ? undefined : end)
      cursor.at = end < 0 ? cursor.text.length : end + 1
      if (line === delimiter) break
      body += `${line}\n`
    }
    fill(readHereText(body, plain, nested))
  }
}

/** Past blanks, comments and continued lines; with `lines`, past line ends too. */
function skip(parser: Parser, lines: boolean): void {
  const { cursor } = parser
  for (;;) {
    const character = cursor.text[cursor.at]
    if (character === ' ' || character === '\t' || character === '\r') cursor.at += 1
    else if (character === '\\' && cursor.text[cursor.at + 1] === '\n') cursor.at += 2
    else if (character === '#') {
      const end = cursor.text.indexOf('\n', cursor.at)
      cursor.at = end < 0 ? cursor.text.length : end
    } else if (lines && character === '\n') {
      cursor.at += 1
      readPending(parser)
    } else return
  }
}

function unexpected({ cursor }: Parser): SyntaxProblem {
  const token = /^(?:;;|&&|\|\||\n|\S)\S*/.exec(cursor.text.slice(cursor.at, cursor.at + 64))?.[0] ?? ''
  return new SyntaxProblem({ kind: 'unexpected', token: token.startsWith('\n') ? 'newline' : /^(;;|&&|\|\||[;&|()<>])/.exec(token)?.[0] ?? token, line: lineOf(cursor) })
}

/** The plain word at the cursor, not taken. */
function peekWord({ cursor }: Parser): string {
  return /^(?:[A-Za-z]+|[{}!])(?=[\s;&|<>()]|$)/.exec(cursor.text.slice(cursor.at, cursor.at + 16))?.[0] ?? ''
}

function takeWord(parser: Parser, word: Closer): void {
  skip(parser, true)
  if (peekWord(parser) !== word) {
    if (parser.cursor.at >= parser.cursor.text.length) throw incomplete(word)
    throw unexpected(parser)
  }
  parser.cursor.at += word.length
}

function readRedirect(parser: Parser): Redirect | undefined {
  const { cursor } = parser
  const match = /^(\d?)(<<-?|>>|>&|<&|&>|[<>])/.exec(cursor.text.slice(cursor.at, cursor.at + 4))
  if (match === null) return undefined
  const [all, digit = '', operator = ''] = match
  if (operator === '&>') return undefined
  cursor.at += all.length
  skip(parser, false)
  const word = readWord(cursor, nested)
  if (word === undefined) {
    if (cursor.at >= cursor.text.length) throw new SyntaxProblem({ kind: 'unexpected', token: 'newline', line: lineOf(cursor) })
    throw unexpected(parser)
  }
  const fd = digit === '' ? (operator.startsWith('<') ? 0 : 1) : Number(digit)
  switch (operator) {
    case '<': return { kind: 'in', fd, target: word }
    case '>': return { kind: 'out', fd, target: word }
    case '>>': return { kind: 'append', fd, target: word }
    case '>&':
    case '<&': return { kind: 'duplicate', fd, from: word }
    default: {
      let text: Word = []
      const delimiter = word.map((part) => (part.kind === 'text' ? part.text : '')).join('')
      const plain = word.some((part) => part.kind === 'text' && part.quoted)
      parser.pending.push({ delimiter, plain, fill: (filled) => { text = filled } })
      return { kind: 'here', fd, get text() { return text } }
    }
  }
}

function readRedirects(parser: Parser): readonly Redirect[] {
  const redirects: Redirect[] = []
  for (;;) {
    skip(parser, false)
    const redirect = readRedirect(parser)
    if (redirect === undefined) return redirects
    redirects.push(redirect)
  }
}

function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word
  if (first?.kind !== 'text' || first.quoted) return undefined
  const match = /^([A-Za-z_]\w*)=/.exec(first.text)
  if (match === null) return undefined
  const value = first.text.slice(match[0].length)
  return { name: match[1] ?? '', value: value === '' ? rest : [{ ...first, text: value }, ...rest] }
}

function readSimple(parser: Parser): Command {
  const { cursor } = parser
  const line = lineOf(cursor)
  const [assignments, words, redirects]: [Assignment[], Word[], Redirect[]] = [[], [], []]
  for (;;) {
    skip(parser, false)
    // bash's short form of `> file 2>&1`
    if (cursor.text.startsWith('&>', cursor.at)) {
      cursor.at += 1
      const redirect = readRedirect(parser)
      if (redirect !== undefined) redirects.push(redirect, { kind: 'duplicate', fd: 2, from: [{ kind: 'text', text: '1', quoted: false }] })
      continue
    }
    const redirect = readRedirect(parser)
    if (redirect !== undefined) {
      redirects.push(redirect)
      continue
    }
    const word = readWord(cursor, nested)
    if (word === undefined) break
    const assignment = words.length === 0 ? asAssignment(word) : undefined
    if (assignment === undefined) words.push(word)
    else assignments.push(assignment)
  }
  if (assignments.length + words.length + redirects.length === 0) {
    if (cursor.at >= cursor.text.length) throw incomplete('command')
    throw unexpected(parser)
  }
  return { kind: 'simple', assignments, words, redirects, line }
}

/** A list that a closing word must follow; an empty one is an error. */
function readBody(parser: Parser): Script {
  const body = readScript(parser)
  if (body.length > 0) return body
  if (parser.cursor.at >= parser.cursor.text.length) throw incomplete('command')
  throw unexpected(parser)
}

function readIf(parser: Parser): Command {
  const branches: { test: Script; body: Script }[] = []
  const branch = () => {
    const test = readBody(parser)
    takeWord(parser, 'then')
    branches.push({ test, body: readBody(parser) })
    skip(parser, true)
  }
  branch()
  while (peekWord(parser) === 'elif') {
    parser.cursor.at += 4
    branch()
  }
  let otherwise: Script = []
  if (peekWord(parser) === 'else') {
    parser.cursor.at += 4
    otherwise = readBody(parser)
  }
  takeWord(parser, 'fi')
  return { kind: 'if', branches, otherwise, redirects: readRedirects(parser) }
}

function readLoopBody(parser: Parser): Script {
  takeWord(parser, 'do')
  const body = readBody(parser)
  takeWord(parser, 'done')
  return body
}

function readFor(parser: Parser): Command {
  const { cursor } = parser
  skip(parser, false)
  const name = plainText(readWord(cursor, nested) ?? []) ?? ''
  if (!/^[A-Za-z_]\w*$/.test(name)) throw unexpected(parser)
  skip(parser, true)
  let words: Word[] | undefined
  if (peekWord(parser) === 'in') {
    cursor.at += 2
    words = []
    for (skip(parser, false); ; skip(parser, false)) {
      const word = readWord(cursor, nested)
      if (word === undefined) break
      words.push(word)
    }
  }
  if (cursor.text[cursor.at] === ';') cursor.at += 1
  const body = readLoopBody(parser)
  return { kind: 'for', name, words, body, redirects: readRedirects(parser) }
}

function readCommand(parser: Parser): Command {
  skip(parser, false)
  const { cursor } = parser
  if (cursor.text[cursor.at] === '(') {
    cursor.at += 1
    const body = nested(cursor)
    skip(parser, true)
    if (cursor.at >= cursor.text.length) throw incomplete(')')
    if (cursor.text[cursor.at++] !== ')') throw unexpected(parser)
    return { kind: 'subshell', body, redirects: readRedirects(parser) }
  }
  const word = peekWord(parser)
  if (!['{', 'if', 'while', 'until', 'for', ...closers].includes(word)) return readSimple(parser)
  enter(cursor)
  const compound = (): Command => {
    switch (word) {
      case '{': {
        cursor.at += 1
        const body = readBody(parser)
        takeWord(parser, '}')
        return { kind: 'group', body, redirects: readRedirects(parser) }
      }
      case 'if':
        cursor.at += 2
        return readIf(parser)
      case 'while':
      case 'until': {
        cursor.at += 5
        const test = readBody(parser)
        return { kind: word, test, body: readLoopBody(parser), redirects: readRedirects(parser) }
      }
      case 'for':
        cursor.at += 3
        return readFor(parser)
      default: throw unexpected(parser)
    }
  }
  const command = compound()
  leave(cursor)
  return command
}

function readPipeline(parser: Parser): Pipeline {
  skip(parser, false)
  let negated = false
  while (peekWord(parser) === '!') {
    parser.cursor.at += 1
    negated = !negated
    skip(parser, false)
  }
  const commands = [readCommand(parser)]
  const { cursor } = parser
  for (skip(parser, false); cursor.text[cursor.at] === '|' && cursor.text[cursor.at + 1] !== '|'; skip(parser, false)) {
    cursor.at += 1
    skip(parser, true)
    commands.push(readCommand(parser))
  }
  return { negated, commands }
}

function readChain(parser: Parser): Chain {
  const { cursor } = parser
  const links: Chain['links'][number][] = [{ pipeline: readPipeline(parser) }]
  for (;;) {
    const operator = cursor.text.startsWith('&&', cursor.at) ? '&&' : cursor.text.startsWith('||', cursor.at) ? '||' : undefined
    if (operator === undefined) break
    cursor.at += 2
    skip(parser, true)
    links.push({ operator, pipeline: readPipeline(parser) })
  }
  if (cursor.text.startsWith(';;', cursor.at)) throw unexpected(parser)
  const background = cursor.text[cursor.at] === '&'
  if (background || cursor.text[cursor.at] === ';') cursor.at += 1
  return { links, background }
}

/** Chains until the end, a `)` or a closing word. */
function readScript(parser: Parser): Script {
  const { cursor } = parser
  const script: Chain[] = []
  for (;;) {
    skip(parser, true)
    const closer = peekWord(parser)
    if (cursor.at >= cursor.text.length || cursor.text[cursor.at] === ')' || closers.some((word) => word === closer)) return script
    script.push(readChain(parser))
  }
}

/** Longest script, in characters. */
const maxLength = 256 * 1024

/** Reads a script of the shell's language: lists, pipes, redirections, substitutions, `if`, `while`, `until`, `for`, groups. */
export function parseScript(text: string): Result<Script, ParseProblem> {
  const parser: Parser = { cursor: createCursor(text.slice(0, maxLength)), pending: [] }
  try {
    const script = readScript(parser)
    const [waiting] = parser.pending
    if (waiting !== undefined) return fail({ kind: 'incomplete', wanted: waiting.delimiter })
    if (parser.cursor.at < parser.cursor.text.length) throw unexpected(parser)
    return ok(script)
  } catch (error) {
    if (error instanceof SyntaxProblem) return fail(error.problem)
    throw error
  }
}
