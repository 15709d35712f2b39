import { isJsonList, type Schema } from '../../schema/index.ts'
import { EMPTY_SET, type FieldSet, isEmptySet } from './field-set.ts'
import { fieldElement, itemElement } from './path-element.ts'
import { asObject, atomOf, fieldSchema, isDeclared, isEmpty } from './typed-atom.ts'

/** The value without the members of `set` and all below them. A list or map that is left with nothing becomes null, as upstream has it. */
export function removeFields(value: unknown, set: FieldSet, schema: Schema): unknown {
  if (isEmptySet(set)) return value
  const atom = atomOf(schema, value)
  // Nothing below a scalar can be taken away; of an atomic list or map, a part is the whole.
  if (isEmpty(value)) return null
  if (atom.kind === 'leaf') return isJsonList(value) || asObject(value) !== undefined ? null : value
  if (atom.kind === 'items') {
    if (!isJsonList(value)) return value
    const items = value.flatMap((item) => {
      const found = itemElement(atom.schema, item)
      return found.ok ? keep(item, found.element, set, atom.schema.items) : [item]
    }).filter((item) => item !== null)
    return items.length === 0 ? null : items
  }
  const fields = Object.entries(asObject(value) ?? {}).flatMap(([name, item]) => {
    return keep(item, fieldElement(name), set, fieldSchema(schema, name)).map((kept) => [name, kept] as const)
  })
  return fields.length === 0 ? null : Object.fromEntries(fields)
}

function keep(item: unknown, element: string, set: FieldSet, schema: Schema): readonly unknown[] {
  return set.members.has(element) ? [] : [removeFields(item, set.children.get(element) ?? EMPTY_SET, schema)]
}

/** The set with every declared field that has something below it made a member: so that a struct goes when the last of its fields does. */
export function withNamedFields(set: FieldSet, schema: Schema): FieldSet {
  const members = new Set(set.members)
  const children = new Map<string, FieldSet>()
  for (const [element, child] of set.children) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined
    if (name !== undefined && isDeclared(schema, name)) members.add(element)
    const below = name !== undefined ? fieldSchema(schema, name) : schema.type === 'list' ? schema.items : { type: 'any' as const }
    children.set(element, withNamedFields(child, below))
  }
  return { members, children }
}
