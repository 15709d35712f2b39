import { isJsonObject, type JsonObject } from '../schema/index.ts'

/** A structural schema of a custom resource's objects: upstream's `JSONSchemaProps`, as far as it is looked at. */
export interface CustomSchema {
  readonly type?: string
  readonly format?: string
  readonly nullable?: boolean
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, CustomSchema>>
  readonly additionalProperties?: boolean | CustomSchema
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: CustomSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: boolean
  readonly exclusiveMaximum?: boolean
  readonly multipleOf?: number
  readonly allOf?: readonly CustomSchema[]
  readonly anyOf?: readonly CustomSchema[]
  readonly oneOf?: readonly CustomSchema[]
  readonly not?: CustomSchema
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly 'x-kubernetes-embedded-resource'?: boolean
  readonly 'x-kubernetes-list-type'?: string
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
}

/** The schema of a field of a map; undefined when nothing is known of it. */
export function schemaOfField(schema: CustomSchema, field: string): CustomSchema | undefined {
  const { properties = {}, additionalProperties } = schema
  if (Object.hasOwn(properties, field)) return properties[field]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

/** Stands for a part that is not there. */
const emptyPart: JsonObject = {}
const numbers = ['minProperties', 'maxProperties', 'minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf']
const texts = ['type', 'format', 'pattern', 'x-kubernetes-list-type']
const textLists = ['required', 'x-kubernetes-list-map-keys']
const schemaLists = ['allOf', 'anyOf', 'oneOf']

/** Whether a value has the form of a schema, all of its parts included. */
export function isSchema(value: unknown): value is CustomSchema {
  if (!isJsonObject(value)) return false
  const all = (fields: readonly string[], test: (part: unknown) => boolean) => fields.every((field) => value[field] === undefined || test(value[field]))
  const { properties = {}, additionalProperties = true, items = emptyPart, not = emptyPart, enum: allowed = [] } = value
  return all(numbers, (part) => typeof part === 'number')
    && all(texts, (part) => typeof part === 'string')
    && all(textLists, (part) => Array.isArray(part) && part.every((one) => typeof one === 'string'))
    && all(schemaLists, (part) => Array.isArray(part) && part.every(isSchema))
    && Array.isArray(allowed)
    && isJsonObject(properties) && Object.values(properties).every(isSchema)
    && (typeof additionalProperties === 'boolean' || isSchema(additionalProperties))
    && (items === emptyPart || isSchema(items)) && (not === emptyPart || isSchema(not))
}
