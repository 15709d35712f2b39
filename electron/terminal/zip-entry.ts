import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** A file in a zip archive, as the archive's directory tells of it. */
interface ZipEntry {
  readonly method: number
  /** Bytes in the archive. */
  readonly packed: number
  /** Place of its local header. */
  readonly offset: number
}

const DIRECTORY_END = 0x06054B50
const DIRECTORY_ENTRY = 0x02014B50
const LOCAL_HEADER = 0x04034B50
const DEFLATED = 8

/** The content of one deflated file of a zip archive, as a stream. Throws when the archive is damaged or has no such file. */
export async function readZipEntry(archive: FileHandle, name: string): Promise<Readable> {
  const entry = findEntry(await readDirectory(archive), name)
  if (entry === undefined || entry.method !== DEFLATED) throw new Error(`the archive holds no deflated ${name}`)
  const header = await readAt(archive, entry.offset, 30)
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error('the archive is damaged')
  // The lengths of name and extra field are the local header's own.
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = archive.createReadStream({ start, end: start + entry.packed - 1, autoClose: false })
  const inflated = createInflateRaw()
  packed.once('error', (error) => inflated.destroy(error))
  return packed.pipe(inflated)
}

/** The archive's directory. One in the 64-bit form is refused. */
async function readDirectory(archive: FileHandle): Promise<Buffer> {
  const { size } = await archive.stat()
  // A comment of up to 64 KiB may follow the directory's end.
  const tail = await readAt(archive, Math.max(0, size - 22 - 65_535), Math.min(size, 22 + 65_535))
  const mark = Buffer.alloc(4)
  mark.writeUInt32LE(DIRECTORY_END)
  const end = tail.lastIndexOf(mark)
  if (end === -1 || end + 22 > tail.length) throw new Error('this is no zip archive')
  return readAt(archive, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
}

function findEntry(directory: Buffer, wanted: string): ZipEntry | undefined {
  for (let place = 0; place + 46 <= directory.length && directory.readUInt32LE(place) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(place + 28)
    const name = directory.toString('utf8', place + 46, place + 46 + nameLength)
    if (name === wanted) {
      return {
        method: directory.readUInt16LE(place + 10), packed: directory.readUInt32LE(place + 20), offset: directory.readUInt32LE(place + 42),
      }
    }
    place += 46 + nameLength + directory.readUInt16LE(place + 30) + directory.readUInt16LE(place + 32)
  }
  return undefined
}

async function readAt(archive: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await archive.read(buffer, 0, length, position)
  if (bytesRead < length) throw new Error('the archive is cut off')
  return buffer
}
