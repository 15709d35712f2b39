import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { matches, selectorFromLabelSelector } from '../../shared/selector/index.ts'
import type { LabelChange } from './label-change.ts'
import { planMatch } from './mend.ts'

/** Who selects a pod. */
export interface SelectedBy {
  /** Objects whose selector takes it. */
  readonly taking: readonly ObjectSummary[]
  /** Objects whose selector would take it if one label were another. */
  readonly near: readonly { readonly object: ObjectSummary; readonly change: LabelChange }[]
}

const byName = (a: ObjectSummary, b: ObjectSummary): number => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name)

/** Finds among some objects those that select a pod, and those that are one label away from it. By kind and name. */
export function findSelectedBy(pod: ObjectSummary, objects: Iterable<ObjectSummary>): SelectedBy {
  const taking: ObjectSummary[] = []
  const near: { object: ObjectSummary; change: LabelChange }[] = []
  for (const object of objects) {
    if (object.selects === undefined || object.namespace !== pod.namespace) continue
    const selector = selectorFromLabelSelector(object.selects)
    if (!selector.ok) continue
    if (matches(selector.value, pod.labels)) {
      taking.push(object)
      continue
    }
    const change = planMatch(selector.value, pod.labels)
    if (change !== undefined && Object.keys(change.set).length + change.remove.length === 1) near.push({ object, change })
  }
  return { taking: taking.sort(byName), near: near.sort((a, b) => byName(a.object, b.object)) }
}
