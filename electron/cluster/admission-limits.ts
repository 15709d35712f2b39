import type { KubeObject, LimitRange, PersistentVolumeClaim, Pod, StoredObject } from '../../shared/model/index.ts'
import { forbidden } from '../../shared/status/index.ts'
import { canonicalQuantity, type Kind, parseQuantity } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { resourceName } from './objects.ts'
import { sumPodResources } from './pod-requests.ts'

type Item = NonNullable<LimitRange['spec']>['limits'][number]
type Spec = NonNullable<Pod['spec']>
type Container = Spec['containers'][number]
type Quantities = Readonly<Record<string, string>>

const noteOfDefaults = 'kubernetes.io/limit-ranger'

const itemsOf = new WeakMap<readonly StoredObject[], readonly Item[]>()

/** All limits of a namespace: the same list for as long as none of them changes. */
export function limitsIn(tx: Transaction, namespace: string | undefined): readonly Item[] {
  const ranges = tx.list('limitranges', namespace ?? '') as readonly (StoredObject & LimitRange)[]
  let items = itemsOf.get(ranges)
  if (items === undefined) itemsOf.set(ranges, (items = ranges.flatMap(({ spec }) => spec?.limits ?? [])))
  return items
}

/** Upstream's LimitRanger on its first pass: gives a pod's containers the requests and limits that their namespace has for them. */
export function applyLimitDefaults(tx: Transaction, pod: Pod): Pod {
  const items = limitsIn(tx, pod.metadata.namespace).filter(({ type }) => type === 'Container')
  if (items.length === 0 || pod.spec === undefined) return pod
  const { containers = [], initContainers }: Partial<Spec> = pod.spec
  const requests = Object.assign({}, ...items.map((item) => item.defaultRequest ?? {})) as Quantities
  const limits = Object.assign({}, ...items.map((item) => item.default ?? {})) as Quantities
  const notes: string[] = []
  const change = (containers: readonly Container[], prefix: string) => containers.map((container) => fillResources(container, requests, limits, prefix, notes))
  const spec: Spec = {
    ...pod.spec,
    containers: change(containers, 'container'),
    ...(initContainers === undefined ? {} : { initContainers: change(initContainers, 'init container') }),
  }
  if (notes.length === 0) return pod
  const annotations = { ...pod.metadata.annotations, [noteOfDefaults]: `LimitRanger plugin set: ${notes.join('; ')}` }
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec }
}

function fillResources(container: Container, requests: Quantities, limits: Quantities, prefix: string, notes: string[]): Container {
  const own = container.resources ?? {}
  const missing = (defaults: Quantities, given: Quantities = {}) => Object.keys(defaults).filter((name) => !Object.hasOwn(given, name)).sort()
  const [newRequests, newLimits] = [missing(requests, own.requests), missing(limits, own.limits)]
  if (newRequests.length > 0) notes.push(`${newRequests.join(', ')} request for ${prefix} ${container.name}`)
  if (newLimits.length > 0) notes.push(`${newLimits.join(', ')} limit for ${prefix} ${container.name}`)
  if (newRequests.length + newLimits.length === 0) return container
  return { ...container, resources: { ...own, requests: { ...requests, ...own.requests }, limits: { ...limits, ...own.limits } } }
}

/** Upstream's LimitRanger on its second pass. Throws Forbidden with all that is outside of the namespace's limits. */
export function checkLimits(tx: Transaction, kind: Kind, object: KubeObject): void {
  if (kind.kind !== 'Pod' && kind.kind !== 'PersistentVolumeClaim') return
  const items = limitsIn(tx, object.metadata.namespace)
  const problems = items.flatMap((item) => (kind.kind === 'Pod' ? judgePod(object as Pod, item) : judgeClaim(object as PersistentVolumeClaim, item)))
  if (problems.length === 0) return
  throw forbidden(resourceName(kind), object.metadata.name ?? '', problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`)
}

function judgePod(pod: Pod, item: Item): readonly string[] {
  switch (item.type) {
    case 'Container': {
      const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]
      return containers.flatMap(({ resources }) => judge(item, resources?.requests ?? {}, resources?.limits ?? {}))
    }
    case 'Pod': return judge(item, sumPodResources(pod, 'requests'), sumPodResources(pod, 'limits'))
    default: return []
  }
}

function judge({ type, min = {}, max = {}, maxLimitRequestRatio: ratios = {} }: Item, requests: Quantities, limits: Quantities): readonly string[] {
  return [
    ...sorted(min).flatMap(([name, least]) => judgeLeast(`minimum ${name} usage per ${type} is ${canonicalQuantity(least)}`, least, requests[name], limits[name])),
    ...sorted(max).flatMap(([name, most]) => judgeMost(`maximum ${name} usage per ${type} is ${canonicalQuantity(most)}`, most, requests[name], limits[name])),
    ...sorted(ratios).flatMap(([name, most]) => judgeRatio(`${name} max limit to request ratio per ${type} is ${canonicalQuantity(most)}, but`, most, requests[name], limits[name])),
  ]
}

function sorted(quantities: Quantities): readonly (readonly [string, string])[] {
  return Object.entries(quantities).sort(([a], [b]) => (a < b ? -1 : 1))
}

function judgeLeast(rule: string, least: string, request: string | undefined, limit: string | undefined): readonly string[] {
  if (request === undefined) return [`${rule}.  No request is specified`]
  if (parseQuantity(request) < parseQuantity(least)) return [`${rule}, but request is ${canonicalQuantity(request)}`]
  return limit !== undefined && parseQuantity(limit) < parseQuantity(least) ? [`${rule}, but limit is ${canonicalQuantity(limit)}`] : []
}

function judgeMost(rule: string, most: string, request: string | undefined, limit: string | undefined): readonly string[] {
  if (limit === undefined) return [`${rule}.  No limit is specified`]
  if (parseQuantity(limit) > parseQuantity(most)) return [`${rule}, but limit is ${canonicalQuantity(limit)}`]
  return request !== undefined && parseQuantity(request) > parseQuantity(most) ? [`${rule}, but request is ${canonicalQuantity(request)}`] : []
}

function judgeRatio(rule: string, most: string, request: string | undefined, limit: string | undefined): readonly string[] {
  if (request === undefined || parseQuantity(request) === 0) return [`${rule} no request is specified or request is 0`]
  if (limit === undefined || parseQuantity(limit) === 0) return [`${rule} no limit is specified or limit is 0`]
  const ratio = parseQuantity(limit) / parseQuantity(request)
  return ratio > parseQuantity(most) ? [`${rule} provided ratio is ${ratio.toFixed(6)}`] : []
}

function judgeClaim(claim: PersistentVolumeClaim, { type, min = {}, max = {} }: Item): readonly string[] {
  if (type !== 'PersistentVolumeClaim') return []
  const requests: Quantities = claim.spec?.resources?.requests ?? {}
  return [
    ...sorted(min).flatMap(([name, least]) => judgeLeast(`minimum ${name} usage per ${type} is ${canonicalQuantity(least)}`, least, requests[name], undefined)),
    ...sorted(max).flatMap(([name, most]) => {
      const rule = `maximum ${name} usage per ${type} is ${canonicalQuantity(most)}`
      const request = requests[name]
      if (request === undefined) return [`${rule}.  No request is specified`]
      return parseQuantity(request) > parseQuantity(most) ? [`${rule}, but request is ${canonicalQuantity(request)}`] : []
    }),
  ]
}
