import { expect, test } from 'vitest'
import type { StoredObject } from '../../shared/model/index.ts'
import { decodeRecord, encodeRecord } from './codec.ts'
import { deepFreeze } from './freeze.ts'

function pod(index: number, spec: object | undefined): StoredObject {
  const name = `pod-${index}`
  const metadata = { name, uid: name, resourceVersion: String(index), creationTimestamp: '2026-01-01T00:00:00Z' }
  return { apiVersion: 'v1', kind: 'Pod', metadata, ...(spec === undefined ? {} : { spec }), status: { phase: 'Pending' }, extra: undefined }
}

test('a pod reads as it was written, whether it shares its spec with others, has its own or none', () => {
  const shared = deepFreeze({ nodeName: 'node-1', containers: [{ name: 'mäin', image: 'nginx' }] })
  const open = { containers: [{ name: 'first' }] }
  const specs = [shared, ...Array.from({ length: 1_200 }, (_, index) => deepFreeze({ containers: [{ name: `c-${index}` }] })), shared, undefined, open]
  const pods = specs.map((spec, index) => pod(index + 1, spec))
  const read = () => pods.map((object, index) => decodeRecord(index + 1, encodeRecord({ type: 'ADDED', resource: 'pods', revision: index + 1, object }))?.object)
  const texts = pods.map((object) => JSON.stringify(object))
  expect(read().map((object) => JSON.stringify(object))).toEqual(texts)
  expect(read().map((object) => JSON.stringify(object))).toEqual(texts)
})
