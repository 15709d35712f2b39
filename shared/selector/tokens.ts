const SYMBOLS = ['==', '!=', '=', '!', '(', ')', ',', '>', '<'] as const
const KEYWORDS = ['in', 'notin'] as const

export type TokenKind = (typeof SYMBOLS)[number] | (typeof KEYWORDS)[number] | 'identifier' | 'end'

/** A word or symbol of a selector; `from` and `to` count UTF-16 units. The last token is always `end`, with no text. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly from: number
  readonly to: number
}

/**
 * Splits a label selector as apimachinery's lexer does: white space is space, tab, CR and LF only, and everything
 * that is neither that nor a symbol belongs to an identifier. A NUL ends the text, or is swallowed by a token before it.
 */
export function scanSelector(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = skipSpace(text, 0)
  while (at < text.length && text[at] !== '\0') {
    const token = scanToken(text, at)
    tokens.push(token)
    at = skipSpace(text, token.to)
  }
  return [...tokens, { kind: 'end', text: '', from: at, to: at }]
}

function scanToken(text: string, from: number): Token {
  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, from))
  if (symbol !== undefined) return { kind: symbol, text: symbol, from, to: swallowNul(text, from + symbol.length) }
  let to = from
  while (to < text.length && text[to] !== '\0' && !isSpace(text[to]) && !isSymbol(text[to])) to++
  const word = text.slice(from, to)
  return { kind: KEYWORDS.find((keyword) => keyword === word) ?? 'identifier', text: word, from, to: swallowNul(text, to) }
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text[at])) at++
  return at
}

function swallowNul(text: string, at: number): number {
  return text[at] === '\0' ? at + 1 : at
}

function isSpace(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t' || unit === '\r' || unit === '\n'
}

function isSymbol(unit: string | undefined): boolean {
  return unit === '=' || unit === '!' || unit === '(' || unit === ')' || unit === ',' || unit === '>' || unit === '<'
}
