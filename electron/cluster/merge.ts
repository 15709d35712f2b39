import { equalValues } from '../registry/index.ts'

type JsonMap = Readonly<Record<string, unknown>>

/** Lists whose items are told apart by a field, as upstream's types mark them; a list of ports has one of two. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'], initContainers: ['name'], ephemeralContainers: ['name'], volumes: ['name'], env: ['name'], imagePullSecrets: ['name'],
  secrets: ['name'], volumeMounts: ['mountPath'], ports: ['containerPort', 'port'], hostAliases: ['ip'], conditions: ['type'],
}

/**
 * `kubectl apply`'s three-way merge: what the manifest now says is set, what it said `before` and says no longer is removed,
 * what others have set stays. Maps are merged field by field, lists whose items have a key item by item; other lists and values are replaced whole.
 */
export function mergeThreeWay(before: JsonMap, wanted: JsonMap, live: JsonMap): JsonMap {
  const merged = new Map(Object.entries(live))
  for (const field of Object.keys(before)) if (!Object.hasOwn(wanted, field)) merged.delete(field)
  for (const [field, value] of Object.entries(wanted)) {
    const standing = Object.hasOwn(live, field) ? live[field] : undefined
    if (value === null) merged.delete(field)
    else if (isMap(value) && isMap(standing)) merged.set(field, mergeThreeWay(mapAt(before, field), value, standing))
    else if (Array.isArray(value) && Array.isArray(standing)) merged.set(field, mergeLists(field, listAt(before, field), value, standing))
    else if (!equalValues(value, standing)) merged.set(field, value)
  }
  return Object.fromEntries(merged)
}

type Items = readonly unknown[]

/** The items that are wanted, in their order and merged with those there are, then those that others have added. */
function mergeLists(field: string, before: Items, wanted: Items, live: Items): Items {
  const key = mergeKeys[field]?.find((name) => [...wanted, ...live].every((item) => isMap(item) && item[name] !== undefined))
  if (key === undefined) return equalValues(wanted, live) ? live : wanted
  const keyed = (items: Items) => new Map(items.filter(isMap).map((item) => [item[key], item]))
  const [old, standing, next] = [keyed(before), keyed(live), keyed(wanted)]
  // Two items of one key cannot be told apart: TCP and UDP on one port.
  if (standing.size < live.length || next.size < wanted.length) return equalValues(wanted, live) ? live : wanted
  const merged = [...next].map(([name, item]) => mergeThreeWay(old.get(name) ?? {}, item, standing.get(name) ?? {}))
  const others = [...standing].filter(([name]) => !next.has(name) && !old.has(name)).map(([, item]) => item)
  return [...merged, ...others]
}

function listAt(map: JsonMap, field: string): Items {
  const value = Object.hasOwn(map, field) ? map[field] : undefined
  return Array.isArray(value) ? value : []
}

function mapAt(map: JsonMap, field: string): JsonMap {
  const value = Object.hasOwn(map, field) ? map[field] : undefined
  return isMap(value) ? value : {}
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
