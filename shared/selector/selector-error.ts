/** What most likely went wrong, for a sentence in the reader's language. */
export type SelectorHint =
  | 'selector-too-long'
  // Commas and the words people write for them
  | 'leading-comma' | 'trailing-comma' | 'double-comma' | 'space-instead-of-comma' | 'semicolon-instead-of-comma' | 'and-is-comma' | 'or-not-supported'
  // Parentheses
  | 'missing-paren' | 'stray-paren' | 'group' | 'parens-after-equals' | 'brackets' | 'list-item'
  // The not sign
  | 'not-before-group' | 'not-before-comparison' | 'double-not' | 'not-alone' | 'not-equals'
  // Operators
  | 'missing-key' | 'missing-operator' | 'two-operators' | 'triple-equals' | 'colon-instead-of-equals' | 'gte' | 'lte'
  | 'operator-case' | 'operator-word' | 'not-in-two-words'
  // Keys and values
  | 'quotes' | 'wildcard' | 'regular-expression' | 'full-width' | 'invisible-character' | 'not-an-integer'
  | 'key-too-long' | 'key-prefix' | 'key-slashes' | 'key-characters' | 'value-too-long' | 'value-characters'

/** Replaces the range `replace` (UTF-16 units) of the text. */
export interface Edit {
  readonly replace: readonly [from: number, to: number]
  readonly with: string
}

/** Why a text is no label selector. */
export interface SelectorError {
  /** Kubernetes' own words, as its `labels.Parse` has them. */
  readonly message: string
  /** Range of the offending token, in UTF-16 units; empty at the end of the text. */
  readonly offset: number
  readonly end: number
  readonly hint: SelectorHint
  /** A change after which the text parses. */
  readonly fix?: Edit
}

/** The likely cause of an error, and the edit that mends this one slip if there is an obvious one. */
export interface Diagnosis {
  readonly hint: SelectorHint
  readonly fix?: Edit
}

export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.replace[0]) + edit.with + text.slice(edit.replace[1])
}

/** The smallest edit that turns one text into the other. */
export function diffTexts(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return { replace: [head, before.length - tail], with: after.slice(head, after.length - tail) }
}
