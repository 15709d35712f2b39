import { type FieldFacts, type GroupVersionKind, findType, nameOfKind } from './table.ts'

export type Scalar = 'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'bytes' | 'time' | 'microTime' | 'quantity' | 'intOrString'

/**
 * What is known of a value at its place. The built-in kinds' come from the table; a custom resource's structural schema can be given in the
 * same form. `any` is a value of which nothing is known: patches take its maps as granular and its lists as atomic, as upstream deduces.
 */
export type Schema = ScalarSchema | ListSchema | MapSchema | StructSchema | { readonly type: 'any' }

export interface ScalarSchema {
  readonly type: 'scalar'
  readonly scalar: Scalar
}

export interface ListSchema {
  readonly type: 'list'
  readonly items: Schema
  /** How server-side apply shares the list out: whole, by value, or by the items' keys. */
  readonly listType: 'atomic' | 'set' | 'map'
  readonly keys: readonly string[]
}

export interface MapSchema {
  readonly type: 'map'
  readonly values: Schema
  readonly atomic: boolean
}

export interface StructSchema {
  readonly type: 'struct'
  /** Name of the Go type with its package, as errors have it: `v1.PodSpec`. */
  readonly name: string
  readonly atomic: boolean
  readonly fields: ReadonlyMap<string, Field>
}

export interface Field {
  readonly schema: Schema
  readonly required: boolean
  readonly default?: unknown
  /** How a strategic merge patch joins the field; none means a map is merged and a list replaced. */
  readonly patch: FieldPatch
  /** Where the field is in the protobuf message: [2, 1] is field 1 of the message in field 2. Empty when unknown. */
  readonly numbers: readonly number[]
  /** Whether a zero value in protobuf is a value, not an absence. */
  readonly zeroCounts: boolean
  /** What Go's type has in the field when an object does not; server-side apply compares it so. Undefined when nothing. */
  readonly absent: Readonly<Record<string, never>> | null | undefined
}

export interface FieldPatch {
  readonly mergeKey?: string
  readonly strategies: readonly string[]
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  s: 'string', b: 'boolean', i: 'int32', l: 'int64', n: 'double', y: 'bytes', t: 'time', m: 'microTime', q: 'quantity', x: 'intOrString',
}

const structs = new Map<string, Schema>()

/** Schema of a type by its definition name; throws for a name that the table does not have. */
export function schemaOfType(name: string): Schema {
  let schema = structs.get(name)
  if (schema === undefined) structs.set(name, (schema = buildStruct(name)))
  return schema
}

/** Schema of a built-in kind, undefined for others. */
export function schemaOfKind(kind: GroupVersionKind): Schema | undefined {
  const name = nameOfKind(kind)
  return name === undefined ? undefined : schemaOfType(name)
}

function buildStruct(name: string): Schema {
  const type = findType(name)
  if (type === undefined) throw new Error(`no API type ${name}`)
  if (Object.keys(type.f).length === 0) return { type: 'any' }
  const parts = name.split('.')
  let fields: ReadonlyMap<string, Field> | undefined
  return {
    type: 'struct',
    name: parts.slice(-2).join('.'),
    atomic: type.x?.['x-kubernetes-map-type'] === 'atomic',
    // Types may hold themselves, so fields are read when first asked for.
    get fields() {
      fields ??= new Map(Object.entries(type.f).map(([field, [letters, , required, facts = {}]]) => [field, buildField(letters, required === 1, facts)]))
      return fields
    },
  }
}

function buildField(letters: string, required: boolean, facts: FieldFacts): Field {
  return {
    schema: buildSchema(letters, facts),
    required,
    ...(facts.def === undefined ? {} : { default: facts.def }),
    patch: { ...(facts.mk === undefined ? {} : { mergeKey: facts.mk }), strategies: facts.ps?.split(',') ?? [] },
    numbers: facts.n?.split('.').map(Number) ?? [],
    zeroCounts: required || facts.z === 1,
    absent: facts.a === 1 ? {} : facts.a === 2 ? null : undefined,
  }
}

function buildSchema(letters: string, facts: FieldFacts): Schema {
  const rest = letters.slice(1)
  switch (letters.charAt(0)) {
    case '[':
      return { type: 'list', items: buildSchema(rest, {}), listType: facts.lt ?? 'atomic', keys: facts.lk ?? [] }
    case '{':
      return { type: 'map', values: buildSchema(rest, {}), atomic: facts.mt === 'atomic' }
    case '#':
      return buildReference(rest, facts)
    default: {
      const scalar = SCALARS[letters]
      return scalar === undefined ? { type: 'any' } : { type: 'scalar', scalar }
    }
  }
}

function buildReference(name: string, facts: FieldFacts): Schema {
  const schema = schemaOfType(name)
  if (schema.type !== 'struct' || facts.mt === undefined || schema.atomic === (facts.mt === 'atomic')) return schema
  return { type: 'struct', name: schema.name, atomic: facts.mt === 'atomic', get fields() { return schema.fields } }
}
