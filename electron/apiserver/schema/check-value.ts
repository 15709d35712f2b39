import { assertNever } from '../../../shared/lang/assert-never.ts'
import { isJsonList, isJsonObject, type JsonObject } from './json.ts'
import { findBase64Problem, findQuantityProblem, findTimeProblem } from './scalar-text.ts'
import type { ListSchema, Scalar, Schema, StructSchema } from './schema.ts'

/** What Go's decoder says of a value of some type. */
export interface Findings {
  /** Why the value cannot be decoded at all, in the words of Go's JSON decoder. */
  readonly decodeError?: string
  /** Unknown and repeated fields, each once, in document order: `unknown field "spec.x"`. */
  readonly strictErrors: readonly string[]
}

const MAX_STRICT_ERRORS = 100

const GO_SCALARS: Readonly<Record<Scalar, string>> = {
  string: 'string', boolean: 'bool', int32: 'int32', int64: 'int64', double: 'float64', bytes: '[]uint8',
  time: 'v1.Time', microTime: 'v1.MicroTime', quantity: 'resource.Quantity', intOrString: 'intstr.IntOrString',
}

/** Where the walk is: Go names the innermost struct and the fields without indexes, strict errors the whole path. */
interface Place {
  readonly path: string
  readonly owner: string
  readonly trail: string
}

interface Walk {
  readonly strict: Set<string>
  readonly repeatedKeys: ReadonlyMap<object, readonly string[]>
  /** Of wrong JSON types the first counts, but decoding goes on. */
  typeError: string | undefined
  /** An error of a type's own decoder ends the decoding, and is the one told. */
  ended: string | undefined
}

/** Judges a JSON value by its schema as the API server's decoder does; `repeatedKeys` as `parseJson` gives them. */
export function checkValue(schema: Schema, value: unknown, repeatedKeys: ReadonlyMap<object, readonly string[]> = new Map()): Findings {
  const walk: Walk = { strict: new Set(), repeatedKeys, typeError: undefined, ended: undefined }
  visit(walk, schema, value, { path: '', owner: '', trail: '' })
  const decodeError = walk.ended ?? walk.typeError
  return { ...(decodeError === undefined ? {} : { decodeError }), strictErrors: [...walk.strict] }
}

/** A type's name as Go prints it: `[]v1.Container`, `map[string]string`. */
export function formatGoType(schema: Schema): string {
  switch (schema.type) {
    case 'scalar': return GO_SCALARS[schema.scalar]
    case 'list': return `[]${formatGoType(schema.items)}`
    // The one named map type among the API types.
    case 'map':
      if (schema.values.type === 'scalar' && schema.values.scalar === 'quantity') return 'v1.ResourceList'
      return `map[string]${formatGoType(schema.values)}`
    case 'struct': return schema.name
    case 'any': return 'interface {}'
    default: return assertNever(schema)
  }
}

function visit(walk: Walk, schema: Schema, value: unknown, place: Place): void {
  if (value === null || walk.ended !== undefined) return
  switch (schema.type) {
    case 'any':
      return
    case 'scalar':
      return visitScalar(walk, schema.scalar, value, place)
    case 'list':
      return isJsonList(value) ? visitList(walk, schema, value, place) : mistype(walk, value, schema, place)
    case 'map':
      if (!isJsonObject(value)) return mistype(walk, value, schema, place)
      return visitEntries(walk, value, place, (key) => visit(walk, schema.values, value[key], { ...place, path: join(place.path, key) }))
    case 'struct':
      if (!isJsonObject(value)) return mistype(walk, value, schema, place)
      return visitEntries(walk, value, place, (key) => visitField(walk, schema, key, value[key], place))
    default:
      return assertNever(schema)
  }
}

function visitList(walk: Walk, schema: ListSchema, items: readonly unknown[], place: Place): void {
  for (const [index, item] of items.entries()) visit(walk, schema.items, item, { ...place, path: `${place.path}[${index}]` })
}

function visitEntries(walk: Walk, object: JsonObject, place: Place, each: (key: string) => void): void {
  const repeated = walk.repeatedKeys.get(object)
  const seen = new Set<string>()
  for (const key of repeated ?? Object.keys(object)) {
    if (seen.has(key)) complain(walk, 'duplicate', join(place.path, key))
    else each(key)
    seen.add(key)
  }
}

function visitField(walk: Walk, schema: StructSchema, key: string, value: unknown, place: Place): void {
  const path = join(place.path, key)
  const field = schema.fields.get(key)
  if (field === undefined) return complain(walk, 'unknown', path)
  const owner = schema.name.slice(schema.name.indexOf('.') + 1)
  visit(walk, field.schema, value, { path, owner, trail: join(place.trail, key) })
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function complain(walk: Walk, what: 'unknown' | 'duplicate', path: string): void {
  if (walk.strict.size < MAX_STRICT_ERRORS) walk.strict.add(`${what} field "${path}"`)
}

function visitScalar(walk: Walk, scalar: Scalar, value: unknown, place: Place): void {
  const end = (problem: string | undefined): void => {
    walk.ended = problem
  }
  switch (scalar) {
    case 'string':
    case 'boolean':
      return typeof value === scalar ? undefined : mistype(walk, value, { type: 'scalar', scalar }, place)
    case 'int32':
    case 'int64':
    case 'double': {
      const bad = typeof value === 'number' ? outOfRange(scalar, value) : nameJsonType(value)
      return bad === undefined ? undefined : addTypeError(walk, describeMismatch(bad, GO_SCALARS[scalar], place))
    }
    case 'bytes':
      return typeof value === 'string' ? end(findBase64Problem(value)) : mistype(walk, value, { type: 'scalar', scalar }, place)
    case 'time':
    case 'microTime':
      return end(typeof value === 'string' ? findTimeProblem(value) : describeMismatch(nameJsonType(value), 'string', place))
    case 'quantity':
      return end(findQuantityProblem(typeof value === 'string' ? value : JSON.stringify(value)))
    case 'intOrString': {
      if (typeof value === 'string') return
      const bad = typeof value === 'number' ? outOfRange('int32', value) : nameJsonType(value)
      return end(bad === undefined ? undefined : describeMismatch(bad, 'int32', place))
    }
    default:
      return assertNever(scalar)
  }
}

function outOfRange(scalar: 'int32' | 'int64' | 'double', value: number): string | undefined {
  if (scalar === 'double') return Number.isFinite(value) ? undefined : `number ${value}`
  const limit = scalar === 'int32' ? 2 ** 31 : 2 ** 63
  return Number.isInteger(value) && value >= -limit && value < limit ? undefined : `number ${value}`
}

function nameJsonType(value: unknown): string {
  if (isJsonList(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function describeMismatch(found: string, type: string, { owner, trail }: Place): string {
  return `json: cannot unmarshal ${found} into Go ${owner === '' ? 'value' : `struct field ${owner}.${trail}`} of type ${type}`
}

function mistype(walk: Walk, value: unknown, schema: Schema, place: Place): void {
  addTypeError(walk, describeMismatch(nameJsonType(value), formatGoType(schema), place))
}

function addTypeError(walk: Walk, problem: string): void {
  walk.typeError ??= problem
}
