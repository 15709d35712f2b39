import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { createBatchUnpacker } from '../../shared/ipc/unpack-batch.ts'
import { createPictureWriter, parsePicture } from './picture-bytes.ts'

const pod = (name: string, label: string): ObjectSummary => ({
  uid: `uid of ${name}`, apiVersion: 'v1', kind: 'Pod', namespace: 'default', name, labels: { label }, created: 1_700_000_000_000.5, terminating: false,
  owner: { kind: 'ReplicaSet', name: 'web', uid: 'r' },
  pod: {
    state: 'failed', status: 'CrashLoopBackOff', ip: '10.0.0.1', node: 'node-1', restarts: 3, readyContainers: 0,
    containers: [{ name: 'main', image: 'nginx', ready: false, restarts: 3, status: 'CrashLoopBackOff', ports: [{ name: 'web', port: 80, protocol: 'TCP' }] }],
  },
})

function write(batches: readonly PackedBatch[]): Buffer {
  const writer = createPictureWriter()
  return Buffer.concat([writer.begin(), ...batches.map((batch) => writer.add(batch)), writer.end()])
}

function packed(slices: readonly (readonly ObjectSummary[])[]): readonly PackedBatch[] {
  const pack = createBatchPacker()
  return slices.map((changed, place) => pack({ revision: 7, now: 1, reset: place === 0, changed, removed: [] }, place < slices.length - 1))
}

const slices = fc.array(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })).map(([name, label]) => pod(name, label)), { maxLength: 3 }), { minLength: 1, maxLength: 4 })

test('what is read is what was written, at the time of reading', () => {
  fc.assert(fc.property(slices, (given) => {
    const picture = parsePicture(write(packed(given)), 5)
    const unpack = createBatchUnpacker()
    expect(picture?.revision).toBe(7)
    expect(picture?.batches.map((batch) => [batch.kept, batch.more, unpack(batch)])).toEqual(
      given.map((changed, place) => [true, place < given.length - 1, { revision: 7, now: 5, reset: place === 0, changed, removed: [] }]))
  }))
})

test('what was added to a picture is read with it, up to the revision of what was added last', () => {
  const added = (place: number) => createBatchPacker()({ revision: 8 + place, now: 1, reset: false, changed: [pod(`new-${place}`, 'z')], removed: ['uid of a'] }, false)
  const base = packed([[pod('a', 'x')], [pod('b', 'y')]])
  const picture = parsePicture(Buffer.concat([write(base), write([added(0)]), write([added(1)])]), 5)
  const unpack = createBatchUnpacker()
  expect(picture?.revision).toBe(9)
  expect(picture?.batches.map(({ more }) => more)).toEqual([true, true, true, false])
  expect(picture?.batches.map((batch) => unpack(batch)).slice(2).map(({ reset, changed, removed }) => [reset, changed[0]?.name, removed])).toEqual([[false, 'new-0', ['uid of a']], [false, 'new-1', ['uid of a']]])
  expect(parsePicture(write([added(0)]), 5)).toBeUndefined()
})

test('bytes that are cut off or changed are no picture', () => {
  const whole = write(packed([[pod('a', 'x')], [pod('b', 'y')]]))
  fc.assert(fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, turn) => {
    const broken = Buffer.from(whole)
    broken.writeUInt8(broken.readUInt8(at) ^ turn, at)
    expect(parsePicture(broken, 0)).toBeUndefined()
    expect(parsePicture(whole.subarray(0, at), 0)).toBeUndefined()
  }))
  expect(parsePicture(write([]), 0)).toBeUndefined()
})
