/** One term of a label selector. `values` are sorted and differ from one another, as Kubernetes keeps them. */
export type Requirement =
  | { readonly op: 'exists' | 'absent'; readonly key: string }
  | { readonly op: '=' | '==' | '!=' | '>' | '<'; readonly key: string; readonly value: string }
  | { readonly op: 'in' | 'notin'; readonly key: string; readonly values: readonly string[] }

/** All requirements must hold; without any, everything is selected. `nothing` is what an absent LabelSelector selects. */
export type Selector = { readonly selects: 'matching'; readonly requirements: readonly Requirement[] } | { readonly selects: 'nothing' }

/** A requirement and the place it was read from, as a range of UTF-16 units. */
export type ParsedRequirement = Requirement & { readonly from: number; readonly to: number }

/** Requirements in the order they were written. */
export interface ParsedSelector {
  readonly selects: 'matching'
  readonly requirements: readonly ParsedRequirement[]
}

export const EVERYTHING: Selector = { selects: 'matching', requirements: [] }
export const NOTHING: Selector = { selects: 'nothing' }
