import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { validateLabelName, validatePathSegmentName, validateServiceName, validateSubdomainName } from './names.ts'

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const RFC_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

test.each([
  ['a', []],
  ['a.b-c.d', []],
  ['a'.repeat(253), []],
  ['a'.repeat(254), ['must be no more than 253 characters']],
  ['A'.repeat(254), ['must be no more than 253 characters', SUBDOMAIN]],
  ['A_b', [SUBDOMAIN]],
  ['a..b', [SUBDOMAIN]],
  ['-a', [SUBDOMAIN]],
  ['a\n', [SUBDOMAIN]],
  ['가', [SUBDOMAIN]],
])('subdomain %j', (name, problems) => {
  expect(validateSubdomainName(name, false)).toEqual(problems)
})

test.each([
  ['kube-system', []],
  ['0', []],
  ['a.b', ['must not contain dots']],
  ['a'.repeat(64), ['must be no more than 63 characters']],
  ['A', [LABEL]],
  ['a-', [LABEL]],
])('label %j', (name, problems) => {
  expect(validateLabelName(name, false)).toEqual(problems)
})

test.each([
  ['web', []],
  ['1web', [RFC_1035]],
  ['a.b', [RFC_1035]],
  ['a'.repeat(64), ['must be no more than 63 characters']],
])('service name %j', (name, problems) => {
  expect(validateServiceName(name, false)).toEqual(problems)
})

test.each([
  ['system:node', false, []],
  ['..', false, ["may not be '..'"]],
  ['..', true, []],
  ['a/b%', false, ["may not contain '/'", "may not contain '%'"]],
])('path segment %j', (name, prefix, problems) => {
  expect(validatePathSegmentName(name, prefix)).toEqual(problems)
})

test.each([
  ['web-', []],
  ['-', [SUBDOMAIN]],
  ['a.-', []],
  ['a--', []],
  ['Web-', [SUBDOMAIN]],
])('generateName %j', (prefix, problems) => {
  expect(validateSubdomainName(prefix, true)).toEqual(problems)
})

test('a valid prefix makes a valid name once letters follow', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?-?$/), (prefix) => {
      expect(validateSubdomainName(prefix, true)).toEqual([])
      expect(validateSubdomainName(`${prefix}x7k2p`, false)).toEqual([])
    }),
  )
})
