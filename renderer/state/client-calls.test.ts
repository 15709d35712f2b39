import { expect, test } from 'vitest'
import type { ApiCall } from '../../shared/ipc/contract.ts'
import { changeOf, clientName, joinCreations, listingOf } from './client-calls.ts'

const KUBECTL = 'kubectl/v1.32.4 (linux/amd64) kubernetes/4eb4b5e'

function call(verb: string, path: string, { code = 200, userAgent = KUBECTL }: { readonly code?: number; readonly userAgent?: string } = {}): ApiCall {
  const [, namespace = '', resource = '', name = '', subresource = ''] = /^\/api\/v1(?:\/namespaces\/([^/?]+))?\/([^/?]+)(?:\/([^/?]+))?(?:\/([^/?]+))?/.exec(path) ?? []
  return { id: 1, time: 0, verb, path, userAgent, code, duration: 1, ...(resource === '' ? {} : { target: { group: '', resource, namespace, name, subresource } }) }
}

test.each([
  [KUBECTL, 'kubectl'], ['Helm/3.17.0', 'helm'], ['k9s/v0.50.4 (linux/amd64)', 'k9s'], ['curl/7.88.1', 'curl'], ['', 'API'],
])('%j calls itself %s', (userAgent, name) => {
  expect(clientName(userAgent)).toBe(name)
})

test.each([
  ['create', '/api/v1/namespaces/default/pods', 'created'],
  ['create', '/api/v1/namespaces/default/pods?dryRun=All', null],
  ['create', '/api/v1/namespaces/default/pods/kubia/eviction', 'deleted'],
  ['create', '/api/v1/namespaces/default/pods/kubia/binding', 'changed'],
  ['create', '/api/v1/namespaces/default/serviceaccounts/default/token', null],
  ['create', '/api/v1/namespaces/default/events', null],
  ['patch', '/api/v1/namespaces/default/pods/kubia', 'changed'],
  ['update', '/api/v1/nodes/node-1', 'changed'],
  ['delete', '/api/v1/namespaces/team', 'deleted'],
  ['deletecollection', '/api/v1/namespaces/default/pods', 'deleted'],
  ['list', '/api/v1/pods', null],
  ['connect', '/api/v1/namespaces/default/pods/kubia/exec', null],
  ['get', '/version', null],
] as const)('%s %s: %s', (verb, path, change) => {
  expect(changeOf(call(verb, path))).toBe(change)
})

test('what was refused changed nothing', () => {
  expect(changeOf(call('delete', '/api/v1/namespaces/default', { code: 403 }))).toBeNull()
})

test.each([
  ['/api/v1/namespaces/default/pods?labelSelector=env%3Dprod&limit=500', { client: 'kubectl', selector: 'env=prod', scope: 'default' }],
  ['/api/v1/pods?labelSelector=%21env', { client: 'kubectl', selector: '!env', scope: null }],
  ['/api/v1/namespaces/kube-system/pods?limit=500', { client: 'kubectl', selector: '', scope: 'kube-system' }],
  ['/api/v1/namespaces/default/pods?limit=500', null],
  ['/api/v1/pods?limit=500', null],
  ['/api/v1/namespaces/team/pods?limit=500&continue=x', null],
  ['/api/v1/namespaces/team/pods?fieldSelector=status.phase%3DRunning', null],
  ['/api/v1/namespaces/team/services?labelSelector=env', null],
])('a list of %s offers %j', (path, listing) => {
  expect(listingOf(call('list', path))).toEqual(listing)
})

test('only kubectl\'s lists that were answered offer something', () => {
  const path = '/api/v1/pods?labelSelector=env'
  expect([listingOf(call('list', path, { userAgent: 'k9s/v0.50' })), listingOf(call('list', path, { code: 400 })), listingOf(call('watch', path))]).toEqual([null, null, null])
})

test('creations of one client in one collection become one call that began with the first; all else stays as it is', () => {
  const at = (one: ApiCall, id: number, time: number, duration: number): ApiCall => ({ ...one, id, time, duration })
  const pods = '/api/v1/namespaces/default/pods'
  const calls = [
    at(call('create', pods), 1, 1000, 30), at(call('patch', `${pods}/a`), 2, 1001, 1), at(call('create', pods), 3, 1010, 5), at(call('create', '/api/v1/namespaces/team/pods'), 4, 1011, 1),
    at(call('create', pods, { userAgent: 'Helm/3.17.0' }), 5, 1012, 1), at(call('create', pods, { code: 409 }), 6, 1013, 1), at(call('create', `${pods}/a/eviction`), 7, 1014, 1), at(call('create', pods), 8, 1020, 2),
  ]
  expect(joinCreations(calls).map(({ id, time, duration }) => [id, time, duration])).toEqual([[8, 1020, 50], [2, 1001, 1], [4, 1011, 1], [5, 1012, 1], [6, 1013, 1], [7, 1014, 1]])
})
