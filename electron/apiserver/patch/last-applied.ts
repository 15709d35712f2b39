import { LAST_APPLIED, marshalJson } from '../../../shared/model/index.ts'
import {
  formatGroupVersion, isJsonObject, type JsonObject, own, parseGroupVersion, type Schema, withField,
} from '../../schema/index.ts'
import { parseJson } from '../json-body/index.ts'
import { differenceOf, EMPTY_SET, type FieldSet, unionOf } from './field-set.ts'
import { BadValue } from './typed-atom.ts'
import { compareTyped } from './typed-compare.ts'
import { fieldsOf } from './typed-fields.ts'

function annotationsOf(object: JsonObject): JsonObject | undefined {
  const metadata = own(object, 'metadata')
  const annotations = isJsonObject(metadata) ? own(metadata, 'annotations') : undefined
  return isJsonObject(annotations) ? annotations : undefined
}

/**
 * Fields that client-side apply put there and that are still as it did: a server-side apply by kubectl takes them over without a conflict.
 * Empty when the object has none, or of another version.
 */
export function fieldsLastApplied(live: JsonObject, apiVersion: string, schema: Schema): FieldSet {
  const text = own(annotationsOf(live) ?? {}, LAST_APPLIED)
  const parsed = typeof text === 'string' ? parseJson(text) : undefined
  const applied = parsed?.ok === true ? parsed.value.value : undefined
  if (!isJsonObject(applied) || applied['apiVersion'] !== formatGroupVersion(parseGroupVersion(apiVersion))) return EMPTY_SET
  try {
    const { added, modified, removed } = compareTyped(applied, live, schema)
    return differenceOf(fieldsOf(applied, schema), unionOf(unionOf(added, modified), removed))
  } catch (problem) {
    if (problem instanceof BadValue) return EMPTY_SET
    throw problem
  }
}

/** After a server-side apply by kubectl: an annotation of client-side apply that is there keeps step with what was applied. */
export function syncLastApplied(object: JsonObject, applied: JsonObject): JsonObject {
  const annotations = annotationsOf(object)
  const metadata = own(object, 'metadata')
  if (annotations === undefined || !isJsonObject(metadata) || !Object.hasOwn(annotations, LAST_APPLIED)) return object
  const value = `${marshalJson(withoutLastApplied(applied))}\n`
  return withField(object, 'metadata', withField(metadata, 'annotations', withField(annotations, LAST_APPLIED, value)))
}

function withoutLastApplied(applied: JsonObject): JsonObject {
  const [annotations, metadata] = [annotationsOf(applied), own(applied, 'metadata')]
  if (annotations === undefined || !isJsonObject(metadata)) return applied
  const kept = withField(annotations, LAST_APPLIED, undefined)
  return withField(applied, 'metadata', withField(metadata, 'annotations', Object.keys(kept).length === 0 ? undefined : kept))
}
