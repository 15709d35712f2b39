import { isJsonList, isJsonObject, own } from '../schema/index.ts'

const rules = 'x-kubernetes-validations'
const single = ['items', 'additionalProperties', 'not'] as const
const several = ['allOf', 'anyOf', 'oneOf'] as const

/** Where a structural schema has rules in CEL: `spec.versions[0].schema.openAPIV3Schema.properties[spec]`. */
export function findRules(schema: unknown, path: string): readonly string[] {
  if (!isJsonObject(schema)) return []
  const [ownRules, properties] = [own(schema, rules), own(schema, 'properties')]
  return [
    ...(isJsonList(ownRules) && ownRules.length > 0 ? [path] : []),
    ...(isJsonObject(properties) ? Object.entries(properties).flatMap(([name, part]) => findRules(part, `${path}.properties[${name}]`)) : []),
    ...single.flatMap((field) => findRules(own(schema, field), `${path}.${field}`)),
    ...several.flatMap((field) => {
      const parts = own(schema, field)
      return isJsonList(parts) ? parts.flatMap((part, index) => findRules(part, `${path}.${field}[${index}]`)) : []
    }),
  ]
}

/** What is said of rules that are kept with a definition and do nothing here. */
export function warnOfRules(path: string): string {
  return `${path}.${rules}: these rules are stored, but not evaluated in this simulated cluster`
}
