import type { KubeObject, Pod, ResourceQuota, StoredObject } from '../../shared/model/index.ts'
import { forbidden } from '../../shared/status/index.ts'
import { canonicalQuantity, type Kind, sumQuantities } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { keyFor, kindNamed, resourceName } from './objects.ts'
import { countUsage, findExceeded, isCounted, usageOf } from './quota-usage.ts'

type Quantities = Readonly<Record<string, string>>

/** Of these a quota asks that every container says what it wants. */
const demanded = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']

/**
 * Upstream's ResourceQuota on creation: takes what an object uses from the quotas of its namespace, or throws Forbidden when one has too little left.
 */
export function takeQuota(tx: Transaction, kind: Kind, object: KubeObject): void {
  const namespace = object.metadata.namespace ?? ''
  if (!kind.namespaced) return
  const quotas = tx.list('resourcequotas', namespace) as readonly (StoredObject & ResourceQuota)[]
  if (quotas.length === 0) return
  const usage = usageOf(object)
  const refuse = (why: string): Error => forbidden(resourceName(kind), object.metadata.name ?? '', why)
  for (const quota of quotas.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    const hard: Quantities = quota.spec?.hard ?? {}
    const wanted = mask(usage, Object.keys(hard))
    if (!isCounted(quota, object)) continue
    const missing = kind.kind === 'Pod' ? findUnsaid(object as Pod, Object.keys(hard)) : []
    if (missing.length > 0) throw refuse(`failed quota: ${quota.metadata.name}: must specify ${missing.join('; ')}`)
    if (Object.keys(wanted).length === 0) continue
    const used = countUsage(quota, (name) => tx.list(resourceOfKind(name), namespace))
    const exceeded = findExceeded(hard, used, wanted)
    if (exceeded.length > 0) {
      throw refuse(`exceeded quota: ${quota.metadata.name}, requested: ${show(wanted, exceeded)}, used: ${show(used, exceeded)}, limited: ${show(hard, exceeded)}`)
    }
    const after = Object.fromEntries(Object.entries(used).map(([name, quantity]) => [name, sumQuantities([quantity, wanted[name] ?? '0'])]))
    tx.put(keyFor(kindNamed('ResourceQuota'), namespace, quota.metadata.name), { ...quota, status: { hard, used: after } })
  }
}

function resourceOfKind(name: string): string {
  return keyFor(kindNamed(name), '', '').resource
}

function mask(quantities: Quantities, names: readonly string[]): Quantities {
  return Object.fromEntries(Object.entries(quantities).filter(([name]) => names.includes(name)))
}

function show(quantities: Quantities, names: readonly string[]): string {
  return names.map((name) => `${name}=${canonicalQuantity(quantities[name] ?? '0')}`).join(',')
}

/** `limits.cpu for: web`: what containers leave unsaid that the quota must know. */
function findUnsaid({ spec }: Pod, names: readonly string[]): readonly string[] {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  return demanded.filter((name) => names.includes(name)).sort().flatMap((name) => {
    const side = name.startsWith('limits.') ? 'limits' : 'requests'
    const resource = name.slice(name.lastIndexOf('.') + 1)
    const silent = containers.filter(({ resources }) => resources?.[side]?.[resource] === undefined).map((container) => container.name)
    return silent.length === 0 ? [] : [`${name} for: ${silent.sort().join(',')}`]
  })
}
