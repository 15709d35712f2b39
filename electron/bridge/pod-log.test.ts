import { expect, test } from 'vitest'
import { badRequest } from '../../shared/status/index.ts'
import { createCluster, createManualClock } from '../cluster/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { describeLog } from './pod-log.ts'

const asked = { namespace: 'default', name: 'web', container: 'web', previous: false }

async function openCluster() {
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(0), seed: 1 })
  await cluster.transact((tx) => {
    tx.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default' }, spec: { containers: [{ name: 'web', image: 'nginx' }] } })
  })
  return cluster
}

test('the text of the container, of the run that is asked for', async () => {
  const cluster = await openCluster()
  const readLog = (pod: { metadata: { name: string } }, container: string, { previous }: { readonly previous: boolean }) => `${pod.metadata.name} ${container} ${previous}\n`
  expect(describeLog(cluster, { readLog }, asked)).toEqual({ found: true, text: 'web web false\n' })
  expect(describeLog(cluster, { readLog }, { ...asked, previous: true })).toEqual({ found: true, text: 'web web true\n' })
})

test('why there is none, in the words of Kubernetes; a bug is thrown on', async () => {
  const cluster = await openCluster()
  const refuse = (error: Error) => ({ readLog: () => { throw error } })
  const waiting = 'container "web" in pod "web" is waiting to start: ContainerCreating'
  expect(describeLog(cluster, refuse(badRequest(waiting)), asked)).toEqual({ found: false, message: waiting })
  expect(describeLog(cluster, { readLog: () => '' }, { ...asked, name: 'other' })).toEqual({ found: false, message: 'pods "other" not found' })
  expect(() => describeLog(cluster, refuse(new TypeError('bug')), asked)).toThrow('bug')
})
