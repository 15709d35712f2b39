import { assertNever } from '../lang/assert-never.ts'
import { diagnoseAlternatives, diagnoseWord, isOrWord, type Place } from './diagnose-word.ts'
import { formatRequirement } from './format.ts'
import { type GrammarError, isWord, parseTokens } from './grammar.ts'
import { parseInt64 } from './int64.ts'
import type { Requirement } from './selector.ts'
import type { Diagnosis, Edit } from './selector-error.ts'
import { scanSelector, type Token, type TokenKind } from './tokens.ts'

/** Guesses what the writer meant where the grammar stopped. The fix may leave other slips in the text. */
export function diagnose(text: string, tokens: readonly Token[], error: GrammarError): Diagnosis {
  const place: Place = { text, tokens, at: error.at, token: tokenAt(tokens, error.at), before: tokenAt(tokens, error.at - 1), after: tokenAt(tokens, error.at + 1) }
  switch (error.expected) {
    case 'requirement':
    case 'requirement-after-comma':
      return diagnoseStart(place)
    case 'separator':
      return diagnoseSeparator(place)
    case 'key':
      return diagnoseNegation(place)
    case 'operator':
      return diagnoseOperator(place)
    case 'open-paren':
      return diagnoseOpenParen(place)
    case 'list':
    case 'list-item':
    case 'list-end':
      return diagnoseList(place)
    case 'value':
      return diagnoseValue(place)
    case 'valid-key':
    case 'valid-value':
    case 'integer':
      return diagnoseWord(place, error.expected)
    default:
      return assertNever(error.expected)
  }
}

function diagnoseStart({ text, tokens, at, token, before, after }: Place): Diagnosis {
  if (token.kind === 'end') return { hint: 'trailing-comma', fix: cut(before.from, text.length) }
  if (token.kind === ',') return at === 0 ? { hint: 'leading-comma', fix: cut(token.from, after.from) } : { hint: 'double-comma', fix: cut(before.to, token.to) }
  if (token.kind === ')') return { hint: 'stray-paren', fix: cut(token.from, token.to) }
  if (token.kind !== '(') return { hint: 'missing-key' }
  const close = findClose(tokens, at)
  if (close === undefined || close === at + 1) return { hint: 'group' }
  const inner = text.slice(token.to, tokenAt(tokens, close).from)
  return { hint: 'group', fix: { replace: [token.from, tokenAt(tokens, close).to], with: inner.trim() } }
}

function diagnoseSeparator(place: Place): Diagnosis {
  const { token, before } = place
  const bang = tokenAt(place.tokens, place.at - 2)
  if (bang.kind === '!' && token.kind === '(') return { hint: 'group' }
  if (bang.kind === '!' && isOperator(token.kind)) return diagnoseNegatedComparison(place, bang)
  if (isWord(token.kind)) {
    if (isOrWord(token.text)) return diagnoseAlternatives(place)
    const joined = joinWithComma(place)
    return joined ?? { hint: 'space-instead-of-comma', fix: { replace: [before.to, token.from], with: ',' } }
  }
  if (token.kind === '!') return { hint: 'space-instead-of-comma', fix: { replace: [before.to, token.from], with: ',' } }
  if (token.kind === ')') return { hint: 'stray-paren', fix: cut(token.from, token.to) }
  return { hint: token.kind === '(' ? 'group' : 'two-operators' }
}

/** `app=web && env=prod`, `app=web and env=prod`: the word goes, a comma comes. */
function joinWithComma({ token, before }: Place): Diagnosis | undefined {
  const word = /^(?:&+|and$)/i.exec(token.text)?.[0]
  if (word === undefined) return undefined
  return { hint: 'and-is-comma', fix: { replace: [before.to, token.from + word.length], with: ',' } }
}

const OPPOSITE: Partial<Record<TokenKind, string>> = { '=': '!=', '==': '!=', '!=': '=', in: ' notin ', notin: ' in ' }

function diagnoseNegatedComparison({ text, token, before, after }: Place, bang: Token): Diagnosis {
  const opposite = OPPOSITE[token.kind]
  if (opposite === undefined) return { hint: 'not-before-comparison' }
  const key = text.slice(before.from, before.to)
  return { hint: 'not-before-comparison', fix: { replace: [bang.from, after.from], with: `${key}${opposite}` } }
}

function diagnoseNegation({ text, tokens, at, token, before }: Place): Diagnosis {
  if (token.kind === '!') return { hint: 'double-not', fix: cut(before.from, token.to) }
  if (token.kind !== '(') return { hint: 'not-alone' }
  const close = findClose(tokens, at)
  const inner = close === undefined ? undefined : parseTokens(scanSelector(text.slice(token.to, tokenAt(tokens, close).from)))
  const only = inner?.ok === true && inner.value.length === 1 ? inner.value[0] : undefined
  const opposite = only === undefined ? undefined : negate(only)
  if (close === undefined || opposite === undefined) return { hint: 'not-before-group' }
  return { hint: 'not-before-group', fix: { replace: [before.from, tokenAt(tokens, close).to], with: formatRequirement(opposite) } }
}

function negate(requirement: Requirement): Requirement | undefined {
  switch (requirement.op) {
    case 'exists':
      return { op: 'absent', key: requirement.key }
    case 'absent':
      return { op: 'exists', key: requirement.key }
    case '=':
    case '==':
      return { op: '!=', key: requirement.key, value: requirement.value }
    case 'in':
      return { op: 'notin', key: requirement.key, values: requirement.values }
    // Objects without the label are in both halves, so that these have no single opposite.
    case '!=':
    case 'notin':
    case '>':
    case '<':
      return undefined
    default:
      return assertNever(requirement)
  }
}

const SPELLED: Readonly<Record<string, string>> = { is: '=', eq: '=', equal: '=', equals: '=', ':': '=', ne: '!=', not: '!=', gt: '>', lt: '<' }

function diagnoseOperator(place: Place): Diagnosis {
  const { token, before, after } = place
  if (token.kind === '!') return diagnoseLateNot(place)
  if (token.kind === ')') return { hint: 'stray-paren', fix: cut(token.from, token.to) }
  if (token.kind === '(') return { hint: 'missing-operator', fix: { replace: [before.to, token.from], with: ' in ' } }
  const word = token.text.toLowerCase()
  const spread: Edit['replace'] = [before.to, token.to]
  if (word === 'in' || word === 'notin') return { hint: 'operator-case', fix: { replace: [token.from, token.to], with: word } }
  if (word === 'not' && after.text.toLowerCase() === 'in') return { hint: 'not-in-two-words', fix: { replace: [token.from, after.to], with: 'notin' } }
  if (word === 'exists') return { hint: 'operator-word', fix: { replace: spread, with: '' } }
  if (isOrWord(token.text)) return diagnoseAlternatives(place)
  if (word.startsWith('~')) return { hint: 'regular-expression' }
  const symbol = Object.hasOwn(SPELLED, word) ? SPELLED[word] : undefined
  if (symbol !== undefined) {
    return { hint: word === ':' ? 'colon-instead-of-equals' : 'operator-word', fix: { replace: [before.to, isWord(after.kind) ? after.from : token.to], with: symbol } }
  }
  if (word.startsWith(':')) return { hint: 'colon-instead-of-equals', fix: { replace: [before.to, token.from + 1], with: '=' } }
  return joinWithComma(place) ?? { hint: 'missing-operator', fix: { replace: [before.to, token.from], with: '=' } }
}

/** `app!web`, `app!`, `app !in (web)`. */
function diagnoseLateNot({ text, token, before, after }: Place): Diagnosis {
  if (after.kind === 'in') return { hint: 'not-in-two-words', fix: { replace: [before.to, after.to], with: ' notin' } }
  if (isWord(after.kind)) return { hint: 'not-equals', fix: { replace: [token.from, after.from], with: '!=' } }
  if (after.kind !== 'end' && after.kind !== ',') return { hint: 'not-equals' }
  return { hint: 'not-equals', fix: { replace: [before.from, token.to], with: `!${text.slice(before.from, before.to)}` } }
}

function diagnoseOpenParen({ text, tokens, at, token, before }: Place): Diagnosis {
  if (!isWord(token.kind)) return { hint: isOperator(token.kind) ? 'two-operators' : 'missing-paren' }
  const bracket = /^[[{]/.test(token.text) ? text.slice(token.from).search(/[\]}]/) : -1
  if (bracket > 0) {
    const inner = text.slice(token.from + 1, token.from + bracket)
    return { hint: 'brackets', fix: { replace: [token.from, token.from + bracket + 1], with: `(${inner})` } }
  }
  let last = at
  while (tokenAt(tokens, last + 1).kind === ',' && isWord(tokenAt(tokens, last + 2).kind)) last += 2
  const follower = tokenAt(tokens, last + 1).kind
  if (follower === ')') return { hint: 'missing-paren', fix: { replace: [before.to, token.from], with: ' (' } }
  // Further words belong to the list only when nothing else follows: `app in web,env=prod` has one.
  const end = tokenAt(tokens, follower === 'end' ? last : at).to
  return { hint: 'missing-paren', fix: { replace: [before.to, end], with: ` (${text.slice(token.from, end)})` } }
}

function diagnoseList({ text, token, before }: Place): Diagnosis {
  if (token.kind === 'end' && before.kind === '(') return { hint: 'missing-paren' }
  if (token.kind === 'end') return { hint: 'missing-paren', fix: { replace: [before.kind === ',' ? before.from : before.to, text.length], with: ')' } }
  if (token.kind === '(') return { hint: 'group' }
  if (!isWord(token.kind)) return { hint: 'list-item' }
  const word = /^(?:\|+|&+|(?:or|and)$)/i.exec(token.text)?.[0] ?? ''
  return { hint: 'space-instead-of-comma', fix: { replace: [before.to, token.from + word.length], with: ',' } }
}

function diagnoseValue({ text, token, before, after }: Place): Diagnosis {
  const pair = `${before.kind}${token.kind}`
  switch (pair) {
    case '>=':
    case '=>':
      return { hint: 'gte', ...fixBound(before, after, '>', -1n) }
    case '<=':
    case '=<':
      return { hint: 'lte', ...fixBound(before, after, '<', 1n) }
    case '<>':
    case '=!':
      return { hint: 'not-equals', fix: { replace: [before.from, token.to], with: '!=' } }
    case '==':
      return { hint: 'two-operators', fix: cut(token.from, token.to) }
    case '===':
    case '!==':
      return { hint: 'triple-equals', fix: cut(token.from, token.to) }
    case '=(':
    case '==(':
      return { hint: 'parens-after-equals', fix: { replace: [before.from, token.from], with: ' in ' } }
    case '!=(':
      return { hint: 'parens-after-equals', fix: { replace: [before.from, token.from], with: ' notin ' } }
    default:
      if (token.kind === ')') return { hint: 'stray-paren', fix: cut(token.from, token.to) }
      if (token.kind === '(') return { hint: 'group', fix: { replace: [token.from, text.length], with: text.slice(token.to).replace(')', '') } }
      return { hint: 'two-operators' }
  }
}

/** `cpu>=4` means `cpu>3`: bounds are integers. */
function fixBound(before: Token, after: Token, symbol: '>' | '<', shift: bigint): { readonly fix?: Edit } {
  const bound = parseInt64(after.text)
  if (bound === undefined || bound + shift < 0n) return {}
  return { fix: { replace: [before.from, after.to], with: `${symbol}${bound + shift}` } }
}

function findClose(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    const { kind } = tokenAt(tokens, at)
    if (kind === '(') depth++
    if (kind === ')' && --depth === 0) return at
  }
  return undefined
}

function isOperator(kind: TokenKind): boolean {
  return kind === '=' || kind === '==' || kind === '!=' || kind === '<' || kind === '>' || kind === 'in' || kind === 'notin'
}

function tokenAt(tokens: readonly Token[], at: number): Token {
  return tokens[at] ?? { kind: 'end', text: '', from: 0, to: 0 }
}

function cut(from: number, to: number): Edit {
  return { replace: [from, to], with: '' }
}
