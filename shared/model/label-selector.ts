import type { StringMap } from './object.ts'

/** The LabelSelector object of Deployments, ReplicaSets, Jobs and others, as far as manifests may get it wrong. */
export interface LabelSelector {
  readonly matchLabels?: StringMap | null
  readonly matchExpressions?: readonly LabelSelectorTerm[] | null
}

export interface LabelSelectorTerm {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[] | null
}
