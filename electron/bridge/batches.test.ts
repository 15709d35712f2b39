import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { createBatchUnpacker } from '../../shared/ipc/unpack-batch.ts'
import type { StoredObject } from '../../shared/model/index.ts'
import type { Cluster, StoreEvent } from '../cluster/index.ts'
import { sendBatches } from './batches.ts'

const pod = (id: number, value: number): StoredObject => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name: `pod-${id}`, namespace: 'default', uid: `u${id}`, resourceVersion: '1', creationTimestamp: '2024-01-01T00:00:00Z', labels: { value: String(value) } },
})

/** A cluster of pods, as far as batches need one. */
function clusterOf(count: number) {
  const pods = new Map(Array.from({ length: count }, (_, id) => [id, pod(id, 0)]))
  let revision = 1
  let tell: (events: readonly StoreEvent[]) => void = () => {}
  const cluster = {
    clock: { now: () => 0 },
    snapshot: () => ({ items: [...pods.values()], revision }),
    watch: (_from: number, listener: typeof tell) => { tell = listener },
  } as unknown as Cluster
  return {
    cluster, pods,
    put(id: number, value: number) {
      const object = pod(id, value)
      pods.set(id, object)
      tell([{ type: 'MODIFIED', object, revision: ++revision } as unknown as StoreEvent])
    },
    drop(id: number) {
      const object = pods.get(id)
      if (object === undefined) return
      pods.delete(id)
      tell([{ type: 'DELETED', object, revision: ++revision } as unknown as StoreEvent])
    },
  }
}

/** What a window knows that hears of every batch. */
function listen() {
  const unpack = createBatchUnpacker()
  const known = new Map<string, string>()
  const heard: PackedBatch[] = []
  return {
    known, heard,
    hear(packed: PackedBatch) {
      heard.push(packed)
      const { reset, changed, removed } = unpack(packed)
      if (reset) known.clear()
      for (const uid of removed) known.delete(uid)
      for (const { uid, labels } of changed) known.set(uid, labels['value'] ?? '')
    },
  }
}

const step = fc.record({ id: fc.nat(2_600), value: fc.nat(9), what: fc.constantFrom('put' as const, 'drop' as const, 'wait' as const) })

test('whatever changes on the way, the window knows in the end what there is', () => {
  vi.useFakeTimers()
  try {
    fc.assert(fc.property(fc.constantFrom(0, 3, 2_500), fc.array(step, { maxLength: 40 }), (count, steps) => {
      const { cluster, pods, put, drop } = clusterOf(count)
      const { known, hear } = listen()
      sendBatches(cluster, hear, new AbortController().signal)
      for (const { what, id, value } of steps) {
        if (what === 'put') put(id, value)
        else if (what === 'drop') drop(id)
        else vi.advanceTimersToNextTimer()
      }
      vi.runAllTimers()
      expect(known).toEqual(new Map([...pods].map(([id, { metadata }]) => [`u${id}`, metadata.labels!['value']])))
    }), { numRuns: 40 })
  } finally {
    vi.useRealTimers()
  }
})

test('the whole and a flood of changes come in slices', () => {
  vi.useFakeTimers()
  try {
    const { cluster, put, drop } = clusterOf(2_500)
    const { heard, hear } = listen()
    sendBatches(cluster, hear, new AbortController().signal)
    vi.runAllTimers()
    expect(heard.map(({ reset, more, columns }) => [reset, more, columns.kind.length])).toEqual([[true, true, 1_000], [false, true, 1_000], [false, false, 500]])
    for (let id = 0; id < 1_500; id++) put(id, 1)
    for (let id = 0; id < 1_200; id++) drop(id)
    vi.runAllTimers()
    expect(heard.slice(3).map(({ removed, columns }) => [removed, columns.kind.length])).toEqual([[1_000, 300], [200, 0]])
  } finally {
    vi.useRealTimers()
  }
})
