import { quoteGo } from '../../../shared/model/index.ts'
import { badRequest } from '../../../shared/status/index.ts'
import { checkValue } from './check-value.ts'
import { isJsonObject, type JsonObject, own } from './json.ts'
import { normalizeObject } from './normalize-value.ts'
import { type ParsedJson, parseJson } from './parse-json.ts'
import type { Schema } from './schema.ts'
import { formatGroupVersion, type GroupVersionKind, nameOfKind, parseGroupVersion } from './table.ts'

/** What `fieldValidation=` asks for: unknown and repeated fields refused, warned of, or dropped in silence. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export interface DecodedBody {
  readonly object: JsonObject
  /** Texts for `Warning` headers. */
  readonly warnings: readonly string[]
}

/**
 * A request body as an object of the kind that the path serves, normalized as `normalizeValue` does. A body without kind and apiVersion is
 * taken for one of that kind.
 * Throws BadRequest in the API server's words: not JSON, another kind or version, values of a wrong type, strict decoding errors.
 */
export function decodeBody(text: string, expected: GroupVersionKind, schema: Schema, validation: FieldValidation): DecodedBody {
  const parsed = parseJson(text)
  if (!parsed.ok) throw unrecognized(`couldn't get version/kind; json parse error: ${parsed.error}`, text, expected)
  const { value, repeatedKeys } = parsed.value
  if (!isJsonObject(value)) {
    const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    const shape = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
    throw unrecognized(`couldn't get version/kind; json parse error: json: cannot unmarshal ${found} into Go value of type ${shape}`, text, expected)
  }
  return acceptObject(value, expected, schema, validation, repeatedKeys)
}

/** As `decodeBody`, of a body that is an object already. */
export function acceptObject(
  value: JsonObject, expected: GroupVersionKind, schema: Schema, validation: FieldValidation, repeatedKeys: ParsedJson['repeatedKeys'] = new Map(),
): DecodedBody {
  const claimed = readKind(value, expected)
  checkKind(claimed, expected)
  const { decodeError, strictErrors } = checkValue(schema, value, repeatedKeys)
  if (decodeError !== undefined) throw cannotBeHandled(claimed, expected, decodeError)
  if (validation === 'Strict' && strictErrors.length > 0) throw cannotBeHandled(claimed, expected, formatStrictError(strictErrors))
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
  throw cannotBeHandled(claimed, expected, `converting (${claimed.version}.${claimed.kind}) to (${internal}): unknown conversion`)
}

function internalPackage(group: string): string {
  return group === '' ? 'core' : group.split('.')[0] ?? group
}

function cannotBeHandled(claimed: GroupVersionKind, expected: GroupVersionKind, why: string): Error {
  return badRequest(`${claimed.kind} in version ${quoteGo(claimed.version)} cannot be handled as a ${expected.kind}: ${why}`)
}

function unrecognized(why: string, text: string, { kind }: GroupVersionKind): Error {
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${summarize(text)})`)
}

const SUMMARY_LENGTH = 30

function summarize(text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length === 0) return '<empty>'
  const head = bytes.slice(0, SUMMARY_LENGTH)
  const shown = text.startsWith('{') ? new TextDecoder().decode(head) : Array.from(head, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return bytes.length > SUMMARY_LENGTH ? `${shown} ...` : shown
}
