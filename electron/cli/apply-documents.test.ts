import { expect, test } from 'vitest'
import type { KubeObject } from '../../shared/model/index.ts'
import { createCluster, createManualClock } from '../cluster/index.ts'
import type { ManifestDocument } from '../manifest/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { applyDocuments } from './apply-documents.ts'

const documentOf = (line: number, object: KubeObject): ManifestDocument => ({ file: 'shop.yaml', index: 0, line, text: '', object, errors: [], warnings: [] })
const configMap = (name: string, namespace: string): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } })

test('what is wrong is told with its place, and all else is applied', async () => {
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(0), seed: 1 })
  const unread: ManifestDocument = {
    file: 'bad.yaml', index: 0, line: 1, text: 'a: b: c', warnings: [], errors: [{ message: 'mapping values are not allowed', position: { file: 'bad.yaml', line: 3, column: 5 } }, { message: 'too long' }],
  }
  const problems = await applyDocuments(cluster, [
    unread, documentOf(1, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }), documentOf(5, configMap('kept', 'shop')), documentOf(9, configMap('lost', 'nowhere')),
    documentOf(13, { apiVersion: 'v1', kind: 'Podd', metadata: { name: 'x' } }),
  ])
  expect(problems).toEqual([
    'bad.yaml:3:5: mapping values are not allowed', 'bad.yaml: too long', 'shop.yaml:9: namespaces "nowhere" not found', expect.stringMatching(/^shop\.yaml:13: .*no matches for kind "Podd"/s),
  ])
  expect(cluster.find({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'kept' })).toBeDefined()
})

test('nothing to apply is nothing wrong', async () => {
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(0), seed: 1 })
  expect(await applyDocuments(cluster, [])).toEqual([])
})
