import { expect, test } from 'vitest'
import type { ImportProgress } from '../../shared/ipc/contract.ts'
import { type Cluster, createCluster, createManualClock } from '../cluster/index.ts'
import type { ManifestDocument, ManifestReader } from '../manifest/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { createImports, type Imports } from './imports.ts'

const pods = 500

function documentOf(index: number): ManifestDocument {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}` }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }
  return { file: 'pods.yaml', index, line: 1, text: '', object, errors: [], warnings: [] }
}

async function openImports(): Promise<{ readonly cluster: Cluster; readonly imports: Imports }> {
  const pace = { turn: () => new Promise<void>(setImmediate), isOver: () => true }
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(0), seed: 1, pace })
  const reader: Pick<ManifestReader, 'readManifestText'> = {
    readManifestText: () => Promise.resolve({ documents: Array.from({ length: pods }, (_, index) => documentOf(index)) }),
  }
  return { cluster, imports: createImports({ cluster, reader: reader as ManifestReader, paths: () => undefined, makeId: () => 'import' }) }
}

const source = { kind: 'text', name: 'pods.yaml', text: '' } as const

test('tells how far it has come, and applies all in one', async () => {
  const { cluster, imports } = await openImports()
  const told: ImportProgress[] = []
  const report = await imports.run(source, undefined, (progress) => told.push(progress))
  expect([report.applied, cluster.list('Pod').items.length]).toEqual([true, pods])
  expect(told.at(0)).toMatchObject({ stage: 'reading' })
  expect(told.at(-1)).toMatchObject({ stage: 'applying', total: pods })
})

test('leaves nothing behind when it is cancelled while it is applied', async () => {
  const { cluster, imports } = await openImports()
  const before = cluster.revision
  const run = imports.run(source, undefined, ({ stage }) => {
    if (stage === 'applying') setTimeout(() => imports.cancel('import'))
  })
  await expect(run).rejects.toThrow('the import was cancelled; nothing was applied')
  await cluster.transact(() => {})
  expect([cluster.revision, cluster.list('Pod').items.length]).toEqual([before, 0])
})
