import { expect, test } from 'vitest'
import { formatKey, resolvePlain } from './resolve-scalar.ts'

test.for([
  ['0644', { kind: 'int', value: 420n }], ['0o17', { kind: 'int', value: 15n }], ['0x1F', { kind: 'int', value: 31n }], ['-0b11', { kind: 'int', value: -3n }],
  ['1_000', { kind: 'int', value: 1000n }], ['08', { kind: 'float', value: 8 }], ['.5', { kind: 'float', value: 0.5 }], ['1e3', { kind: 'float', value: 1000 }],
  ['yes', { kind: 'bool', value: true }], ['Off', { kind: 'bool', value: false }], ['n', { kind: 'bool', value: false }], ['yEs', { kind: 'string', value: 'yEs' }],
  ['~', { kind: 'null' }], ['', { kind: 'null' }], ['<<', { kind: 'merge' }],
  ['12:30', { kind: 'string', value: '12:30' }], ['12:30:45', { kind: 'string', value: '12:30:45' }], ['2001-01-01', { kind: 'string', value: '2001-01-01' }],
  ['18446744073709551615', { kind: 'int', value: 18446744073709551615n }], ['18446744073709551616', { kind: 'float', value: 18446744073709552000 }],
  ['1.1.1', { kind: 'string', value: '1.1.1' }], ['-', { kind: 'string', value: '-' }], ['1e400', { kind: 'string', value: '1e400' }],
] as const)('%s', ([text, scalar]) => {
  expect(resolvePlain(text)).toStrictEqual(scalar)
})

test.for([
  ['1', '1'], ['true', 'true'], ['no', 'false'], ['0x10', '16'], ['1.5', '1.5'], ['1e7', '1e+07'], ['1e-5', '1e-05'], ['123456.789', '123456.79'], ['.inf', '.inf'], ['~', undefined],
])('%s as a key', ([text = '', key]) => {
  expect(formatKey(resolvePlain(text))).toBe(key)
})
