import { badRequest } from '../../../shared/status/index.ts'
import {
  asJsonObject, equalJson, formatGroupVersion, isJsonList, isJsonObject, type JsonObject, normalizeObject, own, parseGroupVersion, type Schema, textOf, withField,
} from '../../schema/index.ts'
import { conflictError } from './conflicts.ts'
import { differenceOf, EMPTY_SET, equalSets, type FieldSet, isEmptySet, setOfPaths, unionOf } from './field-set.ts'
import { fieldsLastApplied, syncLastApplied } from './last-applied.ts'
import { capUpdaters, decodeManagers, encodeManagers, identify, type Manager, type Managers, withManager } from './managed-fields.ts'
import { type Applied, applyOwnership, exceptAllowed, updateOwnership } from './ownership.ts'
import { unclassified } from './problems.ts'
import { BadValue } from './typed-atom.ts'
import { findAppliedProblems, formatProblems } from './typed-fields.ts'

/** Who writes, to what, and when. */
export interface FieldWriter {
  /** `fieldManager=`, or `managerOf` the user agent. */
  readonly manager: string
  readonly apiVersion: string
  /** '' for the object itself. */
  readonly subresource: string
  /** RFC 3339, to the second. */
  readonly now: string
  readonly schema: Schema
  /** Fields that this path resets and so nobody owns through it: `[['status']]` on the object, `[['spec']]` on its status. */
  readonly resets: readonly (readonly string[])[]
}

/** Identity, not content: owned by nobody. */
const STRIPPED: FieldSet = setOfPaths([
  ['f:apiVersion'], ['f:kind'], ['f:metadata'],
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'generation', 'managedFields', 'resourceVersion']
    .map((field) => ['f:metadata', `f:${field}`]),
])

const BEFORE_FIRST_APPLY = 'before-first-apply'

/**
 * The object of a create or update with its `managedFields`. `next` must have its defaults; `live` is undefined on creation.
 * An object that nobody has managed so far stays so until its first server-side apply, as upstream.
 */
export function trackUpdate(live: JsonObject | undefined, next: JsonObject, writer: FieldWriter): JsonObject {
  const managers = managersForUpdate(live, next, writer.subresource)
  const content = withoutManagedFields(next)
  if (managers.size === 0 && live !== undefined) return content
  try {
    return withManagers(content, capUpdaters(addUpdate(managers, withoutManagedFields(live ?? {}), content, writer)))
  } catch (problem) {
    if (problem instanceof BadValue) return content
    throw problem
  }
}

// A client may write managedFields itself, by a list of its own or, to reset them, by an empty one.
function managersForUpdate(live: JsonObject | undefined, next: JsonObject, subresource: string): Managers {
  const current = decodeManagers(managedFieldsOf(live)) ?? new Map()
  const given = managedFieldsOf(next)
  if (subresource !== '' || !isJsonList(given)) return current
  if (given.length === 0 || (given.length === 1 && equalJson(given[0], {}))) return new Map()
  const managers = decodeManagers(given)
  return managers === undefined || managers.size === 0 ? current : managers
}

function addUpdate(managers: Managers, live: JsonObject, next: JsonObject, writer: FieldWriter): Managers {
  const { managers: others, gained } = updateOwnership(live, next, managers, groundOf(writer))
  const fields = differenceOf(gained, STRIPPED)
  if (isEmptySet(fields)) return others
  const self = { name: writer.manager, operation: 'Update', apiVersion: writer.apiVersion, subresource: writer.subresource, time: writer.now } as const
  return withManager(others, { ...self, fields: unionOf(others.get(identify(self))?.fields ?? EMPTY_SET, fields) })
}

/**
 * Server-side apply of `applied` (as sent, nothing defaulted) to the live object, or to none. Throws BadRequest, a conflict with its causes
 * unless forced, and what upstream answers to an object that does not fit its schema.
 */
export function applyObject(live: JsonObject | undefined, applied: JsonObject, writer: FieldWriter, force: boolean): JsonObject {
  checkApplied(applied, writer)
  const base = withoutManagedFields(live ?? {})
  const managers = managersForApply(live, base, writer)
  const self = { name: writer.manager, operation: 'Apply', apiVersion: writer.apiVersion, subresource: writer.subresource, time: writer.now } as const
  const result = carryOut(base, applied, managers, self, force, writer)
  const previous = managers.get(identify(self))
  const fields = differenceOf(result.managers.get(identify(self))?.fields ?? EMPTY_SET, STRIPPED)
  const merged = writer.manager === 'kubectl' ? syncLastApplied(asJsonObject(result.object), applied) : asJsonObject(result.object)
  const object = normalizeObject(writer.schema, merged)
  const same = previous !== undefined && equalJson(object, base) && equalSets(previous.fields, fields)
  return withManagers(object, withManager(result.managers, { ...self, fields, time: same ? previous.time : writer.now }))
}

function managersForApply(live: JsonObject | undefined, base: JsonObject, writer: FieldWriter): Managers {
  const managers = decodeManagers(managedFieldsOf(live)) ?? new Map()
  if (managers.size > 0 || live === undefined) return managers
  return addUpdate(new Map(), {}, base, { ...writer, manager: BEFORE_FIRST_APPLY })
}

function carryOut(
  base: JsonObject, applied: JsonObject, managers: Managers, self: Omit<Manager, 'fields'>, force: boolean, writer: FieldWriter,
): Applied {
  const ground = groundOf(writer)
  try {
    const result = applyOwnership(base, applied, managers, self, force, ground)
    if (result.conflicts.length === 0) return result
    // kubectl takes over from its own client-side apply.
    const allowed = writer.manager === 'kubectl' ? fieldsLastApplied(base, writer.apiVersion, writer.schema) : EMPTY_SET
    const conflicts = exceptAllowed(result.conflicts, allowed)
    if (conflicts.length > 0) throw conflictError(conflicts)
    return applyOwnership(base, applied, managers, self, true, ground)
  } catch (problem) {
    if (problem instanceof BadValue) throw unclassified(`failed to create typed live object: ${problem.message}`)
    throw problem
  }
}

function checkApplied(applied: JsonObject, { apiVersion, schema }: FieldWriter): void {
  if (applied['apiVersion'] !== apiVersion) {
    throw badRequest(`Incorrect version specified in apply patch. Specified patch version: ${textOf(applied, 'apiVersion')}, expected: ${apiVersion}`)
  }
  if ((managedFieldsOf(applied) ?? null) !== null) throw badRequest('metadata.managedFields must be nil')
  const problems = findAppliedProblems(applied, schema)
  if (problems.length === 0) return
  const metadata = asObject(own(applied, 'metadata'))
  const { group, version } = parseGroupVersion(apiVersion)
  const gvk = `${group === '' ? `/${version}` : formatGroupVersion({ group, version })}, Kind=${textOf(applied, 'kind')}`
  const subject = `${textOf(metadata, 'namespace')}/${textOf(metadata, 'name')}; ${gvk}`
  throw unclassified(`failed to create typed patch object (${subject}): ${formatProblems(problems)}`)
}

/**
 * What to store: the live object itself when the next one differs in nothing but the times of its managed fields,
 * so that an apply or update that changes nothing writes nothing.
 */
export function settleUnchanged<Live extends JsonObject>(live: Live, next: JsonObject): Live | JsonObject {
  if (!equalJson(withoutManagedFields(live), withoutManagedFields(next))) return next
  return equalJson(timeless(managedFieldsOf(live)), timeless(managedFieldsOf(next))) ? live : next
}

function timeless(managedFields: unknown): unknown {
  if (!isJsonList(managedFields)) return []
  return managedFields.map((entry) => (isJsonObject(entry) ? withField(entry, 'time', undefined) : entry))
}

const MAX_MANAGER_BYTES = 128
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

/** The manager that a request without `fieldManager` counts as: its user agent up to the first slash. */
export function managerOf(userAgent: string): string {
  let manager = ''
  for (const character of userAgent.split('/')[0] ?? '') {
    if (!PRINTABLE.test(character)) continue
    if (new TextEncoder().encode(manager + character).length > MAX_MANAGER_BYTES) break
    manager += character
  }
  return manager
}

function groundOf({ schema, resets }: FieldWriter): { readonly schema: Schema; readonly ignored: FieldSet } {
  return { schema, ignored: setOfPaths(resets.map((path) => path.map((field) => `f:${field}`))) }
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}

function managedFieldsOf(object: JsonObject | undefined): unknown {
  return own(asObject(own(object ?? {}, 'metadata')), 'managedFields')
}

function withoutManagedFields(object: JsonObject): JsonObject {
  const metadata = own(object, 'metadata')
  if (!isJsonObject(metadata) || !Object.hasOwn(metadata, 'managedFields')) return object
  return withField(object, 'metadata', withField(metadata, 'managedFields', undefined))
}

function withManagers(object: JsonObject, managers: Managers): JsonObject {
  if (managers.size === 0) return object
  return withField(object, 'metadata', withField(asObject(own(object, 'metadata')), 'managedFields', encodeManagers(managers)))
}
