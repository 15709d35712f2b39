import { assertNever } from '../../shared/lang/assert-never.ts'
import { isJsonList, isJsonObject, type JsonObject } from './json.ts'
import { findBase64Problem, findQuantityProblem, findTimeProblem } from './scalar-text.ts'
import type { Scalar, Schema, StructSchema } from './schema.ts'

/** What Go's decoder says of a value of some type. */
export interface Findings {
  /** Why the value cannot be decoded at all, in the words of Go's JSON decoder. */
  readonly decodeError?: string
  /** Where that value is, else the first unknown or repeated field: `spec.containers[0].image`. */
  readonly field?: string
  /** Unknown and repeated fields, each once, in document order: `unknown field "spec.x"`. */
  readonly strictErrors: readonly string[]
}

const MAX_STRICT_ERRORS = 100

const GO_SCALARS: Readonly<Record<Scalar, string>> = {
  string: 'string', boolean: 'bool', int32: 'int32', int64: 'int64', double: 'float64', bytes: '[]uint8',
  time: 'v1.Time', microTime: 'v1.MicroTime', quantity: 'resource.Quantity', intOrString: 'intstr.IntOrString',
}

/** Where the walk is, as steps from the whole value. Text is made of it only when something is wrong. */
interface Place {
  readonly from: Place | undefined
  /** A field, a key of a map, or an index. */
  readonly step: string | number
  /** The struct that has the field; undefined for other steps. */
  readonly owner: StructSchema | undefined
}

interface Walk {
  readonly strict: Set<string>
  readonly repeatedKeys: ReadonlyMap<object, readonly string[]>
  /** Of wrong JSON types the first counts, but decoding goes on. */
  typeError: Problem | undefined
  /** An error of a type's own decoder ends the decoding, and is the one told. */
  ended: Problem | undefined
  /** Of the first strict error. */
  strictField: string | undefined
}

interface Problem {
  readonly text: string
  readonly at: Place | undefined
}

/** Judges a JSON value by its schema as the API server's decoder does; `repeatedKeys` as `parseJson` gives them. */
export function checkValue(schema: Schema, value: unknown, repeatedKeys: ReadonlyMap<object, readonly string[]> = new Map()): Findings {
  const walk: Walk = { strict: new Set(), repeatedKeys, typeError: undefined, ended: undefined, strictField: undefined }
  visit(walk, schema, value, undefined)
  const problem = walk.ended ?? walk.typeError
  const field = problem === undefined ? walk.strictField : formatPath(problem.at)
  return { ...(problem === undefined ? {} : { decodeError: problem.text }), ...(field === undefined ? {} : { field }), strictErrors: [...walk.strict] }
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

function visit(walk: Walk, schema: Schema, value: unknown, at: Place | undefined): void {
  if (value === null || value === undefined || walk.ended !== undefined) return
  switch (schema.type) {
    case 'any':
      return
    case 'scalar':
      return visitScalar(walk, schema.scalar, value, at)
    case 'list':
      if (!isJsonList(value)) return mistype(walk, value, schema, at)
      for (let step = 0; step < value.length; step++) visit(walk, schema.items, value[step], { from: at, step, owner: undefined })
      return
    case 'map':
      if (!isJsonObject(value)) return mistype(walk, value, schema, at)
      for (const step of keysOf(walk, value, at)) visit(walk, schema.values, value[step], { from: at, step, owner: undefined })
      return
    case 'struct':
      if (!isJsonObject(value)) return mistype(walk, value, schema, at)
      for (const step of keysOf(walk, value, at)) visitField(walk, schema, step, value[step], at)
      return
    default:
      return assertNever(schema)
  }
}

/** The keys of an object, each once. */
function keysOf(walk: Walk, object: JsonObject, at: Place | undefined): Iterable<string> {
  const repeated = walk.repeatedKeys.get(object)
  return repeated === undefined ? Object.keys(object) : complainOfRepeats(walk, repeated, at)
}

/** A generator, so that complaints come in the order of the document. */
function* complainOfRepeats(walk: Walk, keys: readonly string[], at: Place | undefined): Generator<string> {
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key)) complain(walk, 'duplicate', { from: at, step: key, owner: undefined })
    else yield key
    seen.add(key)
  }
}

function visitField(walk: Walk, schema: StructSchema, step: string, value: unknown, from: Place | undefined): void {
  const field = schema.fields.get(step)
  if (field === undefined) complain(walk, 'unknown', { from, step, owner: schema })
  else visit(walk, field.schema, value, { from, step, owner: schema })
}

function complain(walk: Walk, what: 'unknown' | 'duplicate', at: Place): void {
  if (walk.strict.size >= MAX_STRICT_ERRORS) return
  const path = formatPath(at)
  walk.strictField ??= path
  walk.strict.add(`${what} field "${path}"`)
}

/** The whole path, as strict errors have it. */
function formatPath(at: Place | undefined): string {
  if (at === undefined) return ''
  const before = formatPath(at.from)
  if (typeof at.step === 'number') return `${before}[${at.step}]`
  return before === '' ? at.step : `${before}.${at.step}`
}

function visitScalar(walk: Walk, scalar: Scalar, value: unknown, at: Place | undefined): void {
  const end = (text: string | undefined): void => {
    if (text !== undefined) walk.ended = { text, at }
  }
  switch (scalar) {
    case 'string':
    case 'boolean':
      return typeof value === scalar ? undefined : mistype(walk, value, { type: 'scalar', scalar }, at)
    case 'int32':
    case 'int64':
    case 'double': {
      const bad = typeof value === 'number' ? outOfRange(scalar, value) : nameJsonType(value)
      return bad === undefined ? undefined : addTypeError(walk, describeMismatch(bad, GO_SCALARS[scalar], at), at)
    }
    case 'bytes':
      return typeof value === 'string' ? end(findBase64Problem(value)) : mistype(walk, value, { type: 'scalar', scalar }, at)
    case 'time':
    case 'microTime':
      return end(typeof value === 'string' ? findTimeProblem(value) : describeMismatch(nameJsonType(value), 'string', at))
    case 'quantity':
      return end(findQuantityProblem(typeof value === 'string' ? value : JSON.stringify(value)))
    case 'intOrString': {
      if (typeof value === 'string') return
      const bad = typeof value === 'number' ? outOfRange('int32', value) : nameJsonType(value)
      return end(bad === undefined ? undefined : describeMismatch(bad, 'int32', at))
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

/** Go names the innermost struct, and the fields on the way without indexes and keys. */
function describeMismatch(found: string, type: string, at: Place | undefined): string {
  const fields: Place[] = []
  for (let place = at; place !== undefined; place = place.from) if (place.owner !== undefined) fields.unshift(place)
  const owner = fields.at(-1)?.owner
  const target = owner === undefined ? 'value' : `struct field ${owner.name.slice(owner.name.indexOf('.') + 1)}.${fields.map(({ step }) => step).join('.')}`
  return `json: cannot unmarshal ${found} into Go ${target} of type ${type}`
}

function mistype(walk: Walk, value: unknown, schema: Schema, at: Place | undefined): void {
  addTypeError(walk, describeMismatch(nameJsonType(value), formatGoType(schema), at), at)
}

function addTypeError(walk: Walk, text: string, at: Place | undefined): void {
  walk.typeError ??= { text, at }
}
