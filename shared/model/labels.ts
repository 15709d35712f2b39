import { type FieldError, invalidField, tooLongField } from './field-error.ts'
import { byteLength } from './go-text.ts'
import { checkDns1123Subdomain, checkLength, describeFormat } from './names.ts'
import type { StringMap } from './object.ts'
import { validOnce } from './valid-once.ts'

const NAME_FORMAT = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const NAME_PROBLEM = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
const NAME_EXAMPLES = ['MyName', 'my.name', '123-abc']
const VALUE_FORMAT = `(${NAME_FORMAT})?`
const VALUE_PROBLEM =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

const NAME = new RegExp(`^${NAME_FORMAT}$`)
const VALUE = new RegExp(`^${VALUE_FORMAT}$`)

/** Longest label value, and longest name part of a key, in bytes. */
export const MAX_LABEL_LENGTH = 63
const MAX_ANNOTATIONS_SIZE = 256 * 1024

/** Says all that is wrong with a label's key, in the words of Kubernetes' `IsQualifiedName`; empty when it is right. */
export function checkLabelKey(key: string): readonly string[] {
  const parts = key.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2) {
    return [`a qualified name ${describeFormat(NAME_PROBLEM, NAME_FORMAT, NAME_EXAMPLES)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  }
  const problems: string[] = []
  if (parts.length === 2) {
    const prefix = parts[0] ?? ''
    const wrong = prefix === '' ? ['must be non-empty'] : checkDns1123Subdomain(prefix)
    problems.push(...wrong.map((problem) => `prefix part ${problem}`))
  }
  if (name === '') problems.push('name part must be non-empty')
  else problems.push(...checkLength(name, MAX_LABEL_LENGTH).map((problem) => `name part ${problem}`))
  if (!NAME.test(name)) problems.push(`name part ${describeFormat(NAME_PROBLEM, NAME_FORMAT, NAME_EXAMPLES)}`)
  return problems
}

/** Says all that is wrong with a label's value, in the words of Kubernetes' `IsValidLabelValue`; empty when it is right. */
export function checkLabelValue(value: string): readonly string[] {
  const problems = checkLength(value, MAX_LABEL_LENGTH)
  return VALUE.test(value) ? problems : [...problems, describeFormat(VALUE_PROBLEM, VALUE_FORMAT, ['MyValue', 'my_value', '12345'])]
}

export function validateLabelKey(key: string, field: string): readonly FieldError[] {
  return checkLabelKey(key).map((problem) => invalidField(field, key, problem))
}

export function validateLabelValue(value: string, field: string): readonly FieldError[] {
  return checkLabelValue(value).map((problem) => invalidField(field, value, problem))
}

/** Every error of a label map; all of them carry `field`, as upstream's do. */
export const validateLabels = validOnce((labels: StringMap, field) =>
  Object.entries(labels).flatMap(([key, value]) => [...validateLabelKey(key, field), ...validateLabelValue(value, field)]))

/** Every error of an annotation map: keys as labels' but in any case, values free, 256 kB in all. */
export function validateAnnotations(annotations: StringMap | undefined, field: string): readonly FieldError[] {
  const entries = Object.entries(annotations ?? {})
  const errors = entries.flatMap(([key]) => checkLabelKey(key.toLowerCase()).map((problem) => invalidField(field, key, problem)))
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0)
  return size > MAX_ANNOTATIONS_SIZE ? [...errors, tooLongField(field, MAX_ANNOTATIONS_SIZE)] : errors
}
