import { assertNever } from '../lang/assert-never.ts'
import { isWord } from './grammar.ts'
import { scanSelector, type Token } from './tokens.ts'

/** What the grammar would take next. */
export type Wanted = 'key' | 'operator' | 'value' | 'integer' | 'paren' | 'list' | 'list-separator' | 'separator'

/** The word under the caret and what kind of word the grammar wants there. */
export interface Caret {
  readonly wants: Wanted
  /** Range of the word that the caret is in or at the end of; empty between words. */
  readonly from: number
  readonly to: number
  /** The word up to the caret. */
  readonly word: string
  /** The key that an operator or value is wanted for. */
  readonly key: string
  /** A `!` stands before the key. */
  readonly negated: boolean
  /** Values that the list has already. */
  readonly taken: readonly string[]
}

type State = Pick<Caret, 'wants' | 'key' | 'negated'>

const START: State = { wants: 'key', key: '', negated: false }

/** Finds what is wanted at the caret; wrong text before it is passed over up to the next comma. */
export function locateCaret(text: string, caret: number): Caret {
  const tokens = scanSelector(text)
  const under = tokens.find(({ kind, from, to }) => isWord(kind) && from < caret && caret <= to)
  const from = under?.from ?? caret
  const before = tokens.filter((token) => token.kind !== 'end' && token.to <= from)
  const state = before.reduce(advance, START)
  const to = under?.to ?? caret
  const taken = state.wants === 'list' ? [...valuesBefore(before), ...valuesAfter(tokens, to)] : []
  return { ...state, taken, from, to, word: text.slice(from, caret) }
}

function advance(state: State, token: Token): State {
  switch (state.wants) {
    case 'key':
      if (token.kind === '!') return { ...state, negated: !state.negated }
      if (isWord(token.kind)) return { ...state, key: token.text, wants: state.negated ? 'separator' : 'operator' }
      return START
    case 'operator':
      return afterOperator(state, token)
    case 'value':
    case 'integer':
      return token.kind === ',' ? START : { ...state, wants: 'separator' }
    case 'paren':
      return token.kind === '(' ? { ...state, wants: 'list' } : resume(state, token)
    case 'list':
      if (isWord(token.kind)) return { ...state, wants: 'list-separator' }
      return token.kind === ')' ? { ...state, wants: 'separator' } : state
    case 'list-separator':
      if (token.kind === ')') return { ...state, wants: 'separator' }
      return token.kind === ',' ? { ...state, wants: 'list' } : state
    case 'separator':
      return resume(state, token)
    default:
      return assertNever(state.wants)
  }
}

function afterOperator(state: State, token: Token): State {
  switch (token.kind) {
    case '=':
    case '==':
    case '!=':
      return { ...state, wants: 'value' }
    case '>':
    case '<':
      return { ...state, wants: 'integer' }
    case 'in':
    case 'notin':
      return { ...state, wants: 'paren' }
    case 'identifier':
    case '!':
    case '(':
    case ')':
    case ',':
    case 'end':
      return resume(state, token)
    default:
      return assertNever(token.kind)
  }
}

function resume(state: State, token: Token): State {
  return token.kind === ',' ? START : { ...state, wants: 'separator' }
}

/** The values of the list the caret is in, before the caret. */
function valuesBefore(before: readonly Token[]): readonly string[] {
  return before.slice(before.findLastIndex(({ kind }) => kind === '(') + 1).filter(({ kind }) => isWord(kind)).map(({ text }) => text)
}

/** The values of the list the caret is in, after the caret. */
function valuesAfter(tokens: readonly Token[], from: number): readonly string[] {
  const rest = tokens.filter((token) => token.from >= from)
  const close = rest.findIndex(({ kind }) => kind !== ',' && !isWord(kind))
  return rest.slice(0, close).filter(({ kind }) => isWord(kind)).map(({ text }) => text)
}
