import type { ResourceQuota, StoredObject, StringMap } from '../../shared/model/index.ts'
import { parseQuantity } from '../registry/index.ts'
import { isEnded, type StoredPod } from './pods.ts'

type Resources = Readonly<Record<string, StringMap | undefined>>

/** What of a namespace's content counts against a quota, by the quota's resources, as quantities. `list` gives the namespace's objects of a kind or resource. */
export function measureUsage(quota: StoredObject<ResourceQuota>, list: (resource: string) => readonly StoredObject[]): StringMap {
  const pods = (list('pods') as StoredPod[]).filter((pod) => !isEnded(pod) && inScope(quota, pod))
  return Object.fromEntries(Object.keys(quota.spec?.hard ?? {}).map((resource) => [resource, measure(resource, pods, list)]))
}

function measure(resource: string, pods: readonly StoredPod[], list: (resource: string) => readonly StoredObject[]): string {
  if (resource === 'pods' || resource === 'count/pods') return String(pods.length)
  const compute = /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage|[a-z0-9.-]+\/[a-z0-9.-]+)$/.exec(resource)
  if (compute !== null && !resource.startsWith('count/')) return formatAmount(compute[2] ?? '', sumOver(pods, compute[1] ?? 'requests', compute[2] ?? ''))
  switch (resource) {
    case 'services.nodeports': return String(list('services').reduce((sum, one) => sum + portsOf(one).filter((port) => port.nodePort !== undefined).length, 0))
    case 'services.loadbalancers': return String(list('services').filter((one) => specOf(one)['type'] === 'LoadBalancer').length)
    case 'requests.storage': return formatAmount('memory', list('persistentvolumeclaims').reduce((sum, claim) => sum + storageOf(claim), 0))
    default: return String(list(resource.replace(/^count\//, '')).length)
  }
}

function specOf(object: StoredObject): Readonly<Record<string, unknown>> {
  return (object['spec'] ?? {}) as Readonly<Record<string, unknown>>
}

function portsOf(service: StoredObject): readonly { readonly nodePort?: number }[] {
  return (specOf(service)['ports'] ?? []) as readonly { readonly nodePort?: number }[]
}

function storageOf(claim: StoredObject): number {
  const resources = specOf(claim)['resources'] as Resources | undefined
  return parseQuantity(resources?.['requests']?.['storage'] ?? '0')
}

function sumOver(pods: readonly StoredPod[], side: string, name: string): number {
  const of = (container: { readonly resources?: unknown }) => {
    const all = container.resources as Resources | undefined
    return parseQuantity(all?.[side]?.[name] ?? (side === 'requests' ? all?.['limits']?.[name] : undefined) ?? '0')
  }
  return pods.reduce((sum, { spec }) => {
    const together = (spec?.containers ?? []).reduce((part, container) => part + of(container), 0)
    return sum + Math.max(together, ...(spec?.initContainers ?? []).map(of))
  }, 0)
}

/** As Kubernetes shows quantities: `500m`, `2`, `1536Mi`. */
function formatAmount(name: string, amount: number): string {
  if (name === 'cpu') return Number.isInteger(amount) ? String(amount) : `${Math.ceil(amount * 1000)}m`
  for (const [unit, size] of [['Gi', 2 ** 30], ['Mi', 2 ** 20], ['Ki', 2 ** 10]] as const) if (amount > 0 && amount % size === 0) return `${amount / size}${unit}`
  return String(amount)
}

/** Whether a pod is of the kind that the quota's scopes mean. */
function inScope({ spec }: StoredObject<ResourceQuota>, pod: StoredPod): boolean {
  const terminating = pod.spec?.activeDeadlineSeconds !== undefined
  const bestEffort = pod.status?.qosClass === 'BestEffort'
  const holds = (scope: string): boolean => {
    switch (scope) {
      case 'Terminating': return terminating
      case 'NotTerminating': return !terminating
      case 'BestEffort': return bestEffort
      case 'NotBestEffort': return !bestEffort
      case 'PriorityClass': return pod.spec?.priorityClassName !== undefined
      default: return true
    }
  }
  return (spec?.scopes ?? []).every(holds) && (spec?.scopeSelector?.matchExpressions ?? []).every(({ scopeName, operator, values = [] }) => {
    if (scopeName !== 'PriorityClass') return holds(scopeName)
    const { priorityClassName = '' } = pod.spec ?? {}
    switch (operator) {
      case 'In': return values.includes(priorityClassName)
      case 'NotIn': return !values.includes(priorityClassName)
      case 'DoesNotExist': return priorityClassName === ''
      default: return priorityClassName !== ''
    }
  })
}
