import { compareBytes } from '../../../shared/model/index.ts'
import { isJsonList, isJsonObject, type JsonObject } from '../../schema/index.ts'
import { type FieldSet, isEmptySet, unionOf } from './field-set.ts'
import { decodeFields, encodeFields } from './fields-v1.ts'

/** Who set fields, how, and which: one entry of `metadata.managedFields`. */
export interface Manager {
  readonly name: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  /** '' for the object itself. */
  readonly subresource: string
  /** RFC 3339, to the second; undefined when unknown. */
  readonly time: string | undefined
  readonly fields: FieldSet
}

/** Managers by identity: name, operation and subresource, and of updates the version. */
export type Managers = ReadonlyMap<string, Manager>

export function identify({ name, operation, apiVersion, subresource }: Omit<Manager, 'time' | 'fields'>): string {
  return JSON.stringify([name, operation, operation === 'Update' ? apiVersion : '', subresource])
}

/** Reads `managedFields`; undefined when they are not of a form that can be kept. */
export function decodeManagers(list: unknown): Managers | undefined {
  if (list === undefined || list === null) return new Map()
  if (!isJsonList(list)) return undefined
  const managers = new Map<string, Manager>()
  for (const entry of list) {
    const manager = isJsonObject(entry) ? decodeManager(entry) : undefined
    if (manager === undefined) return undefined
    managers.set(identify(manager), manager)
  }
  return managers
}

function decodeManager(entry: JsonObject): Manager | undefined {
  const { manager: name = '', operation, apiVersion = '', subresource = '', time, fieldsType, fieldsV1 } = entry
  const fields = fieldsV1 === undefined ? undefined : decodeFields(fieldsV1)
  if (operation !== 'Apply' && operation !== 'Update') return undefined
  if (fields === undefined || fieldsType !== 'FieldsV1') return undefined
  if (typeof name !== 'string' || typeof apiVersion !== 'string' || typeof subresource !== 'string') return undefined
  return { name, operation, apiVersion, subresource, time: typeof time === 'string' ? time : undefined, fields }
}

/** `managedFields` as stored: applies first, then by time, name, version and subresource. */
export function encodeManagers(managers: Managers): readonly JsonObject[] {
  const sorted = [...managers.values()].toSorted((a, b) => compareBytes(a.operation, b.operation) || secondsOf(a) - secondsOf(b)
    || compareBytes(a.name, b.name) || compareBytes(a.apiVersion, b.apiVersion) || compareBytes(a.subresource, b.subresource))
  return sorted.map(({ name, operation, apiVersion, subresource, time, fields }) => ({
    manager: name, operation, apiVersion, ...(time === undefined ? {} : { time }), fieldsType: 'FieldsV1', fieldsV1: encodeFields(fields),
    ...(subresource === '' ? {} : { subresource }),
  }))
}

function secondsOf({ time }: Manager): number {
  return time === undefined ? 0 : Date.parse(time)
}

/** The managers with one's fields set; a manager without fields is none. */
export function withManager(managers: Managers, manager: Manager): Managers {
  const result = new Map(managers)
  if (isEmptySet(manager.fields)) result.delete(identify(manager))
  else result.set(identify(manager), manager)
  return result
}

/** The managers with each one's fields changed. */
export function mapFields(managers: Managers, change: (manager: Manager, id: string) => FieldSet): Managers {
  const result = new Map<string, Manager>()
  for (const [id, manager] of managers) {
    const fields = change(manager, id)
    if (!isEmptySet(fields)) result.set(id, { ...manager, fields })
  }
  return result
}

const MAX_UPDATERS = 10
const OLD_UPDATES = 'ancient-changes'

/** Folds the oldest updates of a version into one entry while there are more than ten. */
export function capUpdaters(managers: Managers): Managers {
  const updaters = [...managers].filter(([, { operation }]) => operation === 'Update')
    .toSorted(([a, first], [b, second]) => secondsOf(first) - secondsOf(second) || compareBytes(a, b))
  const result = new Map(managers)
  const buckets = new Map<string, string>()
  let count = updaters.length
  for (const [id, manager] of updaters) {
    if (count <= MAX_UPDATERS) break
    const at = buckets.get(manager.apiVersion)
    buckets.set(manager.apiVersion, at ?? id)
    const old = at === undefined ? undefined : result.get(at)
    if (at === undefined || old === undefined) continue
    const bucket: Manager = { ...manager, name: OLD_UPDATES, subresource: '', fields: unionOf(manager.fields, old.fields) }
    result.delete(at)
    result.delete(id)
    result.set(identify(bucket), bucket)
    buckets.set(manager.apiVersion, identify(bucket))
    count -= 1
  }
  return result
}
