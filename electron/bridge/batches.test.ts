import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { createBatchUnpacker } from '../../shared/ipc/unpack-batch.ts'
import type { StoredObject } from '../../shared/model/index.ts'
import { expired } from '../../shared/status/index.ts'
import type { Cluster, StoreEvent } from '../cluster/index.ts'
import { packWhole, sendBatches, sendPicture } from './batches.ts'
import type { KeptPicture } from './picture-bytes.ts'

const pod = (id: number, value: number, revision: number): StoredObject => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name: `pod-${id}`, namespace: 'default', uid: `u${id}`, resourceVersion: String(revision), creationTimestamp: '2024-01-01T00:00:00Z', labels: { value: String(value) } },
})

/** A cluster of pods, as far as batches need one. It remembers its changes after revision `oldest`. */
function clusterOf(count: number, oldest = 1) {
  const pods = new Map(Array.from({ length: count }, (_, id) => [id, pod(id, 0, 1)]))
  const history: StoreEvent[] = []
  let revision = 1
  let listener: (events: readonly StoreEvent[]) => void = () => {}
  const tell = (event: object) => {
    history.push(event as StoreEvent)
    listener([event as StoreEvent])
  }
  const cluster = {
    clock: { now: () => 0 },
    get revision() { return revision },
    snapshot: () => ({ items: [...pods.values()], revision }),
    watch: (from: number, hear: typeof listener) => {
      if (from < Math.min(oldest, revision)) throw expired('too old')
      if (from < revision) hear(history.slice(from - 1))
      listener = hear
    },
  } as unknown as Cluster
  return {
    cluster, pods,
    put(id: number, value: number) {
      const object = pod(id, value, ++revision)
      pods.set(id, object)
      tell({ type: 'MODIFIED', object, revision })
    },
    drop(id: number) {
      const object = pods.get(id)
      if (object === undefined) return
      pods.delete(id)
      tell({ type: 'DELETED', object, revision: ++revision })
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

/** Sends to a window that takes each batch as soon as there is time. */
function sendToQuick(...[cluster, hear, signal, options]: Parameters<typeof sendBatches>): void {
  const taken = sendBatches(cluster, (batch) => {
    hear(batch)
    setTimeout(() => taken(1))
  }, signal, options)
}

/** What the cluster's picture is at the moment, kept. */
function keep(cluster: Cluster): KeptPicture {
  const snapshot = cluster.snapshot()
  const batches = [...packWhole(createBatchPacker(), snapshot, 0)].map((batch) => ({ ...batch, kept: true }))
  return { revision: snapshot.revision, batches }
}

const step = fc.record({ id: fc.nat(2_600), value: fc.nat(9), what: fc.constantFrom('put' as const, 'drop' as const, 'wait' as const) })

test('whatever changes on the way, the window knows in the end what there is', () => {
  vi.useFakeTimers()
  try {
    fc.assert(fc.property(fc.constantFrom(0, 3, 2_500), fc.array(step, { maxLength: 40 }), (count, steps) => {
      const { cluster, pods, put, drop } = clusterOf(count)
      const { known, hear } = listen()
      sendToQuick(cluster, hear, new AbortController().signal)
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

test('whatever has changed since a picture was kept, the window that was shown it knows in the end what there is, and was never asked to forget', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(0, 3, 2_500), fc.array(step, { maxLength: 40 }), fc.nat(40), fc.constantFrom(1, 5), async (count, steps, late, oldest) => {
    const { cluster, pods, put, drop } = clusterOf(count, oldest)
    const { known, heard, hear } = listen()
    const { signal } = new AbortController()
    const kept = keep(cluster)
    const take = (some: typeof steps) => {
      for (const { what, id, value } of some) {
        if (what === 'put') put(id, value)
        else if (what === 'drop') drop(id)
      }
    }
    take(steps.slice(0, late))
    await sendPicture(kept, hear, signal)
    expect(known.size).toBe(count)
    vi.useFakeTimers()
    try {
      sendToQuick(cluster, hear, signal, kept)
      take(steps.slice(late))
      vi.runAllTimers()
    } finally {
      vi.useRealTimers()
    }
    expect(known).toEqual(new Map([...pods].map(([id, { metadata }]) => [`u${id}`, metadata.labels!['value']])))
    expect(heard.slice(kept.batches.length).some(({ reset, kept: old }) => reset || old)).toBe(false)
  }), { numRuns: 40 })
})

test('a picture of a later revision than the cluster has is replaced', async () => {
  const later = clusterOf(5)
  later.put(9, 1)
  const { known, hear } = listen()
  const { signal } = new AbortController()
  const kept = keep(later.cluster)
  await sendPicture(kept, hear, signal)
  sendBatches(clusterOf(2).cluster, hear, signal, kept)
  expect([...known.keys()]).toEqual(['u0', 'u1'])
})

test('the whole and a flood of changes come in slices', () => {
  vi.useFakeTimers()
  try {
    const { cluster, put, drop } = clusterOf(2_500)
    const { heard, hear } = listen()
    sendToQuick(cluster, hear, new AbortController().signal)
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

test('a window that is behind gets no more than it can take, and then each object once, in its last state', () => {
  vi.useFakeTimers()
  try {
    const slowStep = fc.record({ id: fc.nat(20), value: fc.nat(9), what: fc.constantFrom('put' as const, 'drop' as const, 'wait' as const, 'take' as const) })
    fc.assert(fc.property(fc.array(slowStep, { maxLength: 60 }), (steps) => {
      const { cluster, pods, put, drop } = clusterOf(3)
      const { known, heard, hear } = listen()
      const take = sendBatches(cluster, hear, new AbortController().signal)
      const whole = heard.length
      let taken = 0
      for (const { what, id, value } of steps) {
        if (what === 'put') put(id, value)
        else if (what === 'drop') drop(id)
        else if (what === 'wait') vi.advanceTimersByTime(1_000)
        else {
          const away = heard.length - whole - taken
          taken += away
          take(away)
        }
        expect(heard.length - whole - taken).toBeLessThanOrEqual(2)
      }
      const before = heard.length
      vi.runAllTimers()
      for (let turn = 0; turn < 3; turn++) {
        take(2)
        vi.runAllTimers()
      }
      expect(heard.length - before).toBeLessThanOrEqual(2)
      expect(known).toEqual(new Map([...pods].map(([id, { metadata }]) => [`u${id}`, metadata.labels!['value']])))
    }), { numRuns: 60 })
  } finally {
    vi.useRealTimers()
  }
})
