export { checkValue, type Findings, formatGoType } from './check-value.ts'
export { acceptObject, decodeBody, type DecodedBody, type FieldValidation, formatStrictError } from './decode-body.ts'
export { asJsonObject, equalJson, isJsonList, isJsonObject, type JsonObject, own, sortFields, textOf, withField } from './json.ts'
export { normalizeObject } from './normalize-value.ts'
export { createOpenApi, type OpenApi, OPENAPI_V2_CONTENT_TYPE } from './openapi.ts'
export { type ParsedJson, parseJson } from './parse-json.ts'
export {
  type Field, type FieldPatch, type ListSchema, type MapSchema, type Scalar, type ScalarSchema, type Schema, schemaOfKind, schemaOfType, type StructSchema,
} from './schema.ts'
export { groupVersionPath, type ServedResource, type ServedSubresource, type Verb } from './served-resource.ts'
export { formatGroupVersion, type GroupVersionKind, parseGroupVersion } from './table.ts'
