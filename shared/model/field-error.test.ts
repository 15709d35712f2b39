import { expect, test } from 'vitest'
import {
  duplicateField, forbiddenField, formatFieldError, formatFieldErrors, invalidField, notFoundField, requiredField, tooLongField, tooManyField, unsupportedField,
} from './field-error.ts'

test.each([
  [requiredField('metadata.name', 'name or generateName is required'), 'metadata.name: Required value: name or generateName is required'],
  [requiredField('metadata.namespace', ''), 'metadata.namespace: Required value'],
  [invalidField('spec.replicas', -1, 'must be greater than or equal to 0'), 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  [invalidField('spec.selector', null, 'field is immutable'), 'spec.selector: Invalid value: "null": field is immutable'],
  [
    invalidField('spec.template.metadata.labels', { app: 'x' }, '`selector` does not match template `labels`'),
    'spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: `selector` does not match template `labels`',
  ],
  [unsupportedField('spec.x', 'q', ['A', 'B']), 'spec.x: Unsupported value: "q": supported values: "A", "B"'],
  [unsupportedField('spec.x', 'q', []), 'spec.x: Unsupported value: "q"'],
  [forbiddenField('spec', 'pod updates may not change'), 'spec: Forbidden: pod updates may not change'],
  [tooLongField('metadata.annotations', 262144), 'metadata.annotations: Too long: may not be more than 262144 bytes'],
  [tooLongField('x', 1), 'x: Too long: may not be more than 1 byte'],
  [tooManyField('spec.x', 3, 2), 'spec.x: Too many: 3: must have at most 2 items'],
  [duplicateField('spec.containers[1].name', 'a'), 'spec.containers[1].name: Duplicate value: "a"'],
  [notFoundField('spec.containers[0].volumeMounts[0].name', 'data'), 'spec.containers[0].volumeMounts[0].name: Not found: "data"'],
])('%j reads as Kubernetes words it', (error, text) => {
  expect(formatFieldError(error)).toBe(text)
})

test('errors are joined, and told once', () => {
  const a = requiredField('a', '')
  const b = requiredField('b', '')
  expect(formatFieldErrors([a, a])).toBe('a: Required value')
  expect(formatFieldErrors([a, b, a])).toBe('[a: Required value, b: Required value]')
})
