import { compareBytes, marshalJson, quoteGo } from '../../../shared/model/index.ts'
import { asJsonObject, isJsonObject, type JsonObject, type ListSchema, own } from '../../schema/index.ts'

/** A field's path element. */
export function fieldElement(name: string): string {
  return `f:${name}`
}

/** What a list item is known by: its keys or, in a set, itself. `problem` when it cannot be known. */
export type ItemElement = { readonly ok: true; readonly element: string } | { readonly ok: false; readonly problem: string }

/** The path element of an item of a `map` or `set` list. Absent keys count as the defaults of their fields. */
export function itemElement(list: ListSchema, item: unknown): ItemElement {
  return list.listType === 'map' ? keyedElement(list, item) : valueElement(item)
}

function keyedElement(list: ListSchema, item: unknown): ItemElement {
  if (item === null) return problem('associative list with keys may not have a null element')
  if (!isJsonObject(item)) return problem('associative list with keys may not have non-map elements')
  const keys: [string, unknown][] = []
  for (const key of list.keys) {
    const value = own(item, key) ?? (list.items.type === 'struct' ? list.items.fields.get(key)?.default : undefined)
    if (value === undefined) {
      return problem(`associative list with keys has an element that omits key field ${quoteGo(key)} (and doesn't have default value)`)
    }
    keys.push([key, value])
  }
  return { ok: true, element: `k:${marshalJson(Object.fromEntries(keys))}` }
}

function valueElement(item: unknown): ItemElement {
  if (item === null) return problem("associative list without keys has an element that's an explicit null")
  if (Array.isArray(item)) return problem('not supported: associative list with lists as elements')
  if (isJsonObject(item)) return problem("associative list without keys has an element that's a map type")
  return { ok: true, element: `v:${marshalJson(item)}` }
}

function problem(text: string): ItemElement {
  return { ok: false, problem: text }
}

/** A path as conflicts and errors show it: `.spec.containers[name="a"].image`. */
export function formatPath(path: readonly string[]): string {
  return path.map(formatElement).join('')
}

export function formatElement(element: string): string {
  const value = element.slice(2)
  switch (element.charAt(0)) {
    case 'f': return `.${value}`
    case 'k': return `[${fieldsOf(asJsonObject(JSON.parse(value))).map(([key, item]) => `${key}=${formatScalar(item)}`).join(',')}]`
    case 'v': return `[=${formatScalar(JSON.parse(value))}]`
    default: return `[${value}]`
  }
}

function formatScalar(value: unknown): string {
  return typeof value === 'string' ? quoteGo(value) : JSON.stringify(value)
}

const ORDER = 'fkvi'

/** Orders path elements as FieldsV1 writes them: fields, keys, values, indexes. */
export function compareElements(a: string, b: string): number {
  const kinds = ORDER.indexOf(a.charAt(0)) - ORDER.indexOf(b.charAt(0))
  if (kinds !== 0) return kinds
  if (a.startsWith('f')) return compareBytes(a, b)
  return compareValues(JSON.parse(a.slice(2)), JSON.parse(b.slice(2)))
}

/** Fields in the order of their names: an object itself has those that look like numbers first. */
function fieldsOf(object: JsonObject): readonly (readonly [string, unknown])[] {
  return Object.entries(object).toSorted(([a], [b]) => compareBytes(a, b))
}

/** Numbers come before texts, and texts before yes and no. */
const TYPES = ['number', 'string', 'boolean', 'object']

function compareValues(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) return TYPES.indexOf(typeof a) - TYPES.indexOf(typeof b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareBytes(a, b)
  if (isJsonObject(a) && isJsonObject(b)) {
    const [left, right] = [fieldsOf(a), fieldsOf(b)]
    for (const [index, [key, value]] of left.entries()) {
      const other = right[index]
      if (other === undefined) return 1
      const order = compareBytes(key, other[0]) || compareValues(value, other[1])
      if (order !== 0) return order
    }
    return left.length - right.length
  }
  return compareBytes(JSON.stringify(a), JSON.stringify(b))
}

/** The element's canonical text, or undefined for a kind of element that this version does not know. */
export function parseElement(text: string): string | undefined {
  const kind = text.slice(0, 2)
  if (kind === 'f:') return text
  if (kind !== 'k:' && kind !== 'v:' && kind !== 'i:') return undefined
  try {
    return kind + marshalJson(JSON.parse(text.slice(2)))
  } catch {
    return undefined
  }
}
