import type { Pod } from '../../shared/model/index.ts'
import { EVERYTHING, matches, type Selector } from '../../shared/selector/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import { type Candidate, type Obstacle, resolvable, type Surroundings, unresolvable } from './candidate.ts'

type Affinity = NonNullable<NonNullable<Pod['spec']>['affinity']>
type Term = NonNullable<NonNullable<Affinity['podAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']>[number]

/** A term as it applies: which pods it means, and in which topology. */
interface ReadTerm {
  readonly topologyKey: string
  readonly selector: Selector
  /** Undefined means every namespace. */
  takesNamespace(name: string): boolean
}

function readTerm(term: Term, pod: Pod, around: Surroundings): ReadTerm {
  const own = pod.metadata.namespace ?? ''
  const named = new Set(term.namespaces ?? [])
  const selector = term.namespaceSelector === undefined ? undefined : readLabelSelector(term.namespaceSelector)
  const onlyOwn = named.size === 0 && selector === undefined
  const base = readLabelSelector(term.labelSelector)
  const keys = term.matchLabelKeys ?? []
  const extra = keys.flatMap((key) => {
    const value = pod.metadata.labels?.[key]
    return value === undefined ? [] : [{ op: '=' as const, key, value }]
  })
  return {
    topologyKey: term.topologyKey,
    selector: base.selects === 'nothing' || extra.length === 0 ? base : { selects: 'matching', requirements: [...base.requirements, ...extra] },
    takesNamespace: (name) => (onlyOwn ? name === own : named.has(name) || (selector !== undefined && matches(selector, selector === EVERYTHING ? {} : around.labelsOfNamespace(name)))),
  }
}

function means({ selector, takesNamespace }: ReadTerm, pod: Pod): boolean {
  return takesNamespace(pod.metadata.namespace ?? '') && matches(selector, pod.metadata.labels ?? {})
}

export function requiredTerms(pod: Pod, kind: 'podAffinity' | 'podAntiAffinity'): readonly Term[] {
  return pod.spec?.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? []
}

export function hasAffinity(pod: Pod): boolean {
  return pod.spec?.affinity?.podAffinity !== undefined || pod.spec?.affinity?.podAntiAffinity !== undefined
}

type Judge = (candidate: Candidate) => Obstacle | undefined

/** Judges nodes by the pod's own affinity and anti-affinity to others, and by the anti-affinity of others to it: upstream's InterPodAffinity. */
export function judgeByPods(pod: Pod, all: readonly Candidate[], around: Surroundings): Judge {
  const wanted = requiredTerms(pod, 'podAffinity').map((term) => readTerm(term, pod, around))
  const shunned = requiredTerms(pod, 'podAntiAffinity').map((term) => readTerm(term, pod, around))
  const near = wanted.map((term) => findDomains(all, term))
  const far = shunned.map((term) => findDomains(all, term))
  // With no pod to be near to, the first of a group may begin anywhere.
  const isFirst = near.every((domains) => domains.size === 0) && wanted.every((term) => means(term, pod))
  const refused = findRefusals(pod, all, around)
  return ({ node }) => {
    const labels = node.metadata.labels ?? {}
    const fits = wanted.every((term, index) => {
      const domain = labels[term.topologyKey]
      return domain !== undefined && (isFirst || near[index]?.has(domain) === true)
    })
    if (!fits) return unresolvable("node(s) didn't match pod affinity rules")
    if (shunned.some((term, index) => far[index]?.has(labels[term.topologyKey] ?? noDomain) === true)) return resolvable("node(s) didn't match pod anti-affinity rules")
    return [...refused].some(([key, domains]) => domains.has(labels[key] ?? noDomain)) ? resolvable("node(s) didn't satisfy existing pods anti-affinity rules") : undefined
  }
}

const noDomain = '\0'

/** Values of the term's topology label where pods are that it means. */
function findDomains(all: readonly Candidate[], term: ReadTerm): ReadonlySet<string> {
  const domains = new Set<string>()
  for (const { node, pods } of all) {
    const domain = node.metadata.labels?.[term.topologyKey]
    if (domain !== undefined && !domains.has(domain) && pods.some((other) => other.metadata.deletionTimestamp === undefined && means(term, other))) domains.add(domain)
  }
  return domains
}

/** By topology label, the values where a pod is that will not have this one near. */
function findRefusals(pod: Pod, all: readonly Candidate[], around: Surroundings): ReadonlyMap<string, ReadonlySet<string>> {
  const refused = new Map<string, Set<string>>()
  for (const { node, shunning } of all) {
    for (const other of shunning) {
      for (const term of requiredTerms(other, 'podAntiAffinity')) {
        const domain = node.metadata.labels?.[term.topologyKey]
        if (domain === undefined || !means(readTerm(term, other, around), pod)) continue
        const domains = refused.get(term.topologyKey) ?? new Set()
        refused.set(term.topologyKey, domains.add(domain))
      }
    }
  }
  return refused
}

/** Points for and against a node by the pods near it that the pod would rather be near to, or not. */
export function scoreByPods(pod: Pod, all: readonly Candidate[], around: Surroundings): (candidate: Candidate) => number {
  const weigh = (kind: 'podAffinity' | 'podAntiAffinity', sign: 1 | -1) =>
    (pod.spec?.affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) => ({ weight: sign * weight, term: readTerm(podAffinityTerm, pod, around) }))
  const weights = [...weigh('podAffinity', 1), ...weigh('podAntiAffinity', -1)].map(({ weight, term }) => {
    const counts = new Map<string, number>()
    for (const { node, pods } of all) {
      const domain = node.metadata.labels?.[term.topologyKey]
      if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + pods.filter((other) => means(term, other)).length)
    }
    return { weight, topologyKey: term.topologyKey, counts }
  })
  return ({ node }) => weights.reduce((points, { weight, topologyKey, counts }) => points + weight * (counts.get(node.metadata.labels?.[topologyKey] ?? noDomain) ?? 0), 0)
}
