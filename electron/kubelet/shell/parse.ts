import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import { readRedirects, readSimple } from './parse-simple.ts'
import { createCursor, type Cursor, enter, incomplete, leave, plainText, readWord, SyntaxProblem } from './parse-word.ts'
import { type Parser, peekWord, skip, unexpected } from './parser.ts'
import type { Chain, Command, ParseProblem, Pipeline, Script, Word } from './script.ts'

/** Words that end a list inside a compound command. */
const closers = ['then', 'elif', 'else', 'fi', 'do', 'done', '}'] as const
type Closer = (typeof closers)[number]

const nested = (cursor: Cursor): Script => {
  enter(cursor)
  const script = readScript({ cursor, nested, pending: [] })
  leave(cursor)
  return script
}

function takeWord(parser: Parser, word: Closer): void {
  skip(parser, true)
  if (peekWord(parser) !== word) {
    if (parser.cursor.at >= parser.cursor.text.length) throw incomplete(word)
    throw unexpected(parser)
  }
  parser.cursor.at += word.length
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
  const parser: Parser = { cursor: createCursor(text.slice(0, maxLength)), nested, pending: [] }
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
