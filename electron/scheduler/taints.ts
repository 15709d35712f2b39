import type { Node, Pod } from '../../shared/model/index.ts'

export type Taint = Pick<NonNullable<NonNullable<Node['spec']>['taints']>[number], 'key' | 'value' | 'effect'>
export type Toleration = NonNullable<NonNullable<Pod['spec']>['tolerations']>[number]

/** Upstream's `ToleratesTaint`. */
export function tolerates({ key, operator, value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  return operator === 'Exists' || ((operator ?? '') === '' || operator === 'Equal') && value === (taint.value ?? '')
}

/** The first taint of one of these effects that no toleration puts up with. */
export function findUntolerated(taints: readonly Taint[], tolerations: readonly Toleration[], effects: readonly string[]): Taint | undefined {
  return taints.find((taint) => effects.includes(taint.effect) && !tolerations.some((toleration) => tolerates(toleration, taint)))
}
