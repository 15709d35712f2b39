import { assertNever } from '../../../shared/lang/assert-never.ts'
import { badRequest } from '../../../shared/status/index.ts'
import {
  checkValue, type FieldValidation, formatStrictError, isJsonList, isJsonObject, type JsonObject, normalizeObject, type Schema,
} from '../../schema/index.ts'
import { parseJson, type ParsedJson } from '../json-body/index.ts'
import { printGo } from './go-print.ts'
import { applyJsonPatch, MAX_OPERATIONS } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import { invalidPatch, rejectedPatch, requestTooLarge, unclassified } from './problems.ts'
import { BadPatch } from './strategic-directives.ts'
import { strategicMerge } from './strategic-merge.ts'

/** A patch of a request by its content type; server-side apply is `applyObject`. */
export type PatchType = 'application/json-patch+json' | 'application/merge-patch+json' | 'application/strategic-merge-patch+json'

export interface PatchedObject {
  readonly object: JsonObject
  /** Texts for `Warning` headers. */
  readonly warnings: readonly string[]
}

/**
 * The object with the patch of a request carried out, normalized as a decoded body is. Custom resources have no strategic merge: that is the
 * caller's to refuse. Throws BadRequest for a patch that cannot be read, Invalid for one that cannot be carried out or leaves no such object.
 */
export function patchObject(current: JsonObject, type: PatchType, body: string, schema: Schema, validation: FieldValidation): PatchedObject {
  const patch = parsePatch(body)
  const patched = carryOut(current, type, patch.value, schema)
  const shown = (): string => (type === 'application/strategic-merge-patch+json' ? printGo(patch.value) : JSON.stringify(patched))
  if (!isJsonObject(patched)) throw invalidPatch(shown(), 'json: cannot unmarshal the patched value into an object')
  const { decodeError, strictErrors } = checkValue(schema, patched)
  if (decodeError !== undefined) throw invalidPatch(shown(), decodeError)
  const errors = [...new Set([...repeatedFields(patch), ...strictErrors])]
  if (validation === 'Strict' && errors.length > 0) throw invalidPatch(shown(), formatStrictError(errors))
  return { object: normalizeObject(schema, patched), warnings: validation === 'Warn' ? errors : [] }
}

function parsePatch(body: string): ParsedJson {
  const parsed = parseJson(body)
  if (!parsed.ok) throw badRequest(parsed.error)
  return parsed.value
}

// Of the patch itself nothing but its repeated fields can be told: its other fields are not those of an object.
function repeatedFields(patch: ParsedJson): readonly string[] {
  return checkValue({ type: 'map', atomic: false, values: { type: 'any' } }, patch.value, patch.repeatedKeys).strictErrors
}

function carryOut(current: JsonObject, type: PatchType, patch: unknown, schema: Schema): unknown {
  switch (type) {
    case 'application/json-patch+json': {
      if (!isJsonList(patch)) throw badRequest(`json: cannot unmarshal ${nameType(patch)} into Go value of type jsonpatch.Patch`)
      if (patch.length > MAX_OPERATIONS) {
        throw requestTooLarge(`The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`)
      }
      const patched = applyJsonPatch(current, patch)
      if (!patched.ok) throw rejectedPatch()
      return patched.value
    }
    case 'application/merge-patch+json':
      if (!isJsonObject(patch)) throw badRequest('Invalid JSON Patch')
      return mergePatch(current, patch)
    case 'application/strategic-merge-patch+json':
      if (!isJsonObject(patch)) throw badRequest(`json: cannot unmarshal ${nameType(patch)} into Go value of type map[string]interface {}`)
      return mergeStrategically(current, patch, schema)
    default:
      return assertNever(type)
  }
}

function mergeStrategically(current: JsonObject, patch: JsonObject, schema: Schema): JsonObject {
  try {
    return strategicMerge(current, patch, schema)
  } catch (problem) {
    if (problem instanceof BadPatch) throw problem.format ? badRequest(problem.message) : unclassified(problem.message)
    throw problem
  }
}

function nameType(value: unknown): string {
  if (isJsonList(value)) return 'array'
  return value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value
}
