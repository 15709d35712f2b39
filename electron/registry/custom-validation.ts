import {
  duplicateField, type FieldError, invalidField, requiredField, tooLongField, tooManyField, unsupportedField,
} from '../../shared/model/index.ts'
import { equalJson, isJsonObject, type JsonObject } from '../schema/index.ts'
import { type CustomSchema, schemaOfField } from './custom-schema.ts'
import { isFormatted } from './string-format.ts'

/** All that a schema has against a custom object but for its metadata, in the words of upstream's OpenAPI validation. */
export function validateBySchema(object: JsonObject, schema: CustomSchema): readonly FieldError[] {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...body } = object
  const { apiVersion: _v, kind: _k, metadata: _m, ...properties } = schema.properties ?? {}
  const required = (schema.required ?? []).filter((field) => !['apiVersion', 'kind', 'metadata'].includes(field))
  return validateValue(body, { ...schema, properties, required }, '')
}

function validateValue(value: unknown, schema: CustomSchema, path: string): readonly FieldError[] {
  if (value === null && schema.nullable === true) return []
  const wrongType = checkType(value, schema, path)
  if (wrongType !== undefined) return [wrongType]
  return [
    ...validateKind(value, schema, path),
    ...(schema.enum === undefined || schema.enum.some((one) => equalJson(one, value)) ? [] : [unsupportedField(path, value, schema.enum.map(writeAllowed))]),
    ...validateCombinations(value, schema, path),
  ]
}

function validateKind(value: unknown, schema: CustomSchema, path: string): readonly FieldError[] {
  if (typeof value === 'string') return validateString(value, schema, path)
  if (typeof value === 'number') return validateNumber(value, schema, path)
  if (Array.isArray(value)) return validateList(value, schema, path)
  return isJsonObject(value) ? validateMap(value, schema, path) : []
}

function writeAllowed(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Upstream's messages name the place as `spec.replicas in body`, and the object itself as nothing. */
function say(path: string, problem: string): string {
  return `${path === '' ? '' : `${path} `}in body ${problem}`
}

function checkType(value: unknown, schema: CustomSchema, path: string): FieldError | undefined {
  const found = typeOf(value)
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (found === 'integer' || found === 'string') return undefined
    return { type: 'TypeInvalid', field: path, badValue: found, detail: say(path, `must be of type integer,string: "${found}"`) }
  }
  const { type } = schema
  if (type === undefined || type === '' || type === found || (type === 'number' && found === 'integer')) return undefined
  return { type: 'TypeInvalid', field: path, badValue: found, detail: say(path, `must be of type ${type}: "${found}"`) }
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function validateString(value: string, { minLength, maxLength, pattern, format }: CustomSchema, path: string): readonly FieldError[] {
  const length = [...value].length
  return [
    ...(maxLength !== undefined && length > maxLength ? [tooLongField(path, maxLength)] : []),
    ...(minLength !== undefined && length < minLength ? [invalidField(path, value, say(path, `should be at least ${minLength} chars long`))] : []),
    ...(pattern !== undefined && !matchesPattern(value, pattern) ? [invalidField(path, value, say(path, `should match '${pattern}'`))] : []),
    ...(format !== undefined && !isFormatted(value, format) ? [invalidField(path, value, say(path, `must be of type ${format}: ${JSON.stringify(value)}`))] : []),
  ]
}

/** Go's expressions are JavaScript's, but for flags in front and a few escapes. One that cannot be read refuses nothing here. */
function matchesPattern(value: string, pattern: string): boolean {
  const [, flags = '', body = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? []
  try {
    return new RegExp(body.replaceAll('\\z', '$').replaceAll('\\A', '^').replaceAll('(?P<', '(?<'), `${flags}u`).test(value)
  } catch {
    return true
  }
}

function validateNumber(value: number, schema: CustomSchema, path: string): readonly FieldError[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const errors: FieldError[] = []
  const refuse = (problem: string) => errors.push(invalidField(path, value, say(path, problem)))
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) refuse(`should be a multiple of ${multipleOf}`)
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    refuse(exclusiveMaximum === true ? `should be less than ${maximum}` : `should be less than or equal to ${maximum}`)
  }
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    refuse(exclusiveMinimum === true ? `should be greater than ${minimum}` : `should be greater than or equal to ${minimum}`)
  }
  return errors
}

function validateList(items: readonly unknown[], schema: CustomSchema, path: string): readonly FieldError[] {
  const { minItems, maxItems, uniqueItems, items: itemSchema } = schema
  const repeated = items.some((item, index) => items.findIndex((other) => equalJson(other, item)) < index)
  return [
    ...(minItems !== undefined && items.length < minItems ? [invalidField(path, items.length, say(path, `should have at least ${minItems} items`))] : []),
    ...(maxItems !== undefined && items.length > maxItems ? [tooManyField(path, items.length, maxItems)] : []),
    ...(uniqueItems === true && repeated ? [invalidField(path, '', say(path, "shouldn't contain duplicates"))] : []),
    ...(itemSchema === undefined ? [] : items.flatMap((item, index) => validateValue(item, itemSchema, `${path}[${index}]`))),
    ...validateListType(items, schema, path),
  ]
}

/** A list that is a set or a map has no two items of one value or key. */
function validateListType(items: readonly unknown[], schema: CustomSchema, path: string): readonly FieldError[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const keyOf = (item: unknown): unknown => (isJsonObject(item) ? Object.fromEntries(keys.map((key) => [key, item[key] ?? null])) : item)
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
    case 'map': {
      const known = items.map((item) => (schema['x-kubernetes-list-type'] === 'map' ? keyOf(item) : item))
      return known.flatMap((key, index) => (known.findIndex((other) => equalJson(other, key)) < index ? [duplicateField(`${path}[${index}]`, key)] : []))
    }
    default: return []
  }
}

function validateMap(map: JsonObject, schema: CustomSchema, path: string): readonly FieldError[] {
  const { required = [], minProperties, maxProperties } = schema
  const count = Object.keys(map).length
  const at = (field: string) => (path === '' ? field : `${path}.${field}`)
  return [
    ...required.filter((field) => !Object.hasOwn(map, field) || map[field] === undefined).map((field) => requiredField(at(field), '')),
    ...(minProperties !== undefined && count < minProperties ? [invalidField(path, count, say(path, `should have at least ${minProperties} properties`))] : []),
    ...(maxProperties !== undefined && count > maxProperties ? [tooManyField(path, count, maxProperties)] : []),
    ...Object.entries(map).flatMap(([field, value]) => {
      const known = schemaOfField(schema, field)
      return known === undefined || value === undefined ? [] : validateValue(value, known, at(field))
    }),
  ]
}

function validateCombinations(value: unknown, { allOf = [], anyOf, oneOf, not }: CustomSchema, path: string): readonly FieldError[] {
  const fits = (schema: CustomSchema) => validateValue(value, schema, path).length === 0
  const refuse = (problem: string): FieldError => invalidField(path, '', `${JSON.stringify(path)} ${problem}`)
  const fitting = (oneOf ?? []).filter(fits).length
  return [
    ...allOf.flatMap((schema) => validateValue(value, schema, path)),
    ...(anyOf === undefined || anyOf.length === 0 || anyOf.some(fits) ? [] : [refuse('must validate at least one schema (anyOf)')]),
    ...(oneOf === undefined || oneOf.length === 0 || fitting === 1
      ? [] : [refuse(`must validate one and only one schema (oneOf). ${fitting === 0 ? 'Found none valid' : `Found ${fitting} valid alternatives`}`)]),
    ...(not !== undefined && fits(not) ? [refuse('must not validate the schema (not)')] : []),
  ]
}
