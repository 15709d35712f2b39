import { type Cursor, incomplete, lineOf, type ParseNested, readHereText, SyntaxProblem } from './parse-word.ts'
import type { Word } from './script.ts'

/** A parser at its place, with what it needs to parse scripts inside words. */
export interface Parser {
  readonly cursor: Cursor
  readonly nested: ParseNested
  /** Here-documents whose text begins after the next line end; their text is filled in there. */
  readonly pending: { readonly delimiter: string; readonly plain: boolean; readonly fill: (text: Word) => void }[]
}

/** Takes the texts of the here-documents that are due. */
function readPending({ cursor, nested, pending }: Parser): void {
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
export function skip(parser: Parser, lines: boolean): void {
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

export function unexpected({ cursor }: Parser): SyntaxProblem {
  const token = /^(?:;;|&&|\|\||\n|\S)\S*/.exec(cursor.text.slice(cursor.at, cursor.at + 64))?.[0] ?? ''
  return new SyntaxProblem({ kind: 'unexpected', token: token.startsWith('\n') ? 'newline' : /^(;;|&&|\|\||[;&|()<>])/.exec(token)?.[0] ?? token, line: lineOf(cursor) })
}

/** The plain word at the cursor, not taken. */
export function peekWord({ cursor }: Parser): string {
  return /^(?:[A-Za-z]+|[{}!])(?=[\s;&|<>()]|$)/.exec(cursor.text.slice(cursor.at, cursor.at + 16))?.[0] ?? ''
}
