import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canRun } from './can-run.ts'
import { findKubectl } from './find-kubectl.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'podscape-kubectl-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function put(folder: string, mode: number): Promise<void> {
  await mkdir(join(root, folder), { recursive: true })
  await writeFile(join(root, folder, 'kubectl'), '')
  await chmod(join(root, folder, 'kubectl'), mode)
}

const find = () => findKubectl({ platform: 'linux', path: `:${join(root, 'one')}:${join(root, 'two')}`, bundled: join(root, 'bundled'), fetched: join(root, 'fetched'), canRun })

test('PATH goes first, then what is brought along, then what was fetched', async () => {
  expect(find()).toBeUndefined()
  await put('fetched', 0o755)
  expect(find()).toEqual({ on: 'bin', bin: join(root, 'fetched') })
  await put('bundled', 0o755)
  expect(find()).toEqual({ on: 'bin', bin: join(root, 'bundled') })
  await put('two', 0o755)
  expect(find()).toEqual({ on: 'path' })
})

test('what can not be run is none', async () => {
  await put('one', 0o644)
  await mkdir(join(root, 'two/kubectl'), { recursive: true })
  expect(find()).toBeUndefined()
})
