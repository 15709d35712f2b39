import type { StoreEvent } from '../cluster/index.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { type Amount, requestOf } from './scheduler-plan.ts'

/** What the pods on every node have asked for, kept up as pods come and go. */
export interface Allocations {
  on(node: string): Amount
  /** Counts a pod that is being bound, until its change arrives. */
  assume(pod: StoredObject<Pod>, node: string): void
  observe(event: StoreEvent): void
}

const nothing: Amount = { cpu: 0, memory: 0, pods: 0 }

export function createAllocations(): Allocations {
  const totals = new Map<string, Amount>()
  const placed = new Map<string, { readonly node: string; readonly amount: Amount }>()

  function add(node: string, amount: Amount, sign: 1 | -1): void {
    const { cpu, memory, pods } = totals.get(node) ?? nothing
    totals.set(node, { cpu: cpu + sign * amount.cpu, memory: memory + sign * amount.memory, pods: pods + sign * amount.pods })
  }

  function place(uid: string, node: string, amount: Amount): void {
    const before = placed.get(uid)
    if (before?.node === node) return
    remove(uid)
    placed.set(uid, { node, amount })
    add(node, amount, 1)
  }

  function remove(uid: string): void {
    const before = placed.get(uid)
    if (before === undefined) return
    placed.delete(uid)
    add(before.node, before.amount, -1)
  }

  return {
    on: (node) => totals.get(node) ?? nothing,
    assume: (pod, node) => place(pod.metadata.uid, node, requestOf(pod)),
    observe: ({ type, object }) => {
      if (object.kind !== 'Pod') return
      const pod = object as StoredObject<Pod>
      const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
      // A pod bound to none releases what was assumed for it: its binding was not written.
      if (type === 'DELETED' || ended || !pod.spec?.nodeName) remove(pod.metadata.uid)
      else place(pod.metadata.uid, pod.spec.nodeName, requestOf(pod))
    },
  }
}
