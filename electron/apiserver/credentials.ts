import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Certificate, isUsable, makeCertificate } from './certificate.ts'

/** What a client needs to be let in. It is kept, so that a kubeconfig stays good over restarts. */
export interface Credentials extends Certificate {
  /** 256 bits, as hexadecimal digits. */
  readonly token: string
}

/** Reads the credentials that a folder holds; makes those that are missing, damaged or about to end. Without a folder they are made anew. */
export async function openCredentials(folder: string | undefined, now: number): Promise<Credentials> {
  const kept = folder === undefined ? undefined : await read(join(folder, fileName))
  const certificate = kept !== undefined && isUsable(kept, now) ? { cert: kept.cert, key: kept.key } : await makeCertificate(now)
  const token = kept !== undefined && /^[0-9a-f]{64}$/.test(kept.token) ? kept.token : randomBytes(32).toString('hex')
  const credentials = { ...certificate, token }
  if (folder !== undefined && (kept?.cert !== credentials.cert || kept.token !== token)) await writePrivate(join(folder, fileName), JSON.stringify(credentials))
  return credentials
}

const fileName = 'credentials.json'

async function read(file: string): Promise<Credentials | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof value !== 'object' || value === null || !('cert' in value) || !('key' in value) || !('token' in value)) return undefined
    const { cert, key, token } = value
    return typeof cert === 'string' && typeof key === 'string' && typeof token === 'string' ? { cert, key, token } : undefined
  } catch {
    // A file that is not there or cannot be read is made anew.
    return undefined
  }
}

/** Writes a file that only its owner may read, whole or not at all, in a folder that only its owner may enter. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, file)
}
