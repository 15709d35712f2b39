import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { settle } from '../../test/support/settle.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, createCluster, createManualClock, type ManualClock, type StoreEvent } from '../cluster/index.ts'
import { podStatus } from '../registry/index.ts'
import { startSimulation } from '../simulation/index.ts'
import { createChance } from './chance.ts'
import { createDemoLog } from './demo-log.ts'
import { planScene } from './scene-plan.ts'

const now = Date.UTC(2025, 5, 4, 9, 30)

async function openDemo(pods: number, seed = 1): Promise<{ readonly cluster: Cluster; readonly clock: ManualClock }> {
  const clock = createManualClock(now)
  return { clock, cluster: await createCluster({ log: createDemoLog({ pods, now, seed }), clock, seed }) }
}

test('as many pods are planned as are asked for, on nodes that they fit', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer(), (total, seed) => {
    const { nodes, daemons, namespaces } = planScene(total, createChance(seed))
    const sizes = namespaces.flatMap(({ workloads }) => workloads.map(({ pods, evicted, ending }) => pods + evicted + ending))
    expect(sizes.every((size) => size > 0)).toBe(true)
    expect(sizes.reduce((a, b) => a + b, 0) + nodes * daemons).toBe(total)
    expect(total / nodes).toBeLessThanOrEqual(90)
    expect(new Set(namespaces.map(({ name }) => name)).size).toBe(namespaces.length)
    for (const { workloads } of namespaces) expect(new Set(workloads.map(({ name }) => name)).size).toBe(workloads.length)
  }), { numRuns: 60 })
})

test.each([1, 2, 30, 150, 3_000])('a demo of %d pods has that many, and the same ones each time', async (pods) => {
  const [{ cluster }, { cluster: again }] = [await openDemo(pods), await openDemo(pods)]
  const { items } = cluster.list('Pod')
  expect(items.length).toBe(pods)
  expect(new Set(items.map(({ metadata }) => metadata.uid)).size).toBe(pods)
  expect(again.snapshot()).toEqual(cluster.snapshot())
})

test('every object is as the write path leaves it', async () => {
  const { cluster } = await openDemo(1_000)
  for (const object of cluster.snapshot().items) {
    const { objects, undo } = await cluster.update(object)
    expect(undo, `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`).toBeUndefined()
    expect(objects[0]).toBe(object)
  }
})

test('pods are in all states that they are found in, most of them well', async () => {
  const { cluster } = await openDemo(20_000)
  const counts = new Map<string, number>()
  for (const pod of cluster.list('Pod').items as readonly StoredObject<Pod>[]) {
    const { status } = podStatus(pod)
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  expect([...counts.keys()].toSorted()).toEqual(['Completed', 'CrashLoopBackOff', 'Error', 'Evicted', 'ImagePullBackOff', 'Pending', 'Running', 'Terminating'])
  expect(counts.get('Running')).toBeGreaterThan(18_500)
})

/** Changes that are more than an entry in somebody's list. */
function describeChange({ type, object }: StoreEvent): string {
  return `${type} ${object.kind} ${object.metadata.namespace}/${object.metadata.name}`
}

test('a live demo is at rest: controllers, scheduler and kubelets find nothing to do', async () => {
  const { cluster, clock } = await openDemo(1_000)
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const changes: string[] = []
  const derived = new Set(['Event', 'Lease', 'Endpoints', 'EndpointSlice', 'ServiceAccount', 'ConfigMap'])
  const crashing = new Set((cluster.list('Pod').items as readonly StoredObject<Pod>[]).filter((pod) => podStatus(pod).status === 'CrashLoopBackOff').map(({ metadata }) => metadata.uid))
  cluster.watch(cluster.revision, (events) => {
    for (const event of events) if (!derived.has(event.object.kind) && !crashing.has(event.object.metadata.uid)) changes.push(describeChange(event))
  }, ending.signal)
  startSimulation(cluster, true, ending.signal)
  for (let step = 0; step < 60; step++) {
    await settle(cluster)
    clock.advance(1000)
  }
  expect(changes).toEqual([])
})
