import { badRequest } from '../../../shared/status/index.ts'
import { type AcceptedObject, acceptObject, type FieldValidation, type GroupVersionKind, isJsonObject, type Schema } from '../../schema/index.ts'
import { parseJson } from './parse-json.ts'

/**
 * A request body as an object of the kind that the path serves, as `acceptObject` gives it.
 * Throws BadRequest in the API server's words: not JSON, another kind or version, values of a wrong type, strict decoding errors.
 */
export function decodeBody(text: string, expected: GroupVersionKind, schema: Schema, validation: FieldValidation): AcceptedObject {
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
