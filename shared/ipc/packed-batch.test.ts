import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POD_STATES, type ClusterBatch, type ContainerSummary, type ObjectSummary } from './contract.ts'
import { createBatchPacker } from './pack-batch.ts'
import { createBatchUnpacker } from './unpack-batch.ts'

/** Few words and any text, so that words are met again. */
const word = fc.oneof(fc.constantFrom('', 'web', 'Pod', 'v1', 'Running'), fc.string({ unit: 'binary' }))
const count = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const labels = fc.dictionary(fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'), word, { noNullPrototype: true, maxKeys: 4 })
const port = fc.record({ port: count, protocol: word, name: fc.string({ minLength: 1 }) }, { requiredKeys: ['port', 'protocol'] })
const container: fc.Arbitrary<ContainerSummary> = fc.record({
  name: word, image: word, ready: fc.boolean(), restarts: count, status: word, ports: fc.array(port, { maxLength: 3 }),
})
const object = fc.record({
  uid: fc.string(), apiVersion: word, kind: word, namespace: word, name: fc.string({ unit: 'binary' }), labels, created: fc.double({ noNaN: false }), terminating: fc.boolean(),
  owner: fc.record({ kind: word, name: word, uid: word }),
  selects: fc.record({ matchLabels: labels, matchExpressions: fc.constant([{ key: 'a', operator: 'In', values: ['b'] }]) }, { requiredKeys: [] }),
  pod: fc.record({
    state: fc.constantFrom(...POD_STATES), status: word, ip: fc.string(), node: word, restarts: count, readyContainers: count, containers: fc.array(container, { maxLength: 3 }),
  }),
}, { requiredKeys: ['uid', 'apiVersion', 'kind', 'namespace', 'name', 'labels', 'created', 'terminating'] }) as fc.Arbitrary<ObjectSummary>
const batch: fc.Arbitrary<ClusterBatch> = fc.record({
  revision: fc.nat(), now: fc.double({ noNaN: true }), reset: fc.boolean(), changed: fc.array(object, { maxLength: 5 }), removed: fc.array(fc.string(), { maxLength: 5 }),
})

test('what is unpacked is what was packed, also across a structured clone and after words were forgotten', () => {
  fc.assert(fc.property(fc.array(batch, { maxLength: 6 }), fc.constantFrom(3, 1000), (batches, mostWords) => {
    const pack = createBatchPacker(mostWords)
    const unpack = createBatchUnpacker()
    for (const one of batches) expect(unpack(structuredClone(pack(one, false)))).toEqual(one)
  }))
})

const pod = (name: string): ObjectSummary => ({
  uid: name, apiVersion: 'v1', kind: 'Pod', namespace: 'default', name, labels: { app: 'web' }, created: 0, terminating: false,
})

test('each word is sent once', () => {
  const pack = createBatchPacker()
  const send = (name: string) => pack({ revision: 1, now: 0, reset: false, changed: [pod(name)], removed: [] }, false)
  expect(JSON.parse(send('a').words)).toEqual(['v1', 'Pod', 'default', 'app', 'web'])
  expect(JSON.parse(send('b').words)).toEqual([])
})
