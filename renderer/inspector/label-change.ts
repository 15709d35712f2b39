import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { checkLabelKey, checkLabelValue, type StringMap } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'

/** Labels to set and to remove, as one `kubectl label`. */
export interface LabelChange {
  readonly set: StringMap
  readonly remove: readonly string[]
}

/** What setting one label would come to, before it is done. */
export interface LabelPlan {
  readonly change: LabelChange
  /** What is wrong with the key or the value, in Kubernetes' words. */
  readonly keyProblems: readonly string[]
  readonly valueProblems: readonly string[]
  /** Whether every object already has the label with this value. */
  readonly same: boolean
  /** kubectl's refusal when a value is changed without `--overwrite`; absent when nothing would be overwritten. */
  readonly refusal?: string
  /** Objects that have the label with another value. */
  readonly overwritten: number
}

/** Says what `kubectl label KEY=VALUE` would come to on these objects. */
export function planLabel(objects: readonly ObjectSummary[], key: string, value: string): LabelPlan {
  const held = objects.map(({ labels }) => (Object.hasOwn(labels, key) ? labels[key] : undefined))
  const others = held.filter((found): found is string => found !== undefined && found !== value)
  const first = others[0]
  return {
    change: { set: { [key]: value }, remove: [] },
    keyProblems: checkLabelKey(key),
    valueProblems: checkLabelValue(value),
    same: held.every((found) => found === value),
    ...(first === undefined ? {} : { refusal: `'${key}' already has a value (${first}), and --overwrite is false` }),
    overwritten: others.length,
  }
}

/** The labels after a change. */
export function changeLabels(labels: StringMap, { set, remove }: LabelChange): StringMap {
  return { ...Object.fromEntries(Object.entries(labels).filter(([key]) => !remove.includes(key))), ...set }
}

/** How many of some objects a selector selects, now and after a change. */
export interface Consequence {
  readonly before: number
  readonly after: number
  readonly total: number
}

export function foresee(selector: Selector, objects: readonly ObjectSummary[], change: LabelChange): Consequence {
  const count = (labelsOf: (object: ObjectSummary) => StringMap) => objects.filter((object) => matches(selector, labelsOf(object))).length
  return { before: count(({ labels }) => labels), after: count(({ labels }) => changeLabels(labels, change)), total: objects.length }
}
