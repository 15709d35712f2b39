import { expect, test } from 'vitest'
import { parsePath } from './path.ts'

test.each<[string, readonly string[] | undefined]>([
  ['/', []],
  ['/api/v1/pods', ['api', 'v1', 'pods']],
  ['/api/v1/pods/', ['api', 'v1', 'pods']],
  ['/api/v1/namespaces/a/pods/b%20c', ['api', 'v1', 'namespaces', 'a', 'pods', 'b c']],
  ['/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode', ['apis', 'rbac.authorization.k8s.io', 'v1', 'clusterroles', 'system:node']],
  // Decoded once: what looks encoded after that is a name.
  ['/api/v1/pods/%2541', ['api', 'v1', 'pods', '%41']],
  ['/api//pods', ['api', '', 'pods']],
  ['/api/../secrets', undefined],
  ['/api/./pods', undefined],
  ['/api/%2e%2e/secrets', undefined],
  ['/api/.%2E/secrets', undefined],
  ['/api/v1/pods/a%2Fb', undefined],
  ['/api/v1/pods/a%5Cb', undefined],
  ['/api/v1/pods/a%00', undefined],
  ['/api/v1/pods/%zz', undefined],
  ['/api/v1/pods/%ff', undefined],
  ['api', undefined],
  ['', undefined],
])('%j', (path, segments) => {
  const parsed = parsePath(path)
  expect(parsed.ok ? parsed.value : undefined).toEqual(segments)
})
