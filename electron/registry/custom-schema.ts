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

export type JsonMap = Readonly<Record<string, unknown>>

export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The schema of a field of a map; undefined when nothing is known of it. */
export function schemaOfField(schema: CustomSchema, field: string): CustomSchema | undefined {
  const { properties = {}, additionalProperties } = schema
  if (Object.hasOwn(properties, field)) return properties[field]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}
