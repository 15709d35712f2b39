import type { Node, Pod, StringMap } from '../../shared/model/index.ts'
import { matches, type Requirement } from '../../shared/selector/index.ts'

type NodeAffinity = NonNullable<NonNullable<NonNullable<Pod['spec']>['affinity']>['nodeAffinity']>
export type NodeSelectorTerm = NonNullable<NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']>['nodeSelectorTerms'][number]
type Expression = NonNullable<NodeSelectorTerm['matchExpressions']>[number]

/** Whether a node is one that the pod's nodeSelector and required node affinity ask for. */
export function fitsNodeAffinity(pod: Pick<Pod, 'spec'>, node: Node): boolean {
  const labels = node.metadata.labels ?? {}
  if (Object.entries(pod.spec?.nodeSelector ?? {}).some(([key, value]) => labels[key] !== value)) return false
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return required === undefined || matchesAnyTerm(required.nodeSelectorTerms, node)
}

/** Upstream's `NodeSelector.Match`: any of the terms; a term without requirements matches nothing. */
export function matchesAnyTerm(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some((term) => matchesTerm(term, node))
}

export function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false
  const fields: StringMap = { 'metadata.name': node.metadata.name ?? '' }
  return fits(matchExpressions, node.metadata.labels ?? {}) && fits(matchFields, fields)
}

function fits(expressions: readonly Expression[], labels: StringMap): boolean {
  const requirements = expressions.map(readExpression)
  return requirements.every((one) => one !== undefined) && matches({ selects: 'matching', requirements: requirements.filter((one) => one !== undefined) }, labels)
}

/** Undefined for an operator that is none: nothing matches it. */
function readExpression({ key, operator, values = [] }: Expression): Requirement | undefined {
  switch (operator) {
    case 'In': return { op: 'in', key, values: values.toSorted() }
    case 'NotIn': return { op: 'notin', key, values: values.toSorted() }
    case 'Exists': return { op: 'exists', key }
    case 'DoesNotExist': return { op: 'absent', key }
    case 'Gt': return { op: '>', key, value: values[0] ?? '' }
    case 'Lt': return { op: '<', key, value: values[0] ?? '' }
    default: return undefined
  }
}

/** The names of the only nodes that a pod may run on, when its required affinity names them; undefined when it does not. */
export function pinnedNodes(pod: Pick<Pod, 'spec'>): readonly string[] | undefined {
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const names = terms?.map(({ matchFields = [] }) => matchFields.find((field) => field.key === 'metadata.name' && field.operator === 'In')?.values)
  return names === undefined || names.includes(undefined) ? undefined : names.flatMap((list) => list ?? [])
}
