import { byteLength, type FieldError, forbiddenField, invalidField, tooLongField } from '../../shared/model/index.ts'
import { equalJson } from '../schema/index.ts'

const maxBytes = 1024 * 1024
const keyFormat = /^[-._a-zA-Z0-9]+$/

/** Errors of the keys of a ConfigMap's or Secret's data; none may also be in `others`. */
export function validateDataKeys(data: object, path: string, others: object = {}): readonly FieldError[] {
  return Object.keys(data).flatMap((key) => [
    ...checkConfigKey(key).map((problem) => invalidField(`${path}[${key}]`, key, problem)),
    ...(Object.hasOwn(others, key) ? [invalidField(`${path}[${key}]`, key, 'duplicate of key present in data')] : []),
  ])
}

/** Kubernetes' `IsConfigMapKey`. */
function checkConfigKey(key: string): readonly string[] {
  const format = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
    + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
  const problems = [...(byteLength(key) > 253 ? ['must be no more than 253 characters'] : []), ...(keyFormat.test(key) ? [] : [format])]
  if (key === '.') return [...problems, "must not be '.'"]
  if (key === '..') return [...problems, "must not be '..'"]
  return key.startsWith('..') ? [...problems, "must not start with '..'"] : problems
}

export function validateSize(values: readonly (string | Uint8Array)[], path: string): readonly FieldError[] {
  const size = values.reduce((sum, value) => sum + (typeof value === 'string' ? byteLength(value) : value.byteLength), 0)
  return size > maxBytes ? [tooLongField(path, maxBytes)] : []
}

/** What may no longer change once `immutable` is set. */
export function validateImmutableData(
  next: Readonly<Record<string, unknown>>, current: Readonly<Record<string, unknown>>, fields: readonly string[],
): readonly FieldError[] {
  if (current['immutable'] !== true) return []
  const frozen = 'field is immutable when `immutable` is set'
  return [
    ...(next['immutable'] === true ? [] : [forbiddenField('immutable', frozen)]),
    ...fields.filter((field) => !equalJson(next[field], current[field])).map((field) => forbiddenField(field, frozen)),
  ]
}

