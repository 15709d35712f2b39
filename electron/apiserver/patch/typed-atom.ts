import { assertNever } from '../../../shared/lang/assert-never.ts'
import { isJsonList, isJsonObject, type JsonObject, type ListSchema, own, type Schema, type StructSchema } from '../../schema/index.ts'
import { itemElement } from './path-element.ts'

/** How ownership sees a value: as one, by its fields, or by its items. */
export type Atom =
  | { readonly kind: 'leaf' }
  | { readonly kind: 'fields'; readonly schema: Schema }
  | { readonly kind: 'items'; readonly schema: ListSchema }

const LEAF: Atom = { kind: 'leaf' }

/** The atom of these values at a place, of which some may be absent. Where nothing is known of it, maps are shared out and lists are not. */
export function atomOf(schema: Schema, ...values: readonly unknown[]): Atom {
  switch (schema.type) {
    case 'scalar': return LEAF
    case 'list': return schema.listType === 'atomic' ? LEAF : { kind: 'items', schema }
    case 'map':
    case 'struct': return schema.atomic ? LEAF : { kind: 'fields', schema }
    case 'any': return values.every((value) => isEmpty(value) || isJsonObject(value)) && values.some(isJsonObject) ? { kind: 'fields', schema } : LEAF
    default: return assertNever(schema)
  }
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (isJsonList(value)) return value.length === 0
  return isJsonObject(value) && Object.keys(value).length === 0
}

const ANY: Schema = { type: 'any' }

export function fieldSchema(schema: Schema, field: string): Schema {
  if (schema.type === 'map') return schema.values
  return (schema.type === 'struct' ? schema.fields.get(field)?.schema : undefined) ?? ANY
}

/** Whether a field is one of a struct's, not a key of a map. */
export function isDeclared(schema: Schema, field: string): boolean {
  return schema.type === 'struct' && schema.fields.has(field)
}

/** A field as Go's type has it. */
export function fieldOf(schema: Schema, object: JsonObject | undefined, field: string): unknown {
  if (object === undefined) return undefined
  const value = own(object, field)
  return value === undefined && schema.type === 'struct' ? schema.fields.get(field)?.absent : value
}

/** Names of the fields that Go's type always has. */
export function alwaysFields(schema: Schema): readonly string[] {
  if (schema.type !== 'struct') return []
  let names = always.get(schema)
  if (names === undefined) always.set(schema, (names = [...schema.fields].filter(([, { absent }]) => absent !== undefined).map(([name]) => name)))
  return names
}

const always = new WeakMap<StructSchema, readonly string[]>()

/** A value that the schema does not allow where it stands; `message` begins with the path. */
export class BadValue extends Error {}

/**
 * The items of a list by their path elements, in order. Stored objects may have several with one element (two variables of a name):
 * no part of those can be told from the other's, so they are owned and compared as one. Throws BadValue for an item without an element.
 */
export function itemsByElement(list: ListSchema, value: unknown): ReadonlyMap<string, readonly unknown[]> {
  const items = new Map<string, unknown[]>()
  if (!isJsonList(value)) return items
  for (const [index, item] of value.entries()) {
    const found = itemElement(list, item)
    if (!found.ok) throw new BadValue(`element ${index}: ${found.problem}`)
    const group = items.get(found.element)
    if (group === undefined) items.set(found.element, [item])
    else group.push(item)
  }
  return items
}

export function asObject(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined
}
