import { assertNever } from '../lang/assert-never.ts'
import type { FieldError } from '../model/field-error.ts'

/** `metadata.name: Required value: ...`, as Kubernetes' `field.Error` prints itself. */
export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${formatFieldErrorBody(error)}`
}

/** The same without the path: `Invalid value: "A": ...`. */
export function formatFieldErrorBody(error: FieldError): string {
  const title = titleOf(error.type)
  const shown = showsValue(error.type) ? `${title}: ${formatGoValue(error.badValue)}` : title
  return error.detail === '' ? shown : `${shown}: ${error.detail}`
}

function titleOf(type: FieldError['type']): string {
  switch (type) {
    case 'Required': return 'Required value'
    case 'Invalid': return 'Invalid value'
    case 'TypeInvalid': return 'Invalid value'
    case 'NotSupported': return 'Unsupported value'
    case 'Forbidden': return 'Forbidden'
    case 'TooLong': return 'Too long'
    case 'TooMany': return 'Too many'
    case 'Duplicate': return 'Duplicate value'
    case 'NotFound': return 'Not found'
    default: return assertNever(type)
  }
}

function showsValue(type: FieldError['type']): boolean {
  return type !== 'Required' && type !== 'Forbidden' && type !== 'TooLong'
}

/** A value as Go's `%#v` prints it in Kubernetes 1.32's errors; strings quoted, maps with sorted keys. */
export function formatGoValue(value: unknown): string {
  if (value === undefined || value === null) return '"null"'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? formatStrings(value) : JSON.stringify(value)
  const entries = Object.entries(value)
  if (entries.length > 0 && entries.every(([key]) => key === 'matchLabels' || key === 'matchExpressions')) return formatLabelSelector(value)
  if (entries.every(([, item]) => typeof item === 'string')) return formatStringMap(value as Readonly<Record<string, string>>)
  return JSON.stringify(value)
}

function formatStrings(values: readonly string[]): string {
  return `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`
}

function formatStringMap(map: Readonly<Record<string, string>> | undefined): string {
  if (map === undefined) return 'map[string]string(nil)'
  const pairs = Object.keys(map).sort().map((key) => `${JSON.stringify(key)}:${JSON.stringify(map[key])}`)
  return `map[string]string{${pairs.join(', ')}}`
}

interface LabelSelectorShape {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[]
}

function formatLabelSelector(selector: LabelSelectorShape): string {
  const expressions = selector.matchExpressions?.map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, Values:${values === undefined ? '[]string(nil)' : formatStrings(values)}}`,
  )
  const list = expressions === undefined ? '[]v1.LabelSelectorRequirement(nil)' : `[]v1.LabelSelectorRequirement{${expressions.join(', ')}}`
  return `v1.LabelSelector{MatchLabels:${formatStringMap(selector.matchLabels)}, MatchExpressions:${list}}`
}
