/** A part of a word. What was quoted is neither split into fields nor matched against file names. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly quoted: boolean; readonly change?: VariableChange }
  | { readonly kind: 'command'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }

/** `${name:-word}` and the like. */
export interface VariableChange {
  readonly operator: '-' | '+' | '=' | '?' | '#' | '##' | '%' | '%%' | 'length'
  /** With a colon, an empty value counts as unset. */
  readonly orEmpty: boolean
  readonly word: Word
}

export type Word = readonly WordPart[]

export interface Assignment {
  readonly name: string
  readonly value: Word
}

export type Redirect =
  | { readonly kind: 'in' | 'out' | 'append'; readonly fd: number; readonly target: Word }
  | { readonly kind: 'duplicate'; readonly fd: number; readonly from: Word }
  /** A here-document: its text is stdin. */
  | { readonly kind: 'here'; readonly fd: number; readonly text: Word }

interface WithRedirects {
  readonly redirects: readonly Redirect[]
}

export type Command =
  | ({ readonly kind: 'simple'; readonly assignments: readonly Assignment[]; readonly words: readonly Word[]; readonly line: number } & WithRedirects)
  | ({ readonly kind: 'group' | 'subshell'; readonly body: Script } & WithRedirects)
  | ({ readonly kind: 'if'; readonly branches: readonly { readonly test: Script; readonly body: Script }[]; readonly otherwise: Script } & WithRedirects)
  | ({ readonly kind: 'while' | 'until'; readonly test: Script; readonly body: Script } & WithRedirects)
  | ({ readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: Script } & WithRedirects)

export interface Pipeline {
  readonly negated: boolean
  readonly commands: readonly Command[]
}

/** Pipelines joined by `&&` and `||`; the first has no operator. */
export interface Chain {
  readonly links: readonly { readonly operator?: '&&' | '||'; readonly pipeline: Pipeline }[]
  readonly background: boolean
}

export type Script = readonly Chain[]

export type ParseProblem =
  /** More lines may complete it. */
  | { readonly kind: 'incomplete'; readonly wanted: string }
  | { readonly kind: 'unexpected'; readonly token: string; readonly line: number }
