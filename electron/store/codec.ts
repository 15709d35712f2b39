import type { StoredObject } from '../../shared/model/index.ts'
import type { LogRecord } from './log.ts'

const types = { ADDED: 'A', MODIFIED: 'M', DELETED: 'D' } as const
const typeOf = new Map<unknown, LogRecord['type']>([['A', 'ADDED'], ['M', 'MODIFIED'], ['D', 'DELETED']])

/** A record as text: checksum, then JSON. Its revision is the record's key. */
export function encodeRecord({ type, resource, object }: LogRecord): string {
  return seal(JSON.stringify([types[type], resource, object]))
}

/** Undefined when the text is not what `encodeRecord` made. */
export function decodeRecord(revision: number, text: string): LogRecord | undefined {
  const body = unseal(text)
  if (body === undefined) return undefined
  const [letter, resource, object] = JSON.parse(body) as [string, string, StoredObject]
  const type = typeOf.get(letter)
  // A key that rots names another revision.
  return type === undefined || object.metadata.resourceVersion !== String(revision) ? undefined : { type, resource, revision, object }
}

/** Puts a checksum before a text, so that a bit that rots is found: LevelDB checks its own only on request, and silently skips what it cannot read. */
export function seal(body: string): string {
  return checksum(body, 0) + body
}

export function unseal(text: string): string | undefined {
  return text.slice(0, checksumLength) === checksum(text, checksumLength) ? text.slice(checksumLength) : undefined
}

const checksumLength = 8

/** FNV-1a over the UTF-16 units, as eight hex digits. A part of a text is read from where it begins: to cut it out first takes half as long again. */
function checksum(text: string, from: number): string {
  let hash = 0x811c9dc5
  for (let index = from; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(checksumLength, '0')
}
