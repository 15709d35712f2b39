import { equalJson, type Schema } from '../../schema/index.ts'
import {
  differenceOf, EMPTY_SET, type FieldSet, intersectionOf, isEmptySet, pathsOf, recursiveDifferenceOf, setOfPaths, unionOf,
} from './field-set.ts'
import { identify, type Manager, type Managers, mapFields } from './managed-fields.ts'
import { compareTyped, type Comparison } from './typed-compare.ts'
import { fieldsOf } from './typed-fields.ts'
import { mergeTyped } from './typed-merge.ts'
import { removeFields, withNamedFields } from './typed-remove.ts'

/** A field that an apply would take from another manager. */
export interface Conflict {
  readonly manager: Manager
  readonly path: readonly string[]
}

/** What is known of the objects whose fields are shared out. */
export interface Ground {
  readonly schema: Schema
  /** Fields that requests to this path cannot change and so never own: `status` on the object itself. */
  readonly ignored: FieldSet
}

export interface Updated {
  /** Everybody's fields, less those that the update changed, added or removed. */
  readonly managers: Managers
  /** What the update changed or added: its maker's from now on. */
  readonly gained: FieldSet
}

/** What an update does to ownership. Throws BadValue. */
export function updateOwnership(live: unknown, next: unknown, managers: Managers, { schema, ignored }: Ground): Updated {
  const changes = withoutIgnored(compareTyped(live, next, schema), ignored)
  return { managers: takeFrom(managers, changes), gained: unionOf(changes.modified, changes.added) }
}

export interface Applied {
  /** The live object itself when nothing changed. */
  readonly object: unknown
  readonly managers: Managers
  /** Empty when forced. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Server-side apply: the applied fields are merged in and owned, those that the applier owned and no longer names are removed unless
 * somebody else owns them. Throws BadValue.
 */
export function applyOwnership(
  live: unknown, applied: unknown, managers: Managers, applier: Omit<Manager, 'fields'>, force: boolean, ground: Ground,
): Applied {
  const { schema, ignored } = ground
  const id = identify(applier)
  const last = managers.get(id)?.fields
  const fields = recursiveDifferenceOf(fieldsOf(applied, schema), ignored)
  const owned = new Map(managers).set(id, { ...applier, fields })
  const object = prune(mergeTyped(live, applied, schema), last, owned, schema)
  const changes = withoutIgnored(compareTyped(live, object, schema), ignored)
  const conflicts = force ? [] : findConflicts(owned, changes, id)
  return { object: equalJson(live, object) ? live : object, managers: takeFrom(owned, changes, id), conflicts }
}

function withoutIgnored({ added, modified, removed }: Comparison, ignored: FieldSet): Comparison {
  const less = (set: FieldSet): FieldSet => recursiveDifferenceOf(set, ignored)
  return { added: less(added), modified: less(modified), removed: less(removed) }
}

/** Takes changed, added and removed fields from every manager but the one who did it. */
function takeFrom(managers: Managers, { added, modified, removed }: Comparison, except?: string): Managers {
  const lost = unionOf(unionOf(added, modified), removed)
  return mapFields(managers, ({ fields }, id) => (id === except ? fields : differenceOf(fields, lost)))
}

function findConflicts(managers: Managers, { added, modified }: Comparison, except: string): readonly Conflict[] {
  const touched = unionOf(modified, added)
  return [...managers].flatMap(([id, manager]) => {
    return id === except ? [] : [...pathsOf(intersectionOf(manager.fields, touched))].map((path) => ({ manager, path }))
  })
}

/** The merged object without what the applier owned last and does not name now, where nobody else owns it. */
function prune(merged: unknown, last: FieldSet | undefined, managers: Managers, schema: Schema): unknown {
  if (last === undefined || isEmptySet(last)) return merged
  const named = (set: FieldSet): FieldSet => withNamedFields(set, schema)
  const before = named(fieldsOf(merged, schema))
  const owned = [...managers.values()].reduce<FieldSet>((all, { fields }) => unionOf(all, fields), EMPTY_SET)
  const stripped = named(fieldsOf(removeFields(merged, named(last), schema) ?? {}, schema))
  const kept = removeFields(merged, differenceOf(before, unionOf(stripped, named(owned))), schema)
  // What was taken away along with its parent, though the applier never owned it, comes back.
  const left = named(fieldsOf(kept ?? {}, schema))
  return removeFields(merged, intersectionOf(differenceOf(before, left), named(last)), schema) ?? {}
}

/** Fields of the applied configuration that conflicts are about, less those in `allowed`. */
export function exceptAllowed(conflicts: readonly Conflict[], allowed: FieldSet): readonly Conflict[] {
  const paths = setOfPaths(conflicts.map(({ path }) => path))
  const refused = differenceOf(paths, allowed)
  const texts = new Set([...pathsOf(refused)].map((path) => path.join('\n')))
  return conflicts.filter(({ path }) => texts.has(path.join('\n')))
}
