import { isJsonObject, type JsonObject } from '../../schema/index.ts'
import { printGo } from './go-print.ts'
import { BadPatch, ELEMENT_ORDER, PATCH, withoutDirectives } from './strategic-directives.ts'

type List = readonly unknown[]
type MergeItems = (original: JsonObject, patch: JsonObject) => unknown

/** Joins a list of scalars, as a set, in the order of the patch. */
export function mergeScalars(original: List, patch: List): List {
  return orderList([...new Set([...original, ...patch])], patch, original, (item) => item)
}

/** Joins a list of objects by their merge key; `$patch` in an item deletes it or replaces the whole list. */
export function mergeMaps(original: List, patch: List, mergeKey: string, merge: MergeItems): List {
  const items = patch.map(asMap)
  const plain = items.filter((item) => !Object.hasOwn(item, PATCH))
  const { deleted, replaced } = readItemDirectives(items, mergeKey)
  if (replaced) return plain.map(withoutDirectives)
  const result = original.map(asMap).filter((item) => !deleted.has(item[mergeKey]))
  const before = [...result]
  const places = new Map(result.map((item, index) => [item[mergeKey], index] as const).toReversed())
  for (const item of plain) {
    const key = keyOf(item, mergeKey)
    const at = places.get(key)
    const current = at === undefined ? undefined : result[at]
    if (at === undefined || current === undefined) places.set(key, result.push(asMap(withoutDirectives(item))) - 1)
    else result[at] = asMap(merge(current, item))
  }
  return orderList(result, plain, before, (item) => asMap(item)[mergeKey])
}

function readItemDirectives(items: readonly JsonObject[], mergeKey: string): { readonly deleted: ReadonlySet<unknown>; readonly replaced: boolean } {
  const deleted = new Set<unknown>()
  let replaced = false
  for (const item of items) {
    if (!Object.hasOwn(item, PATCH)) continue
    switch (item[PATCH]) {
      case 'delete':
        deleted.add(keyOf(item, mergeKey))
        break
      case 'replace':
        replaced = true
        break
      case 'merge':
        throw new BadPatch('merging lists cannot yet be specified in the patch')
      default:
        throw new BadPatch(`unknown patch type: ${printGo(item[PATCH])} in map: ${printGo(item)}`)
    }
  }
  return { deleted, replaced }
}

/** The merged list in the order that `$setElementOrder` asks for; what it does not name keeps its place among the others. */
export function setElementOrder(merged: List, order: List, original: List, patch: List, mergeKey: string | undefined): List {
  if (mergeKey === undefined) return orderList(merged, order, original, (item) => item)
  return orderList(merged, order, serverOrderAfter(original, patch, mergeKey), (item) => asMap(item)[mergeKey])
}

/** Upstream merges in place: where items were deleted, new ones take their room, and count as the server's when it comes to order. */
function serverOrderAfter(original: List, patch: List, mergeKey: string): List {
  const { deleted } = readItemDirectives(patch.map(asMap), mergeKey)
  const kept = original.filter((item) => !deleted.has(asMap(item)[mergeKey]))
  const known = new Set(kept.map((item) => asMap(item)[mergeKey]))
  const added = patch.map(asMap).filter((item) => !Object.hasOwn(item, PATCH) && !known.has(item[mergeKey]))
  return [...kept, ...added].slice(0, original.length)
}

/** `patch` must come in the order that `order` has, or the two do not belong together. */
export function checkElementOrder(patch: List, order: List, mergeKey: string | undefined): void {
  if (order.length === 0 || patch.length === 0) return
  const key = (item: unknown): unknown => (mergeKey === undefined ? item : keyOf(asMap(item), mergeKey))
  const wanted = patch.filter((item) => !(isJsonObject(item) && Object.hasOwn(item, PATCH))).map(key)
  let next = 0
  for (const item of order) if (next < wanted.length && key(item) === wanted[next]) next += 1
  if (next < wanted.length) {
    throw new BadPatch(`The order in patch list:\n${printGo(patch)}\n doesn't match ${ELEMENT_ORDER.slice(0, -1)} list:\n${printGo(order)}\n`)
  }
}

/**
 * Items that `order` names in its order, the others in the server's, merged: an item goes before another of the other sort
 * when the server had both, and in that order.
 */
function orderList(items: List, order: List, serverOrder: List, keyOfItem: (item: unknown) => unknown): List {
  const rank = (list: List): ReadonlyMap<unknown, number> => new Map(list.map((item, index) => [keyOfItem(item), index] as const).toReversed())
  const [wanted, server] = [rank(order), rank(serverOrder)]
  const place = (ranks: ReadonlyMap<unknown, number>, item: unknown): number => ranks.get(keyOfItem(item)) ?? 0
  const named = items.filter((item) => wanted.has(keyOfItem(item))).toSorted((a, b) => place(wanted, a) - place(wanted, b))
  const others = items.filter((item) => !wanted.has(keyOfItem(item))).toSorted((a, b) => place(server, a) - place(server, b))
  const result: unknown[] = []
  let [left, right] = [0, 0]
  while (left < others.length && right < named.length) {
    const [other, name] = [server.get(keyOfItem(others[left])), server.get(keyOfItem(named[right]))]
    if (other !== undefined && name !== undefined && other < name) result.push(others[left++])
    else result.push(named[right++])
  }
  return [...result, ...others.slice(left), ...named.slice(right)]
}

function asMap(item: unknown): JsonObject {
  if (!isJsonObject(item)) throw new BadPatch(`expected a map[string]interface {}, but received a ${item === null ? 'nil' : typeof item}`)
  return item
}

function keyOf(item: JsonObject, mergeKey: string): unknown {
  if (!Object.hasOwn(item, mergeKey)) throw new BadPatch(`map: ${printGo(item)} does not contain declared merge key: ${mergeKey}`)
  return item[mergeKey]
}
