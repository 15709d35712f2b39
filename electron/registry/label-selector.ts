import type { LabelSelector } from '../../shared/model/index.ts'
import { NOTHING, type Selector, selectorFromLabelSelector } from '../../shared/selector/index.ts'

export type { LabelSelector } from '../../shared/model/index.ts'
export { selectorFromMap as readSelectorMap, validateLabelSelector } from '../../shared/selector/index.ts'

/** Stored selectors are frozen, and asked of many pods: each is read once. */
const read = new WeakMap<LabelSelector, Selector>()

/** A workload's selector as one that matches. None at all selects nothing, an empty one everything; one that can't be read, nothing. */
export function readLabelSelector(selector: LabelSelector | null | undefined): Selector {
  if (selector === null || selector === undefined) return NOTHING
  const known = read.get(selector)
  if (known !== undefined) return known
  const parsed = selectorFromLabelSelector(selector)
  const result = parsed.ok ? parsed.value : NOTHING
  read.set(selector, result)
  return result
}
