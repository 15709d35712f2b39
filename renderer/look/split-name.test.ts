import { expect, test } from 'vitest'
import { splitName } from './split-name.ts'

test.each([
  ['frontend-7689576cdf-4t2hq', 'frontend-7689576cdf', '-4t2hq'],
  ['db-0', 'db', '-0'],
  ['kubia', 'kubia', ''],
  ['-odd', '-odd', ''],
  ['custom-namespace', 'custom', '-namespace'],
  [`${'a'.repeat(30)}-${'b'.repeat(32)}`, `${'a'.repeat(30)}-${'b'.repeat(32)}`, ''],
])('%s', (name, front, end) => {
  expect(splitName(name)).toEqual([front, end])
})
