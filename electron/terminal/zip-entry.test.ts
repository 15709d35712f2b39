import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readZipEntry } from './zip-entry.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-zip-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** An archive as zip programs write it: the local header's extra field differs from the directory's, and a comment follows. */
function makeZip(files: Readonly<Record<string, string>>, comment = ''): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034B50)
    local.writeUInt16LE(name.length, 26)
    local.writeUInt16LE(4, 28)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014B50)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(content.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), Buffer.alloc(4), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + 4 + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054B50)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end, Buffer.from(comment)])
}

async function read(bytes: Buffer, name: string): Promise<string> {
  await writeFile(join(folder, 'archive.zip'), bytes)
  const archive = await open(join(folder, 'archive.zip'))
  try {
    return await text(await readZipEntry(archive, name))
  } finally {
    await archive.close()
  }
}

test('reads one file of several', async () => {
  const zip = makeZip({ 'helm/helm': 'no', 'kubectl/kubectl': 'yes'.repeat(1_000) }, 'a comment')
  expect(await read(zip, 'kubectl/kubectl')).toBe('yes'.repeat(1_000))
  await expect(read(zip, 'kubectl')).rejects.toThrow('holds no deflated kubectl')
})

test('refuses what is damaged', async () => {
  const zip = makeZip({ 'kubectl/kubectl': 'yes'.repeat(1_000) })
  await expect(read(Buffer.from('PK, but no archive'), 'x')).rejects.toThrow('no zip archive')
  await expect(read(zip.subarray(0, -10), 'kubectl/kubectl')).rejects.toThrow('no zip archive')
  await expect(read(Buffer.concat([Buffer.from([0]), zip.subarray(1)]), 'kubectl/kubectl')).rejects.toThrow('damaged')
})
