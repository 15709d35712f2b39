import type { StoredObject } from '../../shared/model/index.ts'
import type { LogRecord } from './log.ts'

const types = { ADDED: 'A', MODIFIED: 'M', DELETED: 'D' } as const
const typeOf = new Map<unknown, LogRecord['type']>([['A', 'ADDED'], ['M', 'MODIFIED'], ['D', 'DELETED']])

/** A record as bytes: sealed JSON. Its revision is the record's key. With `part`, the number of that part stands for its spec. */
export function encodeRecord(record: LogRecord, part?: number): Buffer {
  return Buffer.from(createEncoder()(record, part))
}

/** Encodes records one after another into one piece of memory: the bytes of each are good until the next. */
export function createEncoder(): (record: LogRecord, part?: number) => Buffer {
  const sealNext = createSealer()
  return (record, part) => sealNext(formatRecord(record, part))
}

function formatRecord({ type, resource, object }: LogRecord, part: number | undefined): string {
  const head = `["${types[type]}",${JSON.stringify(resource)},`
  return part === undefined ? `${head}${JSON.stringify(object)}]` : `${head}${JSON.stringify({ ...object, spec: part })},"spec"]`
}

/** Undefined when the bytes are not what `encodeRecord` made, now or in an older format, or when `partOf` does not have what they need. */
export function decodeRecord(revision: number, bytes: Buffer, partOf: (number: number) => unknown): LogRecord | undefined {
  const body = unseal(bytes)
  if (body === undefined) return undefined
  const [letter, resource, object, parted] = JSON.parse(body) as [string, string, StoredObject & { spec?: unknown }, 'spec'?]
  const type = typeOf.get(letter)
  if (parted !== undefined) object.spec = partOf(Number(object.spec))
  // A key that rots names another revision.
  const isWhole = type !== undefined && object.metadata.resourceVersion === String(revision) && (parted === undefined || object.spec !== undefined)
  return isWhole ? { type, resource, revision, object } : undefined
}

/** A part as bytes: sealed JSON, with its number, which is also its key. */
export function encodePart(number: number, value: unknown): Buffer {
  return seal(JSON.stringify([number, value]))
}

/** Undefined when the bytes are not what `encodePart` made of this number. */
export function decodePart(number: number, bytes: Buffer): object | undefined {
  const body = unseal(bytes)
  if (body === undefined) return undefined
  const [known, value] = JSON.parse(body) as [number, object]
  return known === number ? value : undefined
}

/** What sealed bytes begin with; a text of format 1 begins with a digit. */
const mark = 2
/** The mark in four bytes, then the checksum: what follows begins where words do. */
const headSize = 8

/** Puts a checksum before a text, so that a bit that rots is found: LevelDB checks its own only on request, and silently skips what it cannot read. */
export function seal(body: string): Buffer {
  return Buffer.from(createSealer()(body))
}

const firstBlock = 4_096
/** Bytes of UTF-8 that one of JavaScript's units takes at most. */
const widest = 3

/** Seals texts one after another into one piece of memory: the bytes of each are good until the next. */
function createSealer(): (body: string) => Buffer {
  let block = Buffer.from(new ArrayBuffer(firstBlock))
  return (body) => {
    const needed = headSize + body.length * widest
    if (needed > block.length) block = Buffer.from(new ArrayBuffer(needed * 2))
    const sealed = block.subarray(0, headSize + block.write(body, headSize))
    sealed.writeUInt32LE(mark, 0)
    sealed.writeUInt32LE(checksum(sealed), 4)
    return sealed
  }
}

/** The text that was sealed, now or in format 1; undefined when it is not what it was. */
export function unseal(sealed: Buffer): string | undefined {
  if (isOfFormat1(sealed)) return unsealText(sealed.toString())
  if (sealed.length < headSize || sealed.readUInt32LE(0) !== mark || sealed.readUInt32LE(4) !== checksum(sealed)) return undefined
  return sealed.toString('utf8', headSize)
}

export function isOfFormat1(sealed: Buffer): boolean {
  return sealed[0] !== mark
}

const prime = 0x01000193
const basis = 0x811c9dc5

/** FNV-1a over what follows the head, four bytes at a time: any change within a word changes it. */
function checksum(sealed: Buffer): number {
  const count = (sealed.length - headSize) >> 2
  const at = sealed.byteOffset + headSize
  const words = at % 4 === 0 ? new Int32Array(sealed.buffer, at, count) : new Int32Array(Uint8Array.from(sealed.subarray(headSize, headSize + 4 * count)).buffer)
  let hash = basis
  for (let word = 0; word < count; word++) hash = Math.imul(hash ^ (words[word] ?? 0), prime)
  for (let place = headSize + 4 * count; place < sealed.length; place++) hash = Math.imul(hash ^ (sealed[place] ?? 0), prime)
  return hash >>> 0
}

const digits = 8

/** Format 1: FNV-1a over the UTF-16 units, as eight hex digits before the text. */
function unsealText(text: string): string | undefined {
  let hash = basis
  for (let index = digits; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), prime)
  return text.slice(0, digits) === (hash >>> 0).toString(16).padStart(digits, '0') ? text.slice(digits) : undefined
}
