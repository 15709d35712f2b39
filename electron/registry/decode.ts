import { assertNever } from '../../shared/lang/assert-never.ts'
import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { type KubeObject, quoteGo } from '../../shared/model/index.ts'
import { quantityFormat } from './quantity.ts'
import { fieldsOf, type Shape } from './schema.ts'

/** Why an object cannot be read as its kind: the decoder's words, and the field they are about. */
export interface DecodeError {
  readonly message: string
  readonly field: string
}

/** Thrown and caught in this file alone: the first wrong type ends the reading. */
class WrongType extends Error {
  readonly field: string

  constructor(message: string, field: string) {
    super(message)
    this.field = field
  }
}

interface Reading {
  /** Fields that no type has, in order. */
  readonly unknown: string[]
}

/**
 * Reads an object as the API server's strict decoder does: every field known and of its type, nulls left out. The words are Go's
 * (`json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`).
 */
export function decodeObject(object: KubeObject): Result<KubeObject, DecodeError> {
  const reading: Reading = { unknown: [] }
  const { apiVersion, kind, ...fields } = object
  const subject = `${kind} in version "${apiVersion.slice(apiVersion.indexOf('/') + 1)}" cannot be handled as a ${kind}`
  try {
    const body = readStruct(fields, kind, { go: '', text: '' }, reading) as object
    const [first] = reading.unknown
    if (first === undefined) return ok({ apiVersion, kind, ...body } as KubeObject)
    const words = reading.unknown.map((field) => `unknown field ${quoteGo(field)}`).join(', ')
    return fail({ message: `${subject}: strict decoding error: ${words}`, field: first })
  } catch (error) {
    if (!(error instanceof WrongType)) throw error
    return fail({ message: `${subject}: ${error.message}`, field: error.field })
  }
}

interface Place {
  /** As Go's decoder names it: no places in lists, no keys of maps. */
  readonly go: string
  /** As people name it. */
  readonly text: string
  /** The type that has the field; absent for the object itself. */
  readonly struct?: string
}

function readStruct(value: unknown, name: string, at: Place, reading: Reading): unknown {
  if (!isMap(value)) throw mismatch(value, `v1.${name}`, at)
  const known = fieldsOf(name)
  return keepSame(value, (key, item) => {
    const shape = known.get(key)
    const text = at.text === '' ? key : `${at.text}.${key}`
    if (shape === undefined) {
      reading.unknown.push(text)
      return item
    }
    return readValue(item, shape, { go: at.go === '' ? key : `${at.go}.${key}`, text, struct: name }, reading)
  })
}

function readValue(value: unknown, shape: Shape, at: Place, reading: Reading): unknown {
  switch (shape.is) {
    case 'any': return value
    case 'struct': return readStruct(value, shape.name, at, reading)
    case 'list': {
      if (!Array.isArray(value)) throw mismatch(value, goType(shape), at)
      const items = value.map((item: unknown, index) => (item === null ? emptyOf(shape.of) : readValue(item, shape.of, { ...at, text: `${at.text}[${index}]` }, reading)))
      return items.every((item, index) => item === value[index]) ? value : items
    }
    case 'map':
      if (!isMap(value)) throw mismatch(value, goType(shape), at)
      return keepSame(value, (key, item) => (item === null ? emptyOf(shape.of) : readValue(item, shape.of, { ...at, text: `${at.text}.${key}` }, reading)), true)
    case 'string':
      if (typeof value !== 'string') throw mismatch(value, 'string', at)
      return value
    case 'bool':
      if (typeof value !== 'boolean') throw mismatch(value, 'bool', at)
      return value
    case 'int32': return readInteger(value, 2 ** 31, 'int32', at)
    case 'int64': return readInteger(value, 2 ** 63, 'int64', at)
    case 'intOrString': return typeof value === 'string' ? value : readInteger(value, 2 ** 31, 'int32', at)
    case 'bytes': return readBytes(value, at)
    case 'time': return readTime(value, at)
    case 'quantity': return readQuantity(value, at)
    default: return assertNever(shape)
  }
}

function readInteger(value: unknown, limit: number, type: string, at: Place): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < -limit || value >= limit) throw mismatch(value, type, at)
  return value
}

function readBytes(value: unknown, at: Place): string {
  if (typeof value !== 'string') throw mismatch(value, '[]uint8', at)
  const text = value.replace(/[\r\n]/g, '')
  const end = /[^A-Za-z0-9+/]/.exec(text)?.index ?? text.length
  const padded = text.length % 4 === 0 && /^={0,2}$/.test(text.slice(end)) && text.length - end <= 2
  if (!padded) throw new WrongType(`illegal base64 data at input byte ${Math.min(end, text.length - (text.length % 4 === 1 ? 1 : 0))}`, at.text)
  return value
}

function readTime(value: unknown, at: Place): string {
  if (typeof value !== 'string') throw mismatch(value, 'string', at)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new WrongType(`parsing time ${quoteGo(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoteGo(value)} as "2006"`, at.text)
  }
  return value
}

/** A number counts as its own text. */
function readQuantity(value: unknown, at: Place): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !quantityFormat.test(text)) {
    throw new WrongType("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'", at.text)
  }
  return text
}

/** The map with its values read and its nulls left out; the map itself when nothing changed. */
function keepSame(map: Readonly<Record<string, unknown>>, read: (key: string, value: unknown) => unknown, keepsNull = false): unknown {
  const entries = Object.entries(map)
  const changed = entries.filter(([, value]) => keepsNull || (value !== null && value !== undefined)).map(([key, value]) => [key, read(key, value)] as const)
  const same = changed.length === entries.length && changed.every(([, value], index) => value === entries[index]?.[1])
  return same ? map : Object.fromEntries(changed)
}

/** What a null stands for in a list or map, as Go reads it. */
function emptyOf(shape: Shape): unknown {
  switch (shape.is) {
    case 'struct':
    case 'map':
      return {}
    case 'list': return []
    case 'bool': return false
    case 'int32':
    case 'int64':
    case 'intOrString':
      return 0
    case 'quantity': return '0'
    case 'string':
    case 'bytes':
    case 'time':
      return ''
    case 'any': return null
    default: return assertNever(shape)
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mismatch(value: unknown, type: string, at: Place): WrongType {
  const target = at.struct === undefined ? `Go value of type ${type}` : `Go struct field ${at.struct}.${at.go} of type ${type}`
  return new WrongType(`json: cannot unmarshal ${describeJson(value, type)} into ${target}`, at.text)
}

function describeJson(value: unknown, type: string): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return type.startsWith('int') ? `number ${value}` : 'number'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'string' : 'object'
}

function goType(shape: Shape): string {
  switch (shape.is) {
    case 'list': return `[]${goType(shape.of)}`
    case 'map': return `map[string]${goType(shape.of)}`
    case 'struct': return `v1.${shape.name}`
    case 'bytes': return '[]uint8'
    case 'quantity': return 'resource.Quantity'
    case 'time': return 'v1.Time'
    case 'intOrString': return 'intstr.IntOrString'
    case 'any': return 'interface {}'
    case 'string':
    case 'int32':
    case 'int64':
    case 'bool':
      return shape.is
    default: return assertNever(shape)
  }
}
