import { assertNever } from '../lang/assert-never.ts'
import { fail, ok, type Result } from '../lang/result.ts'
import { checkLabelKey, checkLabelValue, compareBytes, formatFieldError, formatFieldErrors, invalidField } from '../model/index.ts'
import { parseInt64 } from './int64.ts'
import { judgeValues } from './judge-values.ts'
import type { ParsedRequirement, Requirement } from './selector.ts'
import type { Token, TokenKind } from './tokens.ts'

/** What the grammar wanted where it stopped. */
export type Expected =
  | 'requirement' | 'requirement-after-comma' | 'separator' | 'key' | 'valid-key' | 'operator' | 'open-paren'
  | 'list' | 'list-item' | 'list-end' | 'value' | 'valid-value' | 'integer'

/** Where and why a selector stopped making sense; `at` is the place of the offending token. */
export interface GrammarError {
  readonly message: string
  readonly at: number
  readonly expected: Expected
}

type Step<Value> = Result<Value, GrammarError>
/** What a step read, and the place of the token after it. */
interface Read<Value> {
  readonly value: Value
  readonly next: number
}

const OPERATORS = 'in, notin, =, ==, !=, gt, lt'

/** Reads the tokens of a label selector as apimachinery's parser does, down to its messages. */
export function parseTokens(tokens: readonly Token[]): Step<readonly ParsedRequirement[]> {
  const requirements: ParsedRequirement[] = []
  if (kindAt(tokens, 0) === 'end') return ok(requirements)
  if (!startsRequirement(kindAt(tokens, 0))) {
    return stop(0, 'requirement', `found '${textAt(tokens, 0)}', expected: !, identifier, or 'end of string'`)
  }
  let at = 0
  for (;;) {
    const read = parseRequirement(tokens, at)
    if (!read.ok) return stop(read.error.at, read.error.expected, `unable to parse requirement: ${read.error.message}`)
    const { value, next } = read.value
    requirements.push({ ...value, from: tokens[at]?.from ?? 0, to: tokens[next - 1]?.to ?? 0 })
    if (kindAt(tokens, next) === 'end') return ok(requirements)
    if (kindAt(tokens, next) !== ',') return stop(next, 'separator', `found '${textAt(tokens, next)}', expected: ',' or 'end of string'`)
    at = next + 1
    if (!startsRequirement(kindAt(tokens, at))) {
      return stop(at, 'requirement-after-comma', `found '${textAt(tokens, at)}', expected: identifier after ','`)
    }
  }
}

function parseRequirement(tokens: readonly Token[], start: number): Step<Read<Requirement>> {
  const negated = kindAt(tokens, start) === '!'
  const at = negated ? start + 1 : start
  if (!isWord(kindAt(tokens, at))) return stop(at, 'key', `found '${textAt(tokens, at)}', expected: identifier`)
  const key = textAt(tokens, at)
  const problems = checkLabelKey(key)
  // Upstream has no path for the key here, and Go prints none as <nil>.
  if (problems.length > 0) return stop(at, 'valid-key', formatFieldError(invalidField('<nil>', key, problems.join('; '))))
  if (negated) return ok({ value: { op: 'absent', key }, next: at + 1 })
  const operator = kindAt(tokens, at + 1)
  switch (operator) {
    case 'end':
    case ',':
      return ok({ value: { op: 'exists', key }, next: at + 1 })
    case '=':
    case '==':
    case '!=':
    case '>':
    case '<':
      return parseComparison(tokens, key, operator, at + 2)
    case 'in':
    case 'notin':
      return parseMembership(tokens, key, operator, at + 2)
    case 'identifier':
    case '!':
    case '(':
    case ')':
      return stop(at + 1, 'operator', `found '${textAt(tokens, at + 1)}', expected: ${OPERATORS}`)
    default:
      return assertNever(operator)
  }
}

function parseComparison(tokens: readonly Token[], key: string, op: '=' | '==' | '!=' | '>' | '<', at: number): Step<Read<Requirement>> {
  const kind = kindAt(tokens, at)
  const empty = kind === 'end' || kind === ','
  if (!empty && !isWord(kind)) return stop(at, 'value', `found '${textAt(tokens, at)}', expected: identifier`)
  const value = empty ? '' : textAt(tokens, at)
  const integer = (op !== '>' && op !== '<') || parseInt64(value) !== undefined
  const errors = [
    ...(integer ? [] : [invalidField('values[0]', value, "for 'Gt', 'Lt' operators, the value must be an integer")]),
    ...judgeValues(key, [value]),
  ]
  if (errors.length > 0) return stop(at, integer ? 'valid-value' : 'integer', formatFieldErrors(errors))
  return ok({ value: { op, key, value }, next: empty ? at : at + 1 })
}

function parseMembership(tokens: readonly Token[], key: string, op: 'in' | 'notin', open: number): Step<Read<Requirement>> {
  // Upstream's message has no comma here.
  if (kindAt(tokens, open) !== '(') return stop(open, 'open-paren', `found '${textAt(tokens, open)}' expected: '('`)
  const list = parseList(tokens, open + 1)
  if (!list.ok) return list
  const values = [...list.value.value.keys()].toSorted(compareBytes)
  const errors = judgeValues(key, values)
  const wrong = values.find((value) => checkLabelValue(value).length > 0)
  if (wrong !== undefined) return stop(list.value.value.get(wrong) ?? open, 'valid-value', formatFieldErrors(errors))
  return ok({ value: { op, key, values }, next: list.value.next })
}

/** Reads `a,b)`: each value with the place of its first token. An absent value counts as the empty one. */
function parseList(tokens: readonly Token[], start: number): Step<Read<ReadonlyMap<string, number>>> {
  const values = new Map<string, number>()
  const add = (value: string, at: number) => {
    if (!values.has(value)) values.set(value, at)
  }
  const first = kindAt(tokens, start)
  if (first === ')') return ok({ value: new Map([['', start]]), next: start + 1 })
  if (first !== ',' && !isWord(first)) return stop(start, 'list', `found '${textAt(tokens, start)}', expected: ',', ')' or identifier`)
  let at = start
  for (;;) {
    const kind = kindAt(tokens, at)
    if (isWord(kind)) {
      add(textAt(tokens, at), at)
      at++
      if (kindAt(tokens, at) === ')') return ok({ value: values, next: at + 1 })
      if (kindAt(tokens, at) !== ',') return stop(at, 'list-end', `found '${textAt(tokens, at)}', expected: ',' or ')'`)
    } else if (kind === ',') {
      if (values.size === 0) add('', at)
      at++
      if (kindAt(tokens, at) === ')') {
        add('', at)
        return ok({ value: values, next: at + 1 })
      }
      if (kindAt(tokens, at) === ',') {
        add('', at)
        at++
      }
    } else return stop(at, 'list-item', `found '${textAt(tokens, at)}', expected: ',', or identifier`)
  }
}

function stop(at: number, expected: Expected, message: string): { readonly ok: false; readonly error: GrammarError } {
  return fail({ at, expected, message })
}

function kindAt(tokens: readonly Token[], at: number): TokenKind {
  return tokens[at]?.kind ?? 'end'
}

function textAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.text ?? ''
}

function startsRequirement(kind: TokenKind): boolean {
  return kind === '!' || isWord(kind)
}

/** Keywords are words too, wherever a key or a value may stand. */
export function isWord(kind: TokenKind): boolean {
  return kind === 'identifier' || kind === 'in' || kind === 'notin'
}
