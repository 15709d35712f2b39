import { checkLabelValue, type KubeObject, type StringMap } from '../../shared/model/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import type { LabelChange } from './types.ts'

/** Refuses a change that `kubectl label` refuses before it looks at any object. Throws BadRequest. */
export function checkLabelChange({ set, remove }: LabelChange): void {
  if (remove.some((key) => Object.hasOwn(set, key))) throw badRequest('can not both modify and remove a label in the same command')
  for (const [key, value] of Object.entries(set)) {
    const problems = checkLabelValue(value)
    if (problems.length > 0) throw badRequest(`invalid label value: "${key}=${value}": ${problems.join(';')}`)
  }
}

/** The object with its labels changed as `kubectl label` changes them. Throws BadRequest for a value it has and may not lose. */
export function changeLabels(object: KubeObject, { set, remove, overwrite }: LabelChange): KubeObject {
  const labels = object.metadata.labels ?? {}
  if (!overwrite) {
    const taken = Object.entries(set).find(([key, value]) => Object.hasOwn(labels, key) && labels[key] !== value)
    if (taken !== undefined) throw badRequest(`'${taken[0]}' already has a value (${labels[taken[0]]}), and --overwrite is false`)
  }
  return { ...object, metadata: withLabels(object.metadata, { ...without(labels, remove), ...set }) }
}

/** An object without labels has none, not an empty map. */
function withLabels({ labels: _before, ...metadata }: KubeObject['metadata'], labels: StringMap): KubeObject['metadata'] {
  return Object.keys(labels).length === 0 ? metadata : { ...metadata, labels }
}

function without(labels: StringMap, keys: readonly string[]): StringMap {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !keys.includes(key)))
}
