import { assertNever } from '../../shared/lang/assert-never.ts'
import { asJsonObject, isJsonList, isJsonObject, type JsonObject } from './json.ts'
import { canonicalQuantity } from './quantity.ts'
import type { Scalar, Schema, StructSchema } from './schema.ts'

/**
 * A decoded value as it comes out of Kubernetes' Go types again: unknown and null fields gone, quantities canonical, times in UTC.
 * The value must have passed `checkValue`; parts that did not change are handed on as they are.
 */
export function normalizeValue(schema: Schema, value: unknown): unknown {
  switch (schema.type) {
    case 'any':
      return value
    case 'scalar':
      return normalizeScalar(schema.scalar, value)
    case 'list':
      return isJsonList(value) ? keepList(value, (item) => normalizeMember(schema.items, item)) : value
    case 'map':
      return isJsonObject(value) ? keepFields(value, (_key, item) => normalizeMember(schema.values, item)) : value
    case 'struct':
      return isJsonObject(value) ? keepFields(value, (key, item) => normalizeField(schema, key, item)) : value
    default:
      return assertNever(schema)
  }
}

/** As `normalizeValue`, of a whole object. */
export function normalizeObject(schema: Schema, object: JsonObject): JsonObject {
  return asJsonObject(normalizeValue(schema, object))
}

function normalizeField(schema: StructSchema, key: string, value: unknown): unknown {
  const field = schema.fields.get(key)
  return field === undefined || value === null ? undefined : normalizeValue(field.schema, value)
}

// A null in a Go map or slice is the zero value of its type.
function normalizeMember(schema: Schema, value: unknown): unknown {
  if (value !== null && value !== undefined) return normalizeValue(schema, value)
  switch (schema.type) {
    case 'any': return null
    case 'scalar': return zeroOf(schema.scalar)
    case 'list': return []
    case 'map':
    case 'struct':
      return {}
    default: return assertNever(schema)
  }
}

function zeroOf(scalar: Scalar): unknown {
  switch (scalar) {
    case 'boolean': return false
    case 'int32':
    case 'int64':
    case 'double':
    case 'intOrString':
      return 0
    case 'quantity': return '0'
    case 'string':
    case 'bytes':
      return ''
    case 'time':
    case 'microTime':
      return null
    default: return assertNever(scalar)
  }
}

function keepList(items: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = items.map(change)
  return changed.every((item, index) => item === items[index]) ? items : changed
}

/** The object with its fields changed; one that becomes undefined goes. */
function keepFields(object: JsonObject, change: (key: string, value: unknown) => unknown): JsonObject {
  const keys = Object.keys(object)
  const changed = keys.map((key) => change(key, object[key]))
  if (changed.every((value, index) => value !== undefined && value === object[keys[index] ?? ''])) return object
  return Object.fromEntries(keys.flatMap((key, index) => (changed[index] === undefined ? [] : [[key, changed[index]]])))
}

function normalizeScalar(scalar: Scalar, value: unknown): unknown {
  switch (scalar) {
    case 'quantity': return canonicalQuantity(typeof value === 'string' ? value : JSON.stringify(value))
    case 'time': return typeof value === 'string' ? `${toUtc(value).slice(0, 19)}Z` : value
    case 'microTime': return typeof value === 'string' ? toMicroTime(value) : value
    case 'bytes': return typeof value === 'string' ? value.replaceAll(/[\r\n]/g, '') : value
    case 'string':
    case 'boolean':
    case 'int32':
    case 'int64':
    case 'double':
    case 'intOrString':
      return value
    default: return assertNever(scalar)
  }
}

/** A time that passed `checkValue`, in UTC. JavaScript's own reader does not take all that Go's does: hours of one digit, offsets of 24 hours. */
function toUtc(text: string): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[^\d]/, 6).map(Number)
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(text) ?? []
  const offset = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, day)
  time.setUTCHours(hour, minute - offset, second)
  return time.toISOString()
}

function toMicroTime(text: string): string {
  const fraction = /[.,](\d+)/.exec(text)?.[1] ?? ''
  return `${toUtc(text).slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z`
}
