import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { createManifestReader } from '../../electron/manifest/index.ts'
import { ROOT } from '../support/launch.ts'
import { makePod, writeManifest } from '../support/made-up-pods.ts'
import { printTable, show } from '../support/measure.ts'

const DOCUMENTS = 10_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('reading 10,000 documents against bare yaml', async () => {
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => writeManifest(makePod(i, DOCUMENTS)))
  // A drop may hold 20 MiB: as many documents a file as make ten files of the lot, read one after the other.
  const files = await Promise.all(Array.from({ length: 10 }, async (_, i) => {
    const file = join(folder, `${i}.yaml`)
    await writeFile(file, documents.slice((i * DOCUMENTS) / 10, ((i + 1) * DOCUMENTS) / 10).join('---\n'))
    return file
  }))
  const reader = createManifestReader({ workerFile: join(ROOT, 'out/main/manifest-worker.cjs') })
  const start = performance.now()
  let read = 0
  for (const file of files) read += (await reader.readManifests([file])).documents.filter((document) => document.object !== undefined).length
  const ours = performance.now() - start
  await reader.close()
  expect(read).toBe(DOCUMENTS)

  const yamlStart = performance.now()
  for (const document of documents) parseDocument(document).toJS()
  const yaml = performance.now() - yamlStart
  printTable(['documents', 'Podscape, ms', 'bare yaml, one thread, ms', 'ratio'], [[String(DOCUMENTS), show(ours), show(yaml), `${show(ours / yaml)} x`]])
})
