import { equalJson } from '../registry/index.ts'
import { type FieldPatch, isJsonList, isJsonObject, type JsonObject, own, type Schema } from '../schema/index.ts'

/**
 * `kubectl apply`'s three-way merge: what the manifest now says is set, what it said `before` and says no longer is removed,
 * what others have set stays. Maps are merged field by field, lists by the merge keys and strategies of the schema; other lists and values are
 * replaced whole.
 */
export function mergeThreeWay(before: JsonObject, wanted: JsonObject, live: JsonObject, schema: Schema): JsonObject {
  const merged = new Map(Object.entries(live))
  for (const field of Object.keys(before)) if (!Object.hasOwn(wanted, field)) merged.delete(field)
  for (const [field, value] of Object.entries(wanted)) {
    const standing = own(live, field)
    if (value === null) merged.delete(field)
    else if (isJsonObject(value) && isJsonObject(standing)) merged.set(field, mergeMaps(mapAt(before, field), value, standing, field, schema))
    else if (isJsonList(value) && isJsonList(standing)) merged.set(field, mergeLists(listAt(before, field), value, standing, field, schema))
    else if (!equalJson(value, standing)) merged.set(field, value)
  }
  return Object.fromEntries(merged)
}

function mergeMaps(before: JsonObject, wanted: JsonObject, live: JsonObject, field: string, schema: Schema): JsonObject {
  return retain(mergeThreeWay(before, wanted, live, childOf(schema, field)), wanted, patchOf(schema, field))
}

/** Under `retainKeys` only what the manifest names stays: of the sources of a volume, or the kinds of a strategy, one can be. */
function retain(merged: JsonObject, wanted: JsonObject, { strategies }: FieldPatch): JsonObject {
  if (!strategies.includes('retainKeys')) return merged
  return Object.fromEntries(Object.entries(merged).filter(([key]) => Object.hasOwn(wanted, key)))
}

type Items = readonly unknown[]

/** The items that are wanted, in their order and merged with those there are, then those that others have added. */
function mergeLists(before: Items, wanted: Items, live: Items, field: string, schema: Schema): Items {
  const patch = patchOf(schema, field)
  const whole = equalJson(wanted, live) ? live : wanted
  if (!patch.strategies.includes('merge')) return whole
  const { mergeKey } = patch
  if (mergeKey === undefined) return [...wanted, ...live.filter((item) => !wanted.includes(item) && !before.includes(item))]
  const keyed = (items: Items) => new Map(items.filter(isJsonObject).map((item) => [own(item, mergeKey), item]))
  const [old, standing, next] = [keyed(before), keyed(live), keyed(wanted)]
  // Two items of one key cannot be told apart: TCP and UDP on one port.
  if (standing.size < live.length || next.size < wanted.length) return whole
  const list = childOf(schema, field)
  const items = list.type === 'list' ? list.items : list
  const merged = [...next].map(([name, item]) => retain(mergeThreeWay(old.get(name) ?? {}, item, standing.get(name) ?? {}, items), item, patch))
  const others = [...standing].filter(([name]) => !next.has(name) && !old.has(name)).map(([, item]) => item)
  return [...merged, ...others]
}

function childOf(schema: Schema, field: string): Schema {
  if (schema.type === 'map') return schema.values
  return (schema.type === 'struct' ? schema.fields.get(field)?.schema : undefined) ?? { type: 'any' }
}

function patchOf(schema: Schema, field: string): FieldPatch {
  return (schema.type === 'struct' ? schema.fields.get(field)?.patch : undefined) ?? { strategies: [] }
}

function listAt(map: JsonObject, field: string): Items {
  const value = own(map, field)
  return isJsonList(value) ? value : []
}

function mapAt(map: JsonObject, field: string): JsonObject {
  const value = own(map, field)
  return isJsonObject(value) ? value : {}
}
