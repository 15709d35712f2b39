import { equalJson, type Schema } from '../../schema/index.ts'
import { type FieldSet, setOfPaths } from './field-set.ts'
import { fieldElement } from './path-element.ts'
import { alwaysFields, asObject, atomOf, fieldOf, fieldSchema, isEmpty, itemsByElement } from './typed-atom.ts'

export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
}

type Path = readonly string[]

interface Found {
  readonly added: Path[]
  readonly modified: Path[]
  readonly removed: Path[]
}

/** What changed from one object to the other, as sets of the paths that ownership is of. Throws BadValue. */
export function compareTyped(before: unknown, after: unknown, schema: Schema): Comparison {
  const found: Found = { added: [], modified: [], removed: [] }
  compareAt(before, after, schema, [], found)
  return { added: setOfPaths(found.added), modified: setOfPaths(found.modified), removed: setOfPaths(found.removed) }
}

const WHOLE: Schema = { type: 'list', items: { type: 'any' }, listType: 'atomic', keys: [] }

function compareAt(before: unknown, after: unknown, schema: Schema, path: Path, found: Found): void {
  // What nobody has touched is often the very same.
  if (before === after) return
  const atom = atomOf(schema, before, after)
  // Where both are empty, "nothing" and "empty" are still two values.
  if (atom.kind === 'leaf' || (isEmpty(before) && isEmpty(after))) {
    if (before === undefined) found.added.push(path)
    else if (after === undefined) found.removed.push(path)
    else if (!equalJson(before, after)) found.modified.push(path)
    return
  }
  if (atom.kind === 'fields') {
    const [old, next] = [asObject(before), asObject(after)]
    for (const field of new Set([...Object.keys(old ?? {}), ...Object.keys(next ?? {}), ...alwaysFields(schema)])) {
      const [a, b] = [fieldOf(schema, old, field), fieldOf(schema, next, field)]
      if (a !== undefined || b !== undefined) compareAt(a, b, fieldSchema(schema, field), [...path, fieldElement(field)], found)
    }
  } else {
    const [old, next] = [itemsByElement(atom.schema, before), itemsByElement(atom.schema, after)]
    for (const element of new Set([...old.keys(), ...next.keys()])) {
      const [a, b] = [old.get(element), next.get(element)]
      if ((a ?? []).length > 1 || (b ?? []).length > 1) compareAt(a, b, WHOLE, [...path, element], found)
      else compareAt(a?.[0], b?.[0], atom.schema.items, [...path, element], found)
    }
  }
  if (before === undefined) found.added.push(path)
  else if (after === undefined) found.removed.push(path)
}
