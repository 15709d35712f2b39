import { expect, test } from 'vitest'
import { packedPrograms } from '../../build/packed-kubectl.mjs'

test.each([
  ['linux', 'x64', [{ from: '/cache/kubectl', to: 'bin', filter: ['kubectl'] }]],
  ['linux', 'arm64', []],
  ['darwin', 'x64', []],
  ['win32', 'x64', []],
])('an app for %s-%s brings along what runs there, where the terminal looks for it', (platform, arch, wanted) => {
  expect(packedPrograms({ platform, arch, folder: '/cache/kubectl' })).toEqual(wanted)
})
