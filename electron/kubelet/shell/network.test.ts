import { expect, test } from 'vitest'
import { candidateNames, queryName } from './names.ts'
import { parseUrl } from './url.ts'
import { createTestWorld } from './test-world.ts'

test.each([
  ['web', ['web.default.svc.cluster.local', 'web.svc.cluster.local', 'web.cluster.local', 'web']],
  ['a.b.c.d.e.f', ['a.b.c.d.e.f', 'a.b.c.d.e.f.default.svc.cluster.local', 'a.b.c.d.e.f.svc.cluster.local', 'a.b.c.d.e.f.cluster.local']],
  ['web.default.svc.cluster.local.', ['web.default.svc.cluster.local']],
])('%s is looked for as %j', (name, names) => {
  expect(candidateNames(name, 'default', 'cluster.local')).toEqual(names)
})

const { network } = createTestWorld()

test.each([
  ['kubia', ['10.96.0.20']], ['kubia.default', ['10.96.0.20']], ['kubia.default.svc', ['10.96.0.20']], ['KUBIA.default.svc.cluster.local', ['10.96.0.20']],
  ['nginx', undefined], ['nginx.other', ['10.96.0.21']], ['headless', ['10.244.1.6', '10.244.2.6']], ['kubia-1.headless', ['10.244.1.6']],
  ['10-244-1-6.default.pod.cluster.local', ['10.244.1.6']], ['localhost', ['127.0.0.1']], ['web', ['10.244.1.5']], ['example.com', undefined], ['1.2.3.4', ['1.2.3.4']],
])('%s resolves to %j', (name, addresses) => {
  expect(network.resolve(name)?.addresses).toEqual(addresses)
})

test('names outside the cluster’s domain are not known', () => {
  const view = { domain: 'cluster.local', nameserver: '10.96.0.10', findService: () => ({ addresses: ['1.1.1.1'], hosts: {} }) }
  expect(queryName(view, 'a.b.svc.example.com')).toBeUndefined()
  expect(queryName(view, 'a.b.svc.cluster.local')).toEqual(['1.1.1.1'])
})

test.each([
  ['10.244.1.6', 8080, 'connected'], ['10.244.1.6', 81, 'refused'], ['127.0.0.1', 8080, 'connected'], ['127.0.0.1', 80, 'refused'], ['10.244.9.9', 80, 'unreachable'],
  ['10.96.0.20', 80, 'connected'], ['10.96.0.20', 81, 'silent'], ['10.96.0.22', 80, 'refused'],
])('%s:%i is %s', (address, port, kind) => {
  expect(network.dial(address, port).kind).toBe(kind)
})

test.each([
  ['web', { scheme: 'http', host: 'web', port: 80, authority: 'web', path: '/' }],
  ['http://web:8080/a?b#c', { scheme: 'http', host: 'web', port: 8080, authority: 'web:8080', path: '/a?b' }],
  ['https://web?x', { scheme: 'https', host: 'web', port: 443, authority: 'web', path: '/?x' }],
])('%s is a URL', (text, value) => {
  expect(parseUrl(text)).toEqual({ ok: true, value })
})

test.each(['ftp://web', 'http://', 'http://web:0', 'http://web:99999', 'http://a b'])('%j is none', (text) => {
  expect(parseUrl(text).ok).toBe(false)
})
