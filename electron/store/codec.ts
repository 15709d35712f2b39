import type { StoredObject } from '../../shared/model/index.ts'
import type { LogRecord } from './log.ts'

const types = { ADDED: 'A', MODIFIED: 'M', DELETED: 'D' } as const
const typeOf = new Map<unknown, LogRecord['type']>([['A', 'ADDED'], ['M', 'MODIFIED'], ['D', 'DELETED']])

/** A record as bytes: sealed JSON. Its revision is the record's key. */
export function encodeRecord({ type, resource, object }: LogRecord): Buffer {
  return seal(`["${types[type]}",${JSON.stringify(resource)},${object.kind === 'Pod' ? formatPod(object) : JSON.stringify(object)}]`)
}

/** The pod as JSON.stringify has it, but that a spec which many pods share is not written out anew for each. */
function formatPod(pod: StoredObject): string {
  let text = ''
  for (const field of Object.keys(pod)) {
    const value = pod[field]
    if (value === undefined) continue
    text += `${text === '' ? '{' : ','}${JSON.stringify(field)}:${field === 'spec' ? formatSpec(value) : JSON.stringify(value)}`
  }
  return `${text}}`
}

/** Specs written of late; frozen, as all that is stored. A template has one for each node. */
const specTexts = new Map<unknown, string>()
const mostTexts = 500

function formatSpec(spec: unknown): string {
  let text = specTexts.get(spec)
  if (text !== undefined) return text
  text = JSON.stringify(spec)
  if (!Object.isFrozen(spec)) return text
  if (specTexts.size >= mostTexts) specTexts.clear()
  specTexts.set(spec, text)
  return text
}

/** Undefined when the bytes are not what `encodeRecord` made, now or in format 1. */
export function decodeRecord(revision: number, bytes: Buffer): LogRecord | undefined {
  const body = unseal(bytes)
  if (body === undefined) return undefined
  const [letter, resource, object] = JSON.parse(body) as [string, string, StoredObject]
  const type = typeOf.get(letter)
  // A key that rots names another revision.
  return type === undefined || object.metadata.resourceVersion !== String(revision) ? undefined : { type, resource, revision, object }
}

/** What sealed bytes begin with; a text of format 1 begins with a digit. */
const mark = 2
/** The mark in four bytes, then the checksum: what follows begins where words do. */
const headSize = 8

/** Puts a checksum before a text, so that a bit that rots is found: LevelDB checks its own only on request, and silently skips what it cannot read. */
export function seal(body: string): Buffer {
  const sealed = Buffer.allocUnsafe(headSize + Buffer.byteLength(body))
  sealed.writeUInt32LE(mark, 0)
  sealed.write(body, headSize)
  sealed.writeUInt32LE(checksum(sealed), 4)
  return sealed
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
