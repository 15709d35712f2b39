import { type FieldError, forbiddenField, invalidField, requiredField, unsupportedField } from '../../shared/model/index.ts'
import { type CustomSchema, isSchema } from './custom-schema.ts'

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string']

/** What is wrong with a schema's own form: upstream takes only structural ones, in which every place has a type. */
export function validateSchemaShape(schema: unknown, path: string): readonly FieldError[] {
  if (!isSchema(schema)) return [invalidField(path, '', 'must be a schema of OpenAPI v3')]
  const errors: FieldError[] = []
  if (!schema.type) errors.push(requiredField(`${path}.type`, 'must not be empty at the root'))
  else if (schema.type !== 'object') errors.push(invalidField(`${path}.type`, schema.type, 'must be object at the root'))
  return [...errors, ...validateParts(schema, path)]
}

function validateParts(schema: CustomSchema, path: string): readonly FieldError[] {
  const { type, properties = {}, additionalProperties, items, uniqueItems } = schema
  return [
    ...(type && !types.includes(type) ? [unsupportedField(`${path}.type`, type, types)] : []),
    ...(uniqueItems === true ? [forbiddenField(`${path}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic')] : []),
    ...(Object.keys(properties).length > 0 && additionalProperties !== undefined && additionalProperties !== false
      ? [forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive')] : []),
    ...(type === 'array' && items === undefined ? [requiredField(`${path}.items`, 'must be specified')] : []),
    ...Object.entries(properties).flatMap(([field, part]) => validatePart(part, `${path}.properties[${field}]`, 'must not be empty for specified object fields')),
    ...(typeof additionalProperties === 'object' ? validatePart(additionalProperties, `${path}.additionalProperties`, 'must not be empty for specified object fields') : []),
    ...(items === undefined ? [] : validatePart(items, `${path}.items`, 'must not be empty for specified array items')),
  ]
}

function validatePart(schema: CustomSchema, path: string, problem: string): readonly FieldError[] {
  const isFree = schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true
  return [...(schema.type || isFree ? [] : [requiredField(`${path}.type`, problem)]), ...validateParts(schema, path)]
}
