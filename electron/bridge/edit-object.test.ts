import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleManifestWorker } from '../../test/support/manifest-worker.ts'
import type { ObjectRef, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, createCluster, createManualClock } from '../cluster/index.ts'
import { createManifestReader, type ManifestReader } from '../manifest/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { editObject } from './edit-object.ts'
import { describeObject } from './object-detail.ts'

const web: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' }

let workerFile: string
let reader: ManifestReader
beforeAll(async () => {
  workerFile = await bundleManifestWorker()
  reader = createManifestReader({ workerFile })
})
afterAll(async () => {
  await reader.close()
  await rm(dirname(workerFile), { recursive: true, force: true })
})

async function openCluster(): Promise<{ readonly cluster: Cluster; readonly before: string }> {
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(0), seed: 1 })
  const labels = { creation_method: 'manual', env: 'prod' }
  await cluster.transact((tx) => {
    tx.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default', labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } })
  })
  return { cluster, before: describeObject(cluster, web)!.yaml }
}

const edit = (cluster: Cluster, before: string, text: string) => editObject(cluster, reader, { ref: web, before, text })

test('what is added, changed and taken away counts, and can be undone', async () => {
  const { cluster, before } = await openCluster()
  const report = await edit(cluster, before, before.replace('    env: prod\n', '').replace('manual', 'edited'))
  expect(report).toMatchObject({ accepted: true, verb: 'edited', objects: ['pod/web'] })
  expect(cluster.get(web).metadata.labels).toEqual({ creation_method: 'edited' })
  await cluster.undo()
  expect(cluster.get(web).metadata.labels).toEqual({ creation_method: 'manual', env: 'prod' })
  expect(await edit(cluster, before, before)).toMatchObject({ accepted: true, verb: 'unchanged' })
})

test('a status that was written meanwhile is no conflict; a label is', async () => {
  const { cluster, before } = await openCluster()
  await cluster.transact((tx) => { tx.updateStatus({ ...(tx.find('Pod', 'default', 'web') as StoredObject), status: { phase: 'Running' } }) })
  expect(await edit(cluster, before, before.replace('manual', 'edited'))).toMatchObject({ accepted: true })
  expect(cluster.get(web)).toMatchObject({ metadata: { labels: { creation_method: 'edited' } }, status: { phase: 'Running' } })
  const refused = await edit(cluster, before, before.replace('prod', 'debug'))
  expect(refused).toMatchObject({ accepted: false, errors: [{ message: expect.stringContaining('the object has been modified; please apply your changes to the latest version and try again') as string }] })
})

test.each([
  ['its line', (yaml: string) => yaml.replace('image: nginx', "image: ''"), /^spec\.containers\[0\]\.image: Required value/, /image: ''/],
  ['the label with a wrong value', (yaml: string) => yaml.replace('env: prod', 'env: prod_'), /^metadata\.labels: Invalid value: "prod_"/, /env: prod_/],
  ['the label with a wrong key', (yaml: string) => yaml.replace('env: prod', '환경: prod'), /^metadata\.labels: Invalid value: "환경"/, /환경: prod/],
  ['the line that is no YAML', (yaml: string) => yaml.replace('labels:', 'labels: ['), /./, /./],
])('what is wrong is said of %s', async (_, change, message, line) => {
  const { cluster, before } = await openCluster()
  const text = change(before)
  const report = await edit(cluster, before, text)
  if (report.accepted) throw new Error('it was accepted')
  const [error] = report.errors
  expect(error?.message).toMatch(message)
  expect(text.split('\n')[(error?.position?.line ?? 0) - 1]).toMatch(line)
})

test.each([
  ['another object', (yaml: string) => yaml.replace('name: web\n  namespace', 'name: other\n  namespace'), 'At least one of apiVersion, kind and name was changed'],
  ['two', (yaml: string) => `${yaml}---\n${yaml}`, 'the edited file must hold one object'],
])('it stays one object, not %s', async (_, change, message) => {
  const { cluster, before } = await openCluster()
  const report = await edit(cluster, before, change(before))
  expect(report.accepted ? [] : report.errors.map((error) => error.message)).toEqual([message])
})
