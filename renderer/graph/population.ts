import { hasBit, type Words } from '../../shared/selector/index.ts'
import type { NamespaceEntry, PodTable } from '../state/index.ts'
import type { Population } from './layout.ts'

/** Every pod, and every namespace that is there or holds one. */
export function wholePopulation(pods: PodTable, namespaces: readonly NamespaceEntry[]): Population {
  return {
    capacity: pods.capacity,
    namespaceOf: (slot) => (pods.alive[slot] === 1 ? pods.namespace[slot]! : -1),
    namespaces: namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0),
  }
}

/** Only pods that match, and only the namespaces that hold one. */
export function matchedPopulation(pods: PodTable, namespaces: readonly NamespaceEntry[], matched: Words): Population {
  const holding = new Set<number>()
  const namespaceOf = (slot: number) => (pods.alive[slot] === 1 && hasBit(matched, slot) ? pods.namespace[slot]! : -1)
  for (let slot = 0; slot < pods.capacity; slot++) {
    const namespace = namespaceOf(slot)
    if (namespace >= 0) holding.add(namespace)
  }
  return { capacity: pods.capacity, namespaceOf, namespaces: namespaces.filter((entry) => holding.has(entry.index)) }
}
