import { equalValues } from '../registry/index.ts'

type JsonMap = Readonly<Record<string, unknown>>

/**
 * `kubectl apply`'s three-way merge: what the manifest now says is set, what it said `before` and says no longer is removed,
 * what others have set stays. Maps are merged field by field, lists and values are replaced whole.
 */
export function mergeThreeWay(before: JsonMap, wanted: JsonMap, live: JsonMap): JsonMap {
  const merged = new Map(Object.entries(live))
  for (const field of Object.keys(before)) if (!Object.hasOwn(wanted, field)) merged.delete(field)
  for (const [field, value] of Object.entries(wanted)) {
    const standing = Object.hasOwn(live, field) ? live[field] : undefined
    if (value === null) merged.delete(field)
    else if (isMap(value) && isMap(standing)) merged.set(field, mergeThreeWay(mapAt(before, field), value, standing))
    else if (!equalValues(value, standing)) merged.set(field, value)
  }
  return Object.fromEntries(merged)
}

function mapAt(map: JsonMap, field: string): JsonMap {
  const value = Object.hasOwn(map, field) ? map[field] : undefined
  return isMap(value) ? value : {}
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
