import fc from 'fast-check'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { createBatchUnpacker } from '../../shared/ipc/unpack-batch.ts'
import type { Cluster } from '../cluster/index.ts'
import { createCluster, createManualClock } from '../cluster/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { readPicture } from './picture-file.ts'
import { keepPicture } from './picture-keeper.ts'
import { summarise } from './summary.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'podscape-picture-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = 1_700_000_000_000
const openCluster = () => createCluster({ log: createMemoryLog(), clock: createManualClock(now), seed: 1 })
const names = ['a', 'b', 'c'] as const
const ref = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name })

/** What a window knows that is shown the file. */
async function readKept(file: string): Promise<{ readonly revision: number; readonly objects: ReadonlyMap<string, ObjectSummary> }> {
  const picture = await readPicture(file, now)
  const unpack = createBatchUnpacker()
  const objects = new Map<string, ObjectSummary>()
  for (const batch of picture?.batches ?? []) {
    const { changed, removed } = unpack(batch)
    for (const uid of removed) objects.delete(uid)
    for (const object of changed) objects.set(object.uid, object)
  }
  return { revision: picture?.revision ?? 0, objects }
}

const shownOf = (cluster: Cluster) => new Map(cluster.snapshot().items.filter(({ kind }) => kind !== 'Event').map((object) => [object.metadata.uid, summarise(object)]))

/** Applies, labels or deletes one of a few objects. */
const step = fc.record({ name: fc.constantFrom(...names), what: fc.constantFrom('apply', 'delete'), label: fc.constantFrom('x', 'y') })

test('after any sessions the picture is the cluster, and the history it is told from goes on where it ends', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 4 }), async (sessions) => {
    const file = join(folder, 'picture')
    rmSync(file, { force: true })
    const cluster = await openCluster()
    for (const steps of sessions) {
      const keeper = keepPicture(cluster, file, (await readPicture(file, now))?.revision)
      for (const { name, what, label } of steps) {
        if (what === 'apply') await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default', labels: { label } } }])
        else if (cluster.find(ref(name)) !== undefined) await cluster.delete([ref(name)])
      }
      await keeper.end()
      const { revision, objects } = await readKept(file)
      expect(objects).toEqual(shownOf(cluster))
      expect(revision).toBe(cluster.revision)
    }
    await cluster.close()
  }), { numRuns: 30 })
})

test('a session that changes little adds little to the file, and one that changes nothing leaves it alone', async () => {
  const file = join(folder, 'picture')
  const cluster = await openCluster()
  await keepPicture(cluster, file, undefined).end()
  const whole = statSync(file).size
  await keepPicture(cluster, file, cluster.revision).end()
  expect(statSync(file).size).toBe(whole)
  const keeper = keepPicture(cluster, file, cluster.revision)
  await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } }])
  await keeper.end()
  const added = statSync(file).size - whole
  expect(added).toBeGreaterThan(0)
  expect(added).toBeLessThan(whole / 2)
  await cluster.close()
})

test('a picture that is gone or another\'s is written anew', async () => {
  const file = join(folder, 'picture')
  const cluster = await openCluster()
  for (const before of [undefined, 'something else']) {
    if (before === undefined) rmSync(file, { force: true })
    else writeFileSync(file, before)
    await keepPicture(cluster, file, (await readPicture(file, now))?.revision).end()
    expect((await readKept(file)).objects).toEqual(shownOf(cluster))
  }
  await cluster.close()
})
