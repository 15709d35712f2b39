import { expect, test } from 'vitest'
import type { StoredObject } from '../../shared/model/index.ts'
import { createEncoder, decodePart, decodeRecord, encodePart, encodeRecord } from './codec.ts'

function pod(index: number, spec: object | undefined): StoredObject {
  const name = `pod-${index}`
  const metadata = { name, uid: name, resourceVersion: String(index), creationTimestamp: '2026-01-01T00:00:00Z' }
  return { apiVersion: 'v1', kind: 'Pod', metadata, ...(spec === undefined ? {} : { spec }), status: { phase: 'Pending' }, extra: undefined }
}

test('a pod reads as it was written, whether a part stands for its spec, it has its own or none', () => {
  const spec = { nodeName: 'node-1', containers: [{ name: 'mäin', image: 'nginx' }] }
  const cases = [[pod(1, spec), 17], [pod(2, spec), undefined], [pod(3, undefined), undefined]] as const
  const read = cases.map(([object, part], place) => decodeRecord(place + 1, encodeRecord({ type: 'ADDED', resource: 'pods', revision: place + 1, object }, part), (number) => (number === 17 ? spec : undefined)))
  expect(read.map((record) => JSON.stringify(record?.object))).toEqual(cases.map(([object]) => JSON.stringify(object)))
})

test('records that are encoded one after another are each whole before the next', () => {
  const encode = createEncoder()
  const record = (text: string) => ({ type: 'ADDED', resource: 'pods', revision: 1, object: { ...pod(1, undefined), text } }) as const
  for (const text of ['short', 'é가'.repeat(20_000), '']) expect(decodeRecord(1, encode(record(text)), () => undefined)?.object['text']).toBe(text)
})

test('a part is read under its own number only', () => {
  expect(decodePart(3, encodePart(3, { a: 1 }))).toEqual({ a: 1 })
  expect(decodePart(4, encodePart(3, { a: 1 }))).toBeUndefined()
})
