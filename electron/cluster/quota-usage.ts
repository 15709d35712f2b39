import type { KubeObject, PersistentVolumeClaim, Pod, ResourceQuota, Service, StoredObject } from '../../shared/model/index.ts'
import { kinds, parseQuantity, resourceOf, sumQuantities } from '../registry/index.ts'
import { sumPodResources } from './pod-requests.ts'

type Quantities = Readonly<Record<string, string>>

/** Kinds that quotas count by their plural alone. */
const counted = new Set(['ConfigMap', 'PersistentVolumeClaim', 'Pod', 'ReplicationController', 'ResourceQuota', 'Secret', 'Service'])
const resourceByKind = new Map(kinds.map((kind) => [kind.kind, resourceOf(kind)]))
const storagePerClass = '.storageclass.storage.k8s.io/'

/** What an object uses, by the names that quotas have for it: `pods`, `requests.cpu`, `count/deployments.apps` ... */
export function usageOf(object: KubeObject): Quantities {
  const resource = resourceByKind.get(object.kind)
  if (resource === undefined) return {}
  const count = { [`count/${resource}`]: '1', ...(counted.has(object.kind) ? { [resource]: '1' } : {}) }
  switch (object.kind) {
    case 'Pod': return isOver(object as Pod) ? { [`count/${resource}`]: '1' } : { ...count, ...podUsage(object as Pod) }
    case 'Service': return { ...count, ...serviceUsage(object as Service) }
    case 'PersistentVolumeClaim': return { ...count, ...claimUsage(object as PersistentVolumeClaim) }
    default: return count
  }
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

function podUsage(pod: Pod): Quantities {
  const requests = Object.entries(sumPodResources(pod, 'requests'))
  const limits = Object.entries(sumPodResources(pod, 'limits'))
  const plain = requests.filter(([name]) => ['cpu', 'memory', 'ephemeral-storage'].includes(name))
  return Object.fromEntries([
    ...plain,
    ...requests.map(([name, quantity]) => [`requests.${name}`, quantity] as const),
    ...limits.map(([name, quantity]) => [`limits.${name}`, quantity] as const),
  ])
}

function serviceUsage({ spec = {} }: Service): Quantities {
  const outside = spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)
  return { 'services.nodeports': String(outside ? (spec.ports ?? []).length : 0), 'services.loadbalancers': spec.type === 'LoadBalancer' ? '1' : '0' }
}

function claimUsage({ spec = {} }: PersistentVolumeClaim): Quantities {
  const size = spec.resources?.requests?.['storage'] ?? '0'
  const name = spec.storageClassName
  return {
    'requests.storage': size,
    ...(name ? { [`${name}${storagePerClass}requests.storage`]: size, [`${name}${storagePerClass}persistentvolumeclaims`]: '1' } : {}),
  }
}

/** Whether a quota is about an object: its scopes are about pods alone. */
export function isCounted({ spec = {} }: ResourceQuota, object: KubeObject): boolean {
  const terms = [...(spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists', values: [] })), ...(spec.scopeSelector?.matchExpressions ?? [])]
  if (terms.length === 0) return true
  if (object.kind !== 'Pod') return false
  const { spec: { activeDeadlineSeconds, priorityClassName = '' } = {}, status } = object as Pod
  return terms.every(({ scopeName, operator, values = [] }) => {
    switch (scopeName) {
      case 'Terminating': return activeDeadlineSeconds !== undefined
      case 'NotTerminating': return activeDeadlineSeconds === undefined
      case 'BestEffort': return status?.qosClass === 'BestEffort'
      case 'NotBestEffort': return status?.qosClass !== 'BestEffort'
      case 'PriorityClass': return matchesClass(operator, values, priorityClassName)
      default: return false
    }
  })
}

function matchesClass(operator: string, values: readonly string[], name: string): boolean {
  switch (operator) {
    case 'In': return values.includes(name)
    case 'NotIn': return !values.includes(name)
    case 'Exists': return name !== ''
    default: return name === ''
  }
}

/** What all objects of a quota's namespace use of it together. `list` gives the namespace's objects of a kind. */
export function countUsage(quota: ResourceQuota, list: (kind: string) => readonly StoredObject[]): Quantities {
  const names = Object.keys(quota.spec?.hard ?? {})
  const usages = kinds
    .filter((kind) => kind.namespaced && names.some((name) => isAbout(name, kind.kind)))
    .flatMap((kind) => list(kind.kind).filter((object) => isCounted(quota, object)).map(usageOf))
  return Object.fromEntries(names.map((name) => [name, sumQuantities(usages.flatMap((usage) => usage[name] ?? []))]))
}

function isAbout(name: string, kind: string): boolean {
  const resource = resourceByKind.get(kind) ?? ''
  if (name === `count/${resource}`) return true
  switch (kind) {
    case 'Pod': return name === 'pods' || (!name.includes('/') && name !== 'requests.storage' && /^(requests\.|limits\.|cpu$|memory$|ephemeral-storage$|hugepages-)/.test(name))
    case 'PersistentVolumeClaim': return name === resource || name === 'requests.storage' || name.includes(storagePerClass)
    case 'Service': return name === resource || name.startsWith('services.')
    default: return counted.has(kind) && name === resource
  }
}

/** Names of a quota that more would exceed. */
export function findExceeded(hard: Quantities, used: Quantities, wanted: Quantities): readonly string[] {
  return Object.keys(wanted).filter((name) => parseQuantity(sumQuantities([used[name] ?? '0', wanted[name] ?? '0'])) > parseQuantity(hard[name] ?? '0')).sort()
}
