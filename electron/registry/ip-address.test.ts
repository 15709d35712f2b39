import { expect, test } from 'vitest'
import { formatFieldError } from '../../shared/model/index.ts'
import { familyOf, validateReachable } from './ip-address.ts'

test.each([
  ['10.1.2.3', 'IPv4'], ['255.255.255.255', 'IPv4'], ['010.001.002.003', 'IPv4'], ['256.1.1.1', undefined], ['1.2.3', undefined], ['1.2.3.4.5', undefined],
  ['1.2.3.', undefined], ['1.2.3.0004', undefined], ['', undefined], ['fd00::1', 'IPv6'], ['::', 'IPv6'], ['::ffff:1.2.3.4', 'IPv6'], ['::ffff:1.2.3.256', undefined],
] as const)('%s is of the family %s', (address, family) => {
  expect(familyOf(address)).toBe(family)
})

test.each([
  ['10.244.1.7', []], ['0.0.0.1', []], ['224.0.1.1', []], ['169.253.1.1', []], ['fd00::1', []], ['::ffff:127.0.0.1', []],
  ['0.0.0.0', ['may not be unspecified (0.0.0.0)']], ['::', ['may not be unspecified (::)']],
  ['127.1.2.3', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']], ['::1', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']],
  ['169.254.9.9', ['may not be in the link-local range (169.254.0.0/16, fe80::/10)']], ['fe90::1', ['may not be in the link-local range (169.254.0.0/16, fe80::/10)']],
  ['224.0.0.9', ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)']], ['ff02::1', ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)']],
  ['000.0.0.0', ['may not be unspecified (000.0.0.0)']],
])('%s as an address of an endpoint', (address, problems) => {
  expect(validateReachable(address, 'ip').map(formatFieldError)).toEqual(problems.map((problem) => `ip: Invalid value: "${address}": ${problem}`))
})
