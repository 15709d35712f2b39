import { expect, test } from 'vitest'
import { parseProxyName, type ProxyName, targetPod, targetService } from './proxy-target.ts'

test.each<readonly [string, ProxyName | undefined]>([
  ['web', { scheme: '', name: 'web', port: '' }],
  ['web:8080', { scheme: '', name: 'web', port: '8080' }],
  ['https:web:tls', { scheme: 'https', name: 'web', port: 'tls' }],
  [':web:80', { scheme: '', name: 'web', port: '80' }],
  ['http:web:', { scheme: 'http', name: 'web', port: '' }],
  ['ftp:web:21', undefined],
  [':80', undefined],
  ['a:b:c:d', undefined],
])('%s', (text, name) => {
  expect(parseProxyName(text)).toEqual(name)
})

const named = (port = '', scheme = ''): ProxyName => ({ scheme, name: 'web', port })

test('a pod is asked on the port given, the first that it declares, or that of the scheme', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { containers: [{ name: 'a' }, { name: 'b', ports: [{ containerPort: 8080 }] }] }, status: { podIP: '10.0.0.1' } } as const
  expect([named('81'), named()].map((name) => targetPod(pod, name)?.port)).toEqual([81, 8080])
  const bare = { ...pod, spec: { containers: [{ name: 'a' }] } }
  expect([named(), named('', 'https')].map((name) => targetPod(bare, name)?.port)).toEqual([80, 443])
  expect(targetPod({ ...pod, status: {} }, named())).toBeUndefined()
})

test('a Service is asked by the number or the name of its port, at one of its ready endpoints', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ name: 'http', port: 80 }, { name: 'other', port: 81 }] } } as const
  const addresses = ['10.0.0.1', '10.0.0.2'].map((ip) => ({ ip }))
  const endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata: {}, subsets: [{ addresses, ports: [{ name: 'http', port: 8080 }] }] } as const
  const ask = (port: string, behind: typeof endpoints | undefined = endpoints) => targetService(service, behind, named(port), `web:${port}`, () => 3)
  expect(ask('http')).toEqual({ ok: true, value: { address: '10.0.0.2', port: 8080 } })
  expect(ask('80')).toEqual(ask('http'))
  expect(ask('82')).toEqual({ ok: false, error: 'no service port 82 found for service "web"' })
  expect(ask('81')).toEqual({ ok: false, error: 'no endpoints available for service "web:81"' })
  expect(targetService(service, undefined, named('80'), 'web:80', () => 0)).toEqual({ ok: false, error: 'no endpoints available for service "web"' })
})
