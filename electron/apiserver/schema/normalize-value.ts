import { assertNever } from '../../../shared/lang/assert-never.ts'
import { asJsonObject, isJsonList, isJsonObject, type JsonObject } from './json.ts'
import { canonicalQuantity } from './quantity.ts'
import type { Scalar, Schema } from './schema.ts'

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
      return isJsonList(value) ? value.map((item) => normalizeMember(schema.items, item)) : value
    case 'map':
      if (!isJsonObject(value)) return value
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalizeMember(schema.values, item)]))
    case 'struct':
      if (!isJsonObject(value)) return value
      return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => {
        const field = schema.fields.get(key)
        return field === undefined || item === null ? [] : [[key, normalizeValue(field.schema, item)] as const]
      }))
    default:
      return assertNever(schema)
  }
}

/** As `normalizeValue`, of a whole object. */
export function normalizeObject(schema: Schema, object: JsonObject): JsonObject {
  return asJsonObject(normalizeValue(schema, object))
}

// A null in a Go map or slice is the zero value of its type.
function normalizeMember(schema: Schema, value: unknown): unknown {
  if (value !== null) return normalizeValue(schema, value)
  if (schema.type === 'struct') return {}
  if (schema.type !== 'scalar') return value
  return schema.scalar === 'quantity' ? '0' : schema.scalar === 'string' || schema.scalar === 'bytes' ? '' : value
}

function normalizeScalar(scalar: Scalar, value: unknown): unknown {
  switch (scalar) {
    case 'quantity': return value === null ? '0' : canonicalQuantity(typeof value === 'string' ? value : JSON.stringify(value))
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

function toUtc(text: string): string {
  return new Date(text.replace(',', '.')).toISOString()
}

function toMicroTime(text: string): string {
  const fraction = /[.,](\d+)/.exec(text)?.[1] ?? ''
  return `${toUtc(text).slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z`
}
