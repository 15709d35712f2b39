import type { Pod } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import { type Candidate, type Obstacle, resolvable, unresolvable } from './candidate.ts'
import { fitsNodeAffinity } from './node-affinity.ts'
import { findUntolerated } from './taints.ts'

type Constraint = NonNullable<NonNullable<Pod['spec']>['topologySpreadConstraints']>[number]

const mismatch = "node(s) didn't match pod topology spread constraints"

/** Judges nodes by the constraints that must hold: upstream's PodTopologySpread. */
export function judgeBySpread(pod: Pod, all: readonly Candidate[]): (candidate: Candidate) => Obstacle | undefined {
  const constraints = (pod.spec?.topologySpreadConstraints ?? []).filter((constraint) => constraint.whenUnsatisfiable === 'DoNotSchedule')
  const eligible = all.filter(({ node }) => constraints.every(({ topologyKey }) => node.metadata.labels?.[topologyKey] !== undefined))
  const counted = constraints.map((constraint) => {
    const selector = selectorOf(pod, constraint)
    const counts = countDomains(pod, constraint, selector, eligible)
    const least = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values())
    return { constraint, counts, least, own: matches(selector, pod.metadata.labels ?? {}) ? 1 : 0 }
  })
  return ({ node }) => {
    for (const { constraint, counts, least, own } of counted) {
      const domain = node.metadata.labels?.[constraint.topologyKey]
      if (domain === undefined) return unresolvable(`${mismatch} (missing required label)`)
      if ((counts.get(domain) ?? 0) + own - (Number.isFinite(least) ? least : 0) > constraint.maxSkew) return resolvable(mismatch)
    }
    return undefined
  }
}

/** How many pods of each constraint that need not hold would be on a node's side; fewer is better. */
export function scoreBySpread(pod: Pod, all: readonly Candidate[]): ((candidate: Candidate) => number) | undefined {
  const constraints = (pod.spec?.topologySpreadConstraints ?? []).filter((constraint) => constraint.whenUnsatisfiable === 'ScheduleAnyway')
  if (constraints.length === 0) return undefined
  const counted = constraints.map((constraint) => ({ key: constraint.topologyKey, counts: countDomains(pod, constraint, selectorOf(pod, constraint), all) }))
  return ({ node }) => counted.reduce((sum, { key, counts }) => sum + (counts.get(node.metadata.labels?.[key] ?? '') ?? 0), 0)
}

function selectorOf(pod: Pod, { labelSelector, matchLabelKeys = [] }: Constraint): Selector {
  const base = readLabelSelector(labelSelector)
  if (base.selects === 'nothing') return base
  const extra = matchLabelKeys.flatMap((key) => {
    const value = pod.metadata.labels?.[key]
    return value === undefined ? [] : [{ op: '=' as const, key, value }]
  })
  return { selects: 'matching', requirements: [...base.requirements, ...extra] }
}

/** The selected pods of each value of the topology label, on nodes that the constraint counts. */
function countDomains(pod: Pod, { topologyKey, nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: Constraint, selector: Selector, all: readonly Candidate[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { node, pods } of all) {
    const domain = node.metadata.labels?.[topologyKey]
    if (domain === undefined || (nodeAffinityPolicy === 'Honor' && !fitsNodeAffinity(pod, node))) continue
    if (nodeTaintsPolicy === 'Honor' && findUntolerated(node.spec?.taints ?? [], pod.spec?.tolerations ?? [], ['NoSchedule', 'NoExecute']) !== undefined) continue
    const selected = pods.filter((other) =>
      other.metadata.namespace === pod.metadata.namespace && other.metadata.deletionTimestamp === undefined && matches(selector, other.metadata.labels ?? {}))
    counts.set(domain, (counts.get(domain) ?? 0) + selected.length)
  }
  return counts
}
