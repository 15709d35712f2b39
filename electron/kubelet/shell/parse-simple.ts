import { incomplete, lineOf, readWord, SyntaxProblem } from './parse-word.ts'
import { type Parser, skip, unexpected } from './parser.ts'
import type { Assignment, Command, Redirect, Word } from './script.ts'

function readRedirect(parser: Parser): Redirect | undefined {
  const { cursor, nested } = parser
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

/** Redirections behind a compound command. */
export function readRedirects(parser: Parser): readonly Redirect[] {
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

/** A command of assignments, words and redirections. */
export function readSimple(parser: Parser): Command {
  const { cursor, nested } = parser
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
