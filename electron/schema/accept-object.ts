import { quoteGo } from '../../shared/model/index.ts'
import { badRequest, undecodable } from '../../shared/status/index.ts'
import { checkValue } from './check-value.ts'
import { type JsonObject, own } from './json.ts'
import { normalizeObject } from './normalize-value.ts'
import type { Schema } from './schema.ts'
import { formatGroupVersion, type GroupVersionKind, nameOfKind, parseGroupVersion } from './table.ts'

/** What `fieldValidation=` asks for: unknown and repeated fields refused, warned of, or dropped in silence. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export interface AcceptedObject {
  readonly object: JsonObject
  /** Texts for `Warning` headers. */
  readonly warnings: readonly string[]
}

/**
 * An object as the API server reads one of a kind, normalized as `normalizeValue` does; without kind and apiVersion it is taken for one of that
 * kind. `repeatedKeys` are those of its text. Throws BadRequest in the API server's words: another kind or version, values of a wrong type,
 * strict decoding errors; with the field, when it is about one.
 */
export function acceptObject(
  value: JsonObject, expected: GroupVersionKind, schema: Schema, validation: FieldValidation, repeatedKeys: ReadonlyMap<object, readonly string[]> = new Map(),
): AcceptedObject {
  const claimed = readKind(value, expected)
  checkKind(claimed, expected)
  const { decodeError, field = '', strictErrors } = checkValue(schema, value, repeatedKeys)
  if (decodeError !== undefined) throw undecodable(describeRefusal(claimed, expected, decodeError), field)
  if (validation === 'Strict' && strictErrors.length > 0) throw undecodable(describeRefusal(claimed, expected, formatStrictError(strictErrors)), field)
  const object = { apiVersion: formatGroupVersion(expected), kind: expected.kind, ...normalizeObject(schema, value) }
  return { object, warnings: validation === 'Warn' ? strictErrors : [] }
}

/** All strict errors as one, as the API server words it. */
export function formatStrictError(errors: readonly string[]): string {
  return `strict decoding error: ${errors.join(', ')}`
}

function readKind(object: JsonObject, expected: GroupVersionKind): GroupVersionKind {
  const [apiVersion, kind] = [own(object, 'apiVersion'), own(object, 'kind')]
  const version = typeof apiVersion === 'string' && apiVersion !== '' ? parseGroupVersion(apiVersion) : expected
  return { group: version.group, version: version.version, kind: typeof kind === 'string' && kind !== '' ? kind : expected.kind }
}

function checkKind(claimed: GroupVersionKind, expected: GroupVersionKind): void {
  // DeleteOptions and its like are one type under every group.
  const type = nameOfKind(claimed)
  if (type !== undefined && type === nameOfKind(expected)) return
  if (claimed.group === expected.group && claimed.version !== expected.version && claimed.kind === expected.kind) {
    const [found, wanted] = [formatGroupVersion(claimed), formatGroupVersion(expected)]
    throw badRequest(`the API version in the data (${found}) does not match the expected API version (${wanted})`)
  }
  if (claimed.kind === expected.kind && claimed.group === expected.group) return
  const internal = `${internalPackage(expected.group)}.${expected.kind}`
  throw badRequest(describeRefusal(claimed, expected, `converting (${claimed.version}.${claimed.kind}) to (${internal}): unknown conversion`))
}

function internalPackage(group: string): string {
  return group === '' ? 'core' : group.split('.')[0] ?? group
}

function describeRefusal(claimed: GroupVersionKind, expected: GroupVersionKind, why: string): string {
  return `${claimed.kind} in version ${quoteGo(claimed.version)} cannot be handled as a ${expected.kind}: ${why}`
}
