import { own, type Schema } from '../../schema/index.ts'
import { asObject, atomOf, fieldSchema, isEmpty, itemsByElement } from './typed-atom.ts'

/** The live object with all that the applied one says; nothing is removed. Throws BadValue. */
export function mergeTyped(live: unknown, applied: unknown, schema: Schema): unknown {
  if (applied === undefined) return live
  if (live === undefined) return applied
  const atom = atomOf(schema, live, applied)
  if (atom.kind === 'leaf' || (isEmpty(live) && isEmpty(applied))) return applied
  if (atom.kind === 'items') return mergeItems(itemsByElement(atom.schema, live), itemsByElement(atom.schema, applied), atom.schema.items)
  const [old, next] = [asObject(live) ?? {}, asObject(applied) ?? {}]
  const names = new Set([...Object.keys(old), ...Object.keys(next)])
  return Object.fromEntries([...names].map((name) => [name, mergeTyped(own(old, name), own(next, name), fieldSchema(schema, name))]))
}

type Items = ReadonlyMap<string, readonly unknown[]>

/** Shared items come in the order of the applied list; items that only the live one has stay behind what they stood behind. */
function mergeItems(live: Items, applied: Items, schema: Schema): unknown {
  const result: unknown[] = []
  const [old, next] = [[...live.keys()], [...applied.keys()]]
  const shared = next.filter((element) => live.has(element))
  let [left, right, expected] = [0, 0, 0]
  while (left < old.length || right < next.length) {
    const [a, b] = [old[left], next[right]]
    if (a !== undefined && a !== b) {
      if (!applied.has(a)) {
        result.push(...live.get(a) ?? [])
        left += 1
        continue
      }
      // Shared, but another shared item is due before it: it is taken where the applied list has it.
      if (a !== shared[expected]) {
        left += 1
        continue
      }
    }
    if (b === undefined) {
      left += 1
      continue
    }
    const current = live.get(b) ?? []
    // Which of several was meant cannot be told: the applied one takes their place.
    result.push(mergeTyped(current.length === 1 ? current[0] : undefined, applied.get(b)?.[0], schema))
    if (a === b) left += 1
    if (b === shared[expected]) expected += 1
    right += 1
  }
  return result
}
