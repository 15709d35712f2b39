import { expect, test } from 'vitest'
import { createFileGrants } from './file-grants.ts'

test('a token names the paths it was given for, and only the newest are kept', () => {
  let made = 0
  const grants = createFileGrants(() => `t${++made}`)
  const first = grants.grant(['/a', '/b'])
  expect(grants.paths(first)).toEqual(['/a', '/b'])
  expect(grants.paths('/etc/passwd')).toBeUndefined()
  for (let i = 0; i < 32; i++) grants.grant([`/x${i}`])
  expect(grants.paths(first)).toBeUndefined()
  expect(grants.paths(`t${made}`)).toEqual(['/x31'])
})
