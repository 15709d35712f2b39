/** An object as JSON has it. Keys may be anything, `__proto__` too: read with `own`, build with `Object.fromEntries`. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isJsonList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** For values that can only be objects: throws for others, which is a bug. */
export function asJsonObject(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`)
  return value
}

/** A text field of the object, '' when it has none. */
export function textOf(object: JsonObject, field: string): string {
  const value = own(object, field)
  return typeof value === 'string' ? value : ''
}

/** A field of the object itself; undefined when it has none of that name. */
export function own(object: JsonObject, field: string): unknown {
  return Object.hasOwn(object, field) ? object[field] : undefined
}

/** The object with one field set, or left out when `value` is undefined. */
export function withField(object: JsonObject, field: string, value: unknown): JsonObject {
  const fields = new Map(Object.entries(object))
  if (value === undefined) fields.delete(field)
  else fields.set(field, value)
  return Object.fromEntries(fields)
}

/** Whether two JSON values are the same, fields in any order. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (isJsonList(a)) return isJsonList(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index]))
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
}
