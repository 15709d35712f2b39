import { assertNever } from '../../../shared/lang/assert-never.ts'
import type { Field, Scalar, Schema, StructSchema } from '../../schema/index.ts'
import { parseJson } from '../json-body/index.ts'
import { BadMessage, readBytes, readDouble, readFields, readInteger, readText, type WireField } from './wire.ts'

/** What a field number stands for: a field, or a message whose fields are the struct's own. */
type Slot = { readonly name: string; readonly field: Field } | { readonly inlined: Slots }
type Slots = ReadonlyMap<number, Slot>

const slotsOf = new WeakMap<StructSchema, Slots>()

function findSlots(schema: StructSchema): Slots {
  let slots = slotsOf.get(schema)
  if (slots === undefined) {
    slots = buildSlots([...schema.fields].map(([name, field]) => ({ name, field, path: field.numbers })))
    slotsOf.set(schema, slots)
  }
  return slots
}

interface Placed {
  readonly name: string
  readonly field: Field
  readonly path: readonly number[]
}

function buildSlots(fields: readonly Placed[]): Slots {
  const slots = new Map<number, Slot>()
  for (const number of new Set(fields.map(({ path }) => path[0] ?? 0))) {
    const here = fields.filter(({ path }) => path[0] === number)
    const [own] = here
    if (own === undefined) continue
    const inner = here.map(({ name, field, path }) => ({ name, field, path: path.slice(1) }))
    slots.set(number, own.path.length === 1 ? { name: own.name, field: own.field } : { inlined: buildSlots(inner) })
  }
  return slots
}

/** Whether the table knows the protobuf form of a type. */
export function hasMessage(schema: StructSchema): boolean {
  return findSlots(schema).size > 0
}

/**
 * A message as the JSON API would have the object: zero values that Go leaves out are left out, times and quantities are text, bytes base64.
 * Unknown fields are passed over. Throws BadMessage.
 */
export function decodeMessage(bytes: Uint8Array, schema: StructSchema): Readonly<Record<string, unknown>> {
  const fields = new Map<string, unknown>()
  readSlots(bytes, findSlots(schema), fields)
  return Object.fromEntries(fields)
}

function readSlots(bytes: Uint8Array, slots: Slots, into: Map<string, unknown>): void {
  for (const wire of readFields(bytes)) {
    const slot = slots.get(wire.number)
    if (slot === undefined) continue
    if ('inlined' in slot) readSlots(readBytes(wire.value), slot.inlined, into)
    else addField(into, slot.name, slot.field, wire)
  }
}

function addField(into: Map<string, unknown>, name: string, { schema, zeroCounts }: Field, wire: WireField): void {
  const current = into.get(name)
  if (schema.type === 'list') {
    const items = Array.isArray(current) ? (current as unknown[]) : []
    items.push(...readItems(wire, schema.items))
    into.set(name, items)
  } else if (schema.type === 'map') {
    const entries = readFields(readBytes(wire.value))
    const key = entries.find(({ number }) => number === 1)
    const value = entries.find(({ number }) => number === 2)
    const item = value === undefined ? emptyOf(schema.values) : readMapValue(value, schema.values)
    into.set(name, Object.fromEntries([...Object.entries(current ?? {}), [key === undefined ? '' : readText(key.value), item]]))
  } else {
    const value = readValue(wire, schema)
    if (value === undefined || (!zeroCounts && isZero(value, schema))) into.delete(name)
    else into.set(name, value)
  }
}

function readItems(wire: WireField, schema: Schema): readonly unknown[] {
  const packed = schema.type === 'scalar' && (schema.scalar === 'int32' || schema.scalar === 'int64') && typeof wire.value !== 'bigint'
  if (!packed) return [readValue(wire, schema) ?? null]
  // Packed integers are varints one after another: read as the values of fields they need a tag each.
  return readPacked(readBytes(wire.value)).map((value) => readValue({ number: wire.number, value, fixed64: false }, schema))
}

function readPacked(bytes: Uint8Array): readonly bigint[] {
  const values: bigint[] = []
  let [value, shift] = [0n, 0n]
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift
    shift += 7n
    if (shift > 70n) throw new BadMessage('proto: integer overflow')
    if (byte >= 0x80) continue
    values.push(BigInt.asUintN(64, value))
    value = shift = 0n
  }
  if (shift > 0n) throw new BadMessage('unexpected EOF')
  return values
}

// A list as a map's value is a message of its own, with the list in field 1.
function readMapValue(wire: WireField, schema: Schema): unknown {
  if (schema.type !== 'list') return readValue(wire, schema)
  return readFields(readBytes(wire.value)).filter(({ number }) => number === 1).flatMap((item) => readItems(item, schema.items))
}

function emptyOf(schema: Schema): unknown {
  if (schema.type === 'list') return []
  if (schema.type !== 'scalar') return {}
  return schema.scalar === 'quantity' ? '0' : schema.scalar === 'string' || schema.scalar === 'bytes' ? '' : 0
}

// An int-or-string, like every message, is there or not; its 0 is a value.
function isZero(value: unknown, schema: Schema): boolean {
  return (value === 0 || value === '' || value === false) && !(schema.type === 'scalar' && schema.scalar === 'intOrString')
}

function readValue(wire: WireField, schema: Schema): unknown {
  switch (schema.type) {
    case 'scalar': return readScalar(wire, schema.scalar)
    case 'struct': return decodeMessage(readBytes(wire.value), schema)
    case 'any': return readRawJson(readBytes(wire.value))
    case 'list':
    case 'map':
      throw new Error('a list or map stands only in a field')
    default: return assertNever(schema)
  }
}

function readScalar({ value }: WireField, scalar: Scalar): unknown {
  switch (scalar) {
    case 'string': return readText(value)
    case 'boolean': return readInteger(value, 64) !== 0
    case 'int32': return readInteger(value, 32)
    case 'int64': return readInteger(value, 64)
    case 'double': return readDouble(value)
    case 'bytes': return Buffer.from(readBytes(value)).toString('base64')
    case 'quantity': return readQuantity(readBytes(value))
    case 'time': return readTime(readBytes(value), 0)
    case 'microTime': return readTime(readBytes(value), 6)
    case 'intOrString': return readIntOrString(readBytes(value))
    default: return assertNever(scalar)
  }
}

function numberAt(fields: readonly WireField[], number: number): number {
  const field = fields.findLast((one) => one.number === number)
  return field === undefined ? 0 : readInteger(field.value, 64)
}

function readQuantity(bytes: Uint8Array): string {
  const field = readFields(bytes).findLast(({ number }) => number === 1)
  const text = field === undefined ? '' : readText(field.value)
  return text === '' ? '0' : text
}

function readIntOrString(bytes: Uint8Array): number | string {
  const fields = readFields(bytes)
  if (numberAt(fields, 1) === 0) return numberAt(fields, 2)
  const text = fields.findLast(({ number }) => number === 3)
  return text === undefined ? '' : readText(text.value)
}

// The year 9999, past which RFC 3339 has no text.
const LAST_SECOND = 253_402_300_799

/** RFC 3339 with this many digits of a second; undefined for the zero time. */
function readTime(bytes: Uint8Array, digits: 0 | 6): string | undefined {
  const fields = readFields(bytes)
  const [seconds, nanos] = [numberAt(fields, 1), numberAt(fields, 2)]
  if (seconds === 0 && nanos === 0) return undefined
  if (Math.abs(seconds) > LAST_SECOND || nanos < 0 || nanos >= 1e9) throw new BadMessage('proto: time out of range')
  const text = new Date(seconds * 1000).toISOString().slice(0, 19)
  return digits === 0 ? `${text}Z` : `${text}.${String(nanos).padStart(9, '0').slice(0, digits)}Z`
}

/** RawExtension, FieldsV1 and the like: JSON in field 1. */
function readRawJson(bytes: Uint8Array): unknown {
  const raw = readFields(bytes).findLast(({ number }) => number === 1)
  if (raw === undefined) return undefined
  const parsed = parseJson(readText(raw.value))
  if (!parsed.ok) throw new BadMessage(parsed.error)
  return parsed.value.value
}
