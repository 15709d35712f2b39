/** One thing wrong with one field of an object, as Kubernetes' `field.Error`. */
export interface FieldError {
  readonly type: 'Required' | 'Invalid' | 'NotSupported' | 'Forbidden' | 'TooLong' | 'TooMany' | 'Duplicate' | 'NotFound' | 'TypeInvalid'
  /** Path of the field: `metadata.labels`, `spec.containers[0].name`. */
  readonly field: string
  /** The value that is wrong; shown as Go would print it. */
  readonly badValue?: unknown
  readonly detail: string
}
