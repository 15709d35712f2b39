import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatFieldError } from './field-error.ts'
import { checkLabelKey, checkLabelValue, validateAnnotations, validateLabels } from './labels.ts'

const NAME =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const PREFIX =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

test.each([
  ['app', []],
  ['App_1.x-y', []],
  ['app.kubernetes.io/name', []],
  ['constructor', []],
  ['a'.repeat(63), []],
  ['a'.repeat(64), ['name part must be no more than 63 characters']],
  [`${'a'.repeat(254)}/a`, ['prefix part must be no more than 253 characters']],
  ['', ['name part must be non-empty', `name part ${NAME}`]],
  ['a/', ['name part must be non-empty', `name part ${NAME}`]],
  ['/a', ['prefix part must be non-empty']],
  ['Example.com/a', [PREFIX]],
  ['a/b/c', [`a qualified name ${NAME} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]],
  ['__proto__', [`name part ${NAME}`]],
  ['-a', [`name part ${NAME}`]],
  ['한'.repeat(22), ['name part must be no more than 63 characters', `name part ${NAME}`]],
])('label key %j', (key, problems) => {
  expect(checkLabelKey(key)).toEqual(problems)
})

test.each([
  ['', []],
  ['1.2.3-rc_1', []],
  ['a'.repeat(63), []],
  ['a'.repeat(64), ['must be no more than 63 characters']],
  ['-'.repeat(64), ['must be no more than 63 characters', VALUE]],
  ['a b', [VALUE]],
  ['.a', [VALUE]],
  ['a\n', [VALUE]],
])('label value %j', (value, problems) => {
  expect(checkLabelValue(value)).toEqual(problems)
})

test('every label is judged, and each error names the map and shows the value', () => {
  expect(validateLabels({ 'a b': 'ok', app: 'x y' }, 'metadata.labels').map(formatFieldError)).toEqual([
    `metadata.labels: Invalid value: "a b": name part ${NAME}`,
    `metadata.labels: Invalid value: "x y": ${VALUE}`,
  ])
  expect(validateLabels(undefined, 'metadata.labels')).toEqual([])
})

test('annotations: keys in any case, values free, 256 kB in all', () => {
  const limit = 256 * 1024
  expect(validateAnnotations({ 'Example.COM/a': 'any thing\n' }, 'a')).toEqual([])
  expect(validateAnnotations({ k: 'v'.repeat(limit - 1) }, 'a')).toEqual([])
  expect(validateAnnotations({ k: 'v'.repeat(limit) }, 'a').map(formatFieldError)).toEqual(['a: Too long: may not be more than 262144 bytes'])
  expect(validateAnnotations({ '가': '' }, 'a').map(formatFieldError)).toEqual([`a: Invalid value: "가": name part ${NAME}`])
})

test('a value is right exactly when it may be the name part of a key, or is empty', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 70 }).filter((text) => text !== '' && !text.includes('/')), (text) => {
      expect(checkLabelValue(text).length === 0).toBe(checkLabelKey(text).length === 0)
    }),
  )
})
