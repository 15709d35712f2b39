import { asJsonObject, type FieldPatch, formatGoType, isJsonList, isJsonObject, type JsonObject, type Schema } from '../../schema/index.ts'
import { printGo } from './go-print.ts'
import {
  badElementOrder, BadPatch, badPrimitiveList, DELETE_FROM_LIST, ELEMENT_ORDER, isDirective, PATCH, retainKeys, withoutDirectives,
} from './strategic-directives.ts'
import { checkElementOrder, mergeMaps, mergeScalars, setElementOrder } from './strategic-list.ts'

type Fields = ReadonlyMap<string, unknown>

/**
 * Kubernetes' strategic merge patch: maps are merged, lists by the merge keys and strategies of the schema, `$patch`, `$retainKeys`,
 * `$deleteFromPrimitiveList` and `$setElementOrder` obeyed. Throws BadPatch.
 */
export function strategicMerge(original: JsonObject, patch: JsonObject, schema: Schema): JsonObject {
  if (Object.hasOwn(patch, PATCH)) return followPatchDirective(patch)
  const kept = retainKeys(original, patch)
  const fields = new Map(Object.entries(kept))
  const ordered = mergeOrderedLists(fields, patch, schema)
  for (const [key, value] of Object.entries(patch)) {
    if (ordered.has(key)) continue
    if (key.startsWith(DELETE_FROM_LIST)) deleteFromList(fields, key.slice(DELETE_FROM_LIST.length), value)
    else if (!isDirective(key)) mergeField(fields, key, value, schema)
  }
  return Object.fromEntries(fields)
}

function followPatchDirective(patch: JsonObject): JsonObject {
  const { [PATCH]: directive, ...rest } = patch
  if (directive === 'replace') return asJsonObject(withoutDirectives(rest))
  if (directive === 'delete') return {}
  throw new BadPatch(`unknown patch type: ${printGo(directive)} in map: ${printGo(patch)}`)
}

function mergeField(fields: Map<string, unknown>, key: string, value: unknown, schema: Schema): void {
  const current = fields.get(key)
  if (value === null) {
    fields.delete(key)
  } else if (isJsonObject(current) && isJsonObject(value)) {
    const { strategies } = patchOf(schema, key)
    fields.set(key, strategies.includes('replace') ? value : strategicMerge(current, value, childOf(schema, key)))
  } else if (isJsonList(current) && isJsonList(value)) {
    fields.set(key, mergeList(current, value, key, schema))
  } else {
    const kept = withoutDirectives(value)
    if (kept === undefined) fields.delete(key)
    else fields.set(key, kept)
  }
}

function mergeList(current: readonly unknown[], value: readonly unknown[], key: string, schema: Schema): readonly unknown[] {
  const { strategies, mergeKey } = patchOf(schema, key)
  if (!strategies.includes('merge')) return value
  if (current.length === 0 && value.length === 0) return current
  if (![...current, ...value].some(isJsonObject)) return mergeScalars(current, value)
  const items = itemsOf(childOf(schema, key))
  if (mergeKey === undefined) throw new BadPatch(`cannot merge lists without merge key for ${formatGoType(items)}`)
  return mergeMaps(current, value, mergeKey, (original, patch) => strategicMerge(original, patch, items))
}

function deleteFromList(fields: Map<string, unknown>, key: string, value: unknown): void {
  if (!isJsonList(value)) throw badPrimitiveList()
  const current = fields.get(key)
  const gone = new Set(value)
  if (isJsonList(current)) fields.set(key, current.filter((item) => !gone.has(item)))
}

/** Merges the lists that have a `$setElementOrder` beside them; returns the keys that are done with. */
function mergeOrderedLists(fields: Map<string, unknown>, patch: JsonObject, schema: Schema): ReadonlySet<string> {
  const done = new Set<string>()
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(ELEMENT_ORDER)) continue
    if (!isJsonList(order)) throw badElementOrder()
    const key = directive.slice(ELEMENT_ORDER.length)
    const { mergeKey } = patchOf(schema, key)
    const [current, value] = [listAt(fields, key), listAt(new Map(Object.entries(patch)), key)]
    done.add(directive)
    checkElementOrder(value ?? [], order, mergeKey)
    if (current === undefined && value === undefined) continue
    const merged = current === undefined ? withoutDirectives(value) : value === undefined ? current : mergeList(current, value, key, schema)
    if (isJsonList(merged)) fields.set(key, setElementOrder(merged, order, current ?? [], value ?? [], mergeKey))
    done.add(key)
  }
  return done
}

function listAt(fields: Fields, key: string): readonly unknown[] | undefined {
  const value = fields.get(key) ?? undefined
  if (value !== undefined && !isJsonList(value)) throw badElementOrder()
  return value
}

const NO_PATCH: FieldPatch = { strategies: [] }

function patchOf(schema: Schema, key: string): FieldPatch {
  return (schema.type === 'struct' ? schema.fields.get(key)?.patch : undefined) ?? NO_PATCH
}

function childOf(schema: Schema, key: string): Schema {
  if (schema.type === 'map') return schema.values
  return (schema.type === 'struct' ? schema.fields.get(key)?.schema : undefined) ?? { type: 'any' }
}

function itemsOf(schema: Schema): Schema {
  return schema.type === 'list' ? schema.items : { type: 'any' }
}
