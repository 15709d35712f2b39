import { createHash } from 'node:crypto'
import type { BatchColumns, PackedBatch } from '../../shared/ipc/packed-batch.ts'

/** The picture of a cluster at a revision, as the window is sent it. */
export interface KeptPicture {
  readonly revision: number
  readonly batches: readonly PackedBatch[]
}

/** Counts up whenever what is packed, or what is told of an object, changes: a picture of another format is not used. */
const format = 1

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

/** Writes a picture piece by piece: its beginning, its batches, its end, which holds a checksum of all before. */
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
      const size = Buffer.alloc(sizeLength)
      size.writeUInt32LE(head.length)
      return hashed(Buffer.concat([size, head, ...parts]))
    },
    end: () => hash.digest(),
  }
}

/** Undefined when the bytes are not all of what this program's writer made. `now` is what the picture's batches say of the time. */
export function parsePicture(bytes: Buffer, now: number): KeptPicture | undefined {
  const end = bytes.length - hashLength
  if (end < mark.length || !bytes.subarray(0, mark.length).equals(mark)) return undefined
  if (!createHash('sha1').update(bytes.subarray(0, end)).digest().equals(bytes.subarray(end))) return undefined
  const batches: PackedBatch[] = []
  for (let at = mark.length; at < end;) {
    const headEnd = at + sizeLength + bytes.readUInt32LE(at)
    const { sizes, ...head } = JSON.parse(bytes.toString('utf8', at + sizeLength, headEnd)) as Head
    at = headEnd
    const [words = empty, texts = empty, ...columns] = sizes.map((size) => bytes.subarray(at, (at += size)))
    batches.push({ ...head, now, kept: true, words: words.toString(), texts: texts.toString(), columns: columnsOf(columns) })
  }
  const [first] = batches
  return first === undefined ? undefined : { revision: first.revision, batches }
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
