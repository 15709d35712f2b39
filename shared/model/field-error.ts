import { assertNever } from '../lang/assert-never.ts'
import { formatGoValue, quoteGo } from './go-text.ts'

/** One thing wrong with one field of an object, as Kubernetes' `field.Error`. */
export interface FieldError {
  readonly type: 'Required' | 'Invalid' | 'NotSupported' | 'Forbidden' | 'TooLong' | 'TooMany' | 'Duplicate' | 'NotFound' | 'TypeInvalid'
  /** Path of the field: `metadata.labels`, `spec.containers[0].name`. */
  readonly field: string
  /** The value that is wrong; shown as Go would print it. */
  readonly badValue?: unknown
  readonly detail: string
}

export function requiredField(field: string, detail: string): FieldError {
  return { type: 'Required', field, detail }
}

export function invalidField(field: string, badValue: unknown, detail: string): FieldError {
  return { type: 'Invalid', field, badValue, detail }
}

/** A value outside a closed set; `supported` is listed in the order given. */
export function unsupportedField(field: string, badValue: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length === 0 ? '' : `supported values: ${supported.map(quoteGo).join(', ')}`
  return { type: 'NotSupported', field, badValue, detail }
}

export function forbiddenField(field: string, detail: string): FieldError {
  return { type: 'Forbidden', field, detail }
}

/** `max` is in bytes. */
export function tooLongField(field: string, max: number): FieldError {
  return { type: 'TooLong', field, detail: `may not be more than ${max} ${max === 1 ? 'byte' : 'bytes'}` }
}

export function tooManyField(field: string, actual: number, max: number): FieldError {
  return { type: 'TooMany', field, badValue: actual, detail: `must have at most ${max} ${max === 1 ? 'item' : 'items'}` }
}

export function duplicateField(field: string, badValue: unknown): FieldError {
  return { type: 'Duplicate', field, badValue, detail: '' }
}

export function notFoundField(field: string, badValue: unknown): FieldError {
  return { type: 'NotFound', field, badValue, detail: '' }
}

/** The error in Kubernetes' words: `metadata.name: Invalid value: "A_b": a lowercase RFC 1123 ...`. */
export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${formatFieldErrorBody(error)}`
}

/** The error without its field, as a Status cause has it: `Invalid value: "A_b": a lowercase RFC 1123 ...`. */
export function formatFieldErrorBody(error: FieldError): string {
  const head = showsValue(error) ? `${titleOf(error.type)}: ${formatGoValue(error.badValue)}` : titleOf(error.type)
  return error.detail === '' ? head : `${head}: ${error.detail}`
}

/** All errors as one text, as Go's `ErrorList.ToAggregate()`: one bare, several as `[a, b]`, repeated ones once. */
export function formatFieldErrors(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(formatFieldError))]
  return texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`
}

function showsValue(error: FieldError): boolean {
  switch (error.type) {
    case 'Required':
    case 'Forbidden':
    case 'TooLong':
      return false
    case 'Invalid':
    case 'NotSupported':
    case 'TooMany':
    case 'Duplicate':
    case 'NotFound':
    case 'TypeInvalid':
      return true
    default:
      return assertNever(error.type)
  }
}

function titleOf(type: FieldError['type']): string {
  switch (type) {
    case 'Required':
      return 'Required value'
    case 'Invalid':
    case 'TypeInvalid':
      return 'Invalid value'
    case 'NotSupported':
      return 'Unsupported value'
    case 'Forbidden':
      return 'Forbidden'
    case 'TooLong':
      return 'Too long'
    case 'TooMany':
      return 'Too many'
    case 'Duplicate':
      return 'Duplicate value'
    case 'NotFound':
      return 'Not found'
    default:
      return assertNever(type)
  }
}
