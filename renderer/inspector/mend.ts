import type { StringMap } from '../../shared/model/index.ts'
import { explain, matches, type Requirement, type Selector } from '../../shared/selector/index.ts'
import { changeLabels, type LabelChange } from './label-change.ts'

/** Values of a label that could make a requirement hold; null stands for none. */
function candidates(requirement: Requirement): readonly (string | null)[] {
  if (requirement.op === 'in') return requirement.values
  const mend = explain({ selects: 'matching', requirements: [requirement] }, {})[0]?.mend
  // Without the label it holds already, so having none is what mends it.
  return mend === undefined ? [null] : [mend.value]
}

/**
 * The change of labels that makes a selector select an object: for each key one value that suits every requirement on it.
 * Undefined when it is selected already, or when none of the values that the selector names suits.
 */
export function planMatch(selector: Selector, labels: StringMap): LabelChange | undefined {
  if (selector.selects === 'nothing' || matches(selector, labels)) return undefined
  const set: Record<string, string> = {}
  const remove: string[] = []
  const failing = new Set(explain(selector, labels).filter(({ holds }) => !holds).map(({ requirement }) => requirement.key))
  for (const key of failing) {
    const requirements = selector.requirements.filter((requirement) => requirement.key === key)
    const suits = (value: string | null) => matches({ selects: 'matching', requirements }, value === null ? {} : { [key]: value })
    const value = requirements.flatMap(candidates).find(suits)
    if (value === undefined) return undefined
    if (value === null) remove.push(key)
    else set[key] = value
  }
  const change = { set, remove }
  return matches(selector, changeLabels(labels, change)) ? change : undefined
}
