/** The one table of API types, and what all that reads it has in common: schemas, the judgement of values by them, JSON objects, quantities. */
export { acceptObject, type AcceptedObject, type FieldValidation, formatStrictError } from './accept-object.ts'
export { checkValue, type Findings, formatGoType } from './check-value.ts'
export { asJsonObject, equalJson, isJsonList, isJsonObject, type JsonObject, own, textOf, withField } from './json.ts'
export { normalizeObject } from './normalize-value.ts'
export { canonicalQuantity, parseQuantity, sumQuantities } from './quantity.ts'
export {
  type Field, type FieldPatch, type ListSchema, type MapSchema, type Scalar, type ScalarSchema, type Schema, schemaOfKind, schemaOfType, type StructSchema,
} from './schema.ts'
export {
  apiTable, type FieldFacts, type FieldRow, findType, formatGroupVersion, type GroupVersionKind, META, nameOfKind, parseGroupVersion, type TableType,
} from './table.ts'
