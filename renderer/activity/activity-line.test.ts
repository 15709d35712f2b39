import { expect, test, vi } from 'vitest'

vi.stubGlobal('window', { podscape: {} })
const { lineOf, passesFilter } = await import('./activity-line.ts')
const { describeCall, requestLine } = await import('./describe-call.ts')

const target = (resource: string, namespace: string, name = '', subresource = '', group = '') => ({ group, resource, namespace, name, subresource })

test.each([
  [{ verb: 'list', path: '/api/v1/namespaces/default/pods?labelSelector=env%3Dprod&limit=500', target: target('pods', 'default') }, 'list pods -n default -l env=prod', 'GET '],
  [{ verb: 'watch', path: '/api/v1/pods?watch=true&fieldSelector=metadata.name%3Dx', target: target('pods', '') }, 'watch pods --field-selector metadata.name=x', 'GET '],
  [{ verb: 'patch', path: '/apis/apps/v1/namespaces/shop/deployments/web/scale?dryRun=All', target: target('deployments', 'shop', 'web', 'scale', 'apps') }, 'patch deployments.apps/web/scale -n shop --dry-run=server', 'PATCH '],
  [{ verb: 'deletecollection', path: '/api/v1/namespaces/shop/pods', target: target('pods', 'shop') }, 'deletecollection pods -n shop', 'DELETE '],
  [{ verb: 'get', path: '/version?timeout=32s' }, 'get /version?timeout=32s', 'GET '],
])('%j is %s', (call, words, method) => {
  expect(describeCall(call)).toBe(words)
  expect(requestLine(call)).toBe(method + call.path)
})

const gesture = { do: 'delete', refs: [{ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'kubia' }] } as const
const call = { id: 1, time: 0, verb: 'delete', path: '/api/v1/namespaces/default/pods/kubia', userAgent: 'kubectl/v1.32.4 (linux/amd64)', code: 404, duration: 2, target: target('pods', 'default', 'kubia') }

test('a gesture shows as the command it equals, a call as it was made', () => {
  expect(lineOf({ key: 1, time: 0, by: 'window', gesture })).toEqual({
    what: 'kubectl delete pod kubia', kubectl: 'kubectl delete pod kubia', http: 'DELETE /api/v1/namespaces/default/pods/kubia', failed: false, changed: true,
  })
  expect(lineOf({ key: 1, time: 0, by: 'window', gesture, refused: 'NotFound' })).toMatchObject({ failed: true, changed: false, result: 'NotFound' })
  expect(lineOf({ key: 2, time: 0, by: 'client', call })).toMatchObject({ client: 'kubectl', what: 'delete pods/kubia -n default', result: '404', failed: true, changed: false })
})

test.each([
  ['', true], ['KUBECTL kubia', true], ['delete 404', true], ['namespaces/default', true], ['helm', false], ['window', false],
])('%j filters', (filter, passes) => {
  expect(passesFilter(lineOf({ key: 2, time: 0, by: 'client', call }), filter, 'Window')).toBe(passes)
})
