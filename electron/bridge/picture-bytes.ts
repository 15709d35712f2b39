import { createHash } from 'node:crypto'
import type { BatchColumns, PackedBatch } from '../../shared/ipc/packed-batch.ts'

/** The picture of a cluster at a revision, as the window is sent it. */
export interface KeptPicture {
  readonly revision: number
  readonly batches: readonly PackedBatch[]
}

/** Counts up whenever what is packed, or what is told of an object, changes: a picture of another format is not used. */
const format = 2

const mark = Buffer.from(`podscape picture ${format}\n`)
const hashLength = 20
const sizeLength = 4

const columnTypes = {
  apiVersion: Int32Array, kind: Int32Array, namespace: Int32Array, flags: Uint8Array, created: Float64Array, labelCount: Int32Array, labels: Int32Array,
  owners: Int32Array, selects: Int32Array, pods: Int32Array, states: Uint8Array, containers: Int32Array, ports: Int32Array,
} as const
const columnNames = Object.keys(columnTypes) as readonly (keyof BatchColumns)[]

/** What of a batch is neither text nor column, and how many bytes its parts have. */
type Head = Pick<PackedBatch, 'revision' | 'reset' | 'more' | 'forget' | 'removed'> & { readonly sizes: readonly number[] }

/** Writes a picture, or what is added to one, piece by piece: its beginning, its batches, its end, which holds a checksum of all before. */
export function createPictureWriter(): { begin(): Buffer; add(batch: PackedBatch): Buffer; end(): Buffer } {
  const hash = createHash('sha1')
  const hashed = (bytes: Buffer): Buffer => {
    hash.update(bytes)
    return bytes
  }
  return {
    begin: () => hashed(mark),
    add: ({ revision, reset, more, forget, removed, words, texts, columns }) => {
      const parts = [Buffer.from(words), Buffer.from(texts), ...columnNames.map((name) => bytesOf(columns[name]))]
      const head = Buffer.from(JSON.stringify({ revision, reset, more, forget, removed, sizes: parts.map(({ length }) => length) } satisfies Head))
      const body = [sizeOf(head.length), head, ...parts]
      return hashed(Buffer.concat([sizeOf(body.reduce((sum, { length }) => sum + length, 0)), ...body]))
    },
    end: () => Buffer.concat([hashed(sizeOf(0)), hash.digest()]),
  }
}

/** Undefined when the bytes are not all of what this program's writers made: a picture, and what was added to it. `now` is what its batches say of the time. */
export function parsePicture(bytes: Buffer, now: number): KeptPicture | undefined {
  const batches: PackedBatch[] = []
  for (let from = 0; from < bytes.length;) {
    const end = findEnd(bytes, from)
    const next = end + hashLength
    if (end === -1 || next > bytes.length || !createHash('sha1').update(bytes.subarray(from, end)).digest().equals(bytes.subarray(end, next))) return undefined
    for (let at = from + mark.length; at < end - sizeLength;) {
      const size = bytes.readUInt32LE(at)
      batches.push(parseBatch(bytes.subarray(at + sizeLength, (at += sizeLength + size)), now))
    }
    from = next
  }
  const last = batches.at(-1)
  if (last === undefined || batches[0]?.reset !== true) return undefined
  return { revision: last.revision, batches: batches.map((batch) => ({ ...batch, more: batch !== last })) }
}

/** Where the checksum stands of what begins here; -1 when it is nothing that a writer made. */
function findEnd(bytes: Buffer, from: number): number {
  const begin = from + mark.length
  if (!bytes.subarray(from, begin).equals(mark)) return -1
  for (let at = begin; at + sizeLength <= bytes.length;) {
    const size = bytes.readUInt32LE(at)
    at += sizeLength + size
    if (size === 0) return at
  }
  return -1
}

function parseBatch(bytes: Buffer, now: number): PackedBatch {
  let at = sizeLength + bytes.readUInt32LE(0)
  const { sizes, ...head } = JSON.parse(bytes.toString('utf8', sizeLength, at)) as Head
  const [words = empty, texts = empty, ...columns] = sizes.map((size) => bytes.subarray(at, (at += size)))
  return { ...head, now, kept: true, words: words.toString(), texts: texts.toString(), columns: columnsOf(columns) }
}

function sizeOf(length: number): Buffer {
  const size = Buffer.alloc(sizeLength)
  size.writeUInt32LE(length)
  return size
}

const empty = Buffer.alloc(0)

function bytesOf({ buffer, byteOffset, byteLength }: BatchColumns[keyof BatchColumns]): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** Each column has memory of its own: what is sent of a part of a buffer is all of the buffer. */
function columnsOf(parts: readonly Buffer[]): BatchColumns {
  const columns = columnNames.map((name, place) => {
    const part = parts[place] ?? empty
    return [name, new columnTypes[name](new Uint8Array(part).buffer)] as const
  })
  return Object.fromEntries(columns) as unknown as BatchColumns
}
