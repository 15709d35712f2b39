import { expect, test } from 'vitest'
import type { ObjectRef } from '../../shared/model/index.ts'
import { createCluster, createManualClock } from '../cluster/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { describeObject } from './object-detail.ts'

const web: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' }
const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default' }, spec: { containers: [{ name: 'web', image: 'nginx' }] } }

async function openCluster() {
  const clock = createManualClock(0)
  const cluster = await createCluster({ log: createMemoryLog(), clock, seed: 1 })
  await cluster.transact((tx) => { tx.create(manifest) })
  return { clock, cluster }
}

test('what happened last comes first, within one second too', async () => {
  const { clock, cluster } = await openCluster()
  for (const [second, reasons] of [[0, ['Scheduled', 'Pulling']], [2, ['Pulled', 'Created', 'Started']]] as const) {
    clock.advance(second * 1000)
    await cluster.transact((tx) => {
      for (const reason of reasons) tx.record(tx.find('Pod', 'default', 'web')!, { type: 'Normal', reason, message: reason, component: 'kubelet' })
    })
  }
  expect(describeObject(cluster, web)?.events.map(({ reason }) => reason)).toEqual(['Started', 'Created', 'Pulled', 'Pulling', 'Scheduled'])
})

test('lists stand as kubectl writes them', async () => {
  const { cluster } = await openCluster()
  expect(describeObject(cluster, web)?.yaml).toContain('  containers:\n  - image: nginx\n')
})

test('the values of a Secret are not told, neither where they are kept nor where they were applied from', async () => {
  const { cluster } = await openCluster()
  const value = Buffer.from('hunter2').toString('base64')
  await cluster.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'password', namespace: 'default', annotations: { note: 'seen' } }, data: { password: value }, stringData: { pin: 'hunter2' } }])
  const ref: ObjectRef = { apiVersion: 'v1', kind: 'Secret', namespace: 'default', name: 'password' }
  const detail = describeObject(cluster, ref)
  expect(detail?.object['data']).toEqual({ password: '(hidden)', pin: '(hidden)' })
  expect(detail?.object.metadata.annotations).toMatchObject({ note: 'seen' })
  expect(JSON.stringify(cluster.get(ref))).toContain(value)
  expect(JSON.stringify(detail)).not.toMatch(new RegExp(`hunter2|${value}`))
})
