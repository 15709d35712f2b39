import type { CustomSchema } from '../registry/index.ts'
import { type Field, own, type Schema, schemaOfType } from '../schema/index.ts'

/** A custom resource's schema in the form that patches and ownership go by. */
export function structureOf(schema: CustomSchema): Schema {
  const whole = describe(schema)
  const fields = whole.type === 'struct' ? whole.fields : new Map<string, Field>()
  return {
    type: 'struct', name: '', atomic: false,
    fields: new Map([...fields, ['apiVersion', field(text)], ['kind', field(text)], ['metadata', field(schemaOfType('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'))]]),
  }
}

const text: Schema = { type: 'scalar', scalar: 'string' }
const anything: Schema = { type: 'any' }

function describe(schema: CustomSchema): Schema {
  if (schema['x-kubernetes-int-or-string'] === true) return { type: 'scalar', scalar: 'intOrString' }
  switch (schema.type) {
    case 'object': return describeObject(schema)
    case 'array': return describeArray(schema)
    case 'string': return text
    case 'boolean': return { type: 'scalar', scalar: 'boolean' }
    case 'integer': return { type: 'scalar', scalar: 'int64' }
    case 'number': return { type: 'scalar', scalar: 'double' }
    default: return anything
  }
}

function describeObject(schema: CustomSchema): Schema {
  const { properties, additionalProperties } = schema
  if (schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true) return anything
  const atomic = own({ ...schema }, 'x-kubernetes-map-type') === 'atomic'
  if (typeof additionalProperties === 'object') return { type: 'map', values: describe(additionalProperties), atomic }
  return { type: 'struct', name: '', atomic, fields: new Map(Object.entries(properties ?? {}).map(([name, one]) => [name, field(describe(one))])) }
}

function describeArray({ items, 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys = [] }: CustomSchema): Schema {
  return { type: 'list', items: items === undefined ? anything : describe(items), listType: listType === 'set' || listType === 'map' ? listType : 'atomic', keys }
}

function field(schema: Schema): Field {
  return { schema, required: false, patch: { strategies: [] }, numbers: [], zeroCounts: true, absent: undefined }
}
