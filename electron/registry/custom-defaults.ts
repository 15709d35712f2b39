import { isJsonObject, type JsonObject } from '../schema/index.ts'
import { type CustomSchema, schemaOfField } from './custom-schema.ts'

/** Fields of an object, and of objects within objects, that are the API server's own. */
const ownFields = new Set(['apiVersion', 'kind', 'metadata'])

/** A custom object without the fields that its schema does not know; the object itself when it has none. */
export function pruneObject(object: JsonObject, schema: CustomSchema): JsonObject {
  return pruneMap(object, schema, true)
}

function pruneValue(value: unknown, schema: CustomSchema): unknown {
  if (Array.isArray(value)) return schema.items === undefined ? value : keepList(value, (item) => pruneValue(item, schema.items ?? {}))
  return isJsonObject(value) ? pruneMap(value, schema, schema['x-kubernetes-embedded-resource'] === true) : value
}

function pruneMap(map: JsonObject, schema: CustomSchema, isObject: boolean): JsonObject {
  const keepsAll = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true
  return keepMap(map, (field, value) => {
    if (isObject && ownFields.has(field)) return value
    const known = schemaOfField(schema, field)
    if (known !== undefined) return pruneValue(value, known)
    return keepsAll ? value : undefined
  })
}

/** The fields that pruning takes away, as errors name them: `spec.replica`. */
export function findUnknownFields(object: JsonObject, schema: CustomSchema): readonly string[] {
  return [...compare(object, pruneObject(object, schema), '')]
}

function* compare(before: unknown, after: unknown, path: string): Generator<string> {
  if (before === after) return
  if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, item] of before.entries()) yield* compare(item, after[index], `${path}[${index}]`)
  } else if (isJsonObject(before) && isJsonObject(after)) {
    for (const [field, value] of Object.entries(before)) {
      const at = path === '' ? field : `${path}.${field}`
      if (Object.hasOwn(after, field)) yield* compare(value, after[field], at)
      else yield at
    }
  }
}

/** A custom object with what its schema gives by default; the object itself when it lacks nothing. A null that may not be counts as lacking. */
export function defaultObject(object: JsonObject, schema: CustomSchema): JsonObject {
  const filled = defaultValue(object, schema)
  return isJsonObject(filled) ? filled : object
}

function defaultValue(value: unknown, schema: CustomSchema): unknown {
  if (Array.isArray(value)) return schema.items === undefined ? value : keepList(value, (item) => defaultValue(item, schema.items ?? {}))
  if (!isJsonObject(value)) return value
  const missing = Object.entries(schema.properties ?? {}).filter(([field, one]) => one.default !== undefined && lacks(value, field, one))
  const whole = missing.length === 0 ? value : { ...value, ...Object.fromEntries(missing.map(([field, one]) => [field, one.default])) }
  return keepMap(whole, (field, item) => {
    const known = schemaOfField(schema, field)
    return known === undefined ? item : defaultValue(item, known)
  })
}

function lacks(map: JsonObject, field: string, schema: CustomSchema): boolean {
  if (!Object.hasOwn(map, field) || map[field] === undefined) return true
  return map[field] === null && schema.nullable !== true
}

/** Like `map`, but gives the list itself back when every item stayed the same. */
function keepList(items: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = items.map(change)
  return changed.every((item, index) => item === items[index]) ? items : changed
}

/** The same for a map; a field that becomes undefined goes. */
function keepMap(map: JsonObject, change: (field: string, value: unknown) => unknown): JsonObject {
  const entries = Object.entries(map)
  const changed = entries.map(([field, value]) => [field, change(field, value)] as const)
  if (changed.every(([, value], index) => value === entries[index]?.[1])) return map
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined))
}
