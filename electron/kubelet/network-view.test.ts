import { expect, test } from 'vitest'
import type { Node, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { createNetworkView } from './network-view.ts'
import type { Listener } from './shell/index.ts'

const stored = { uid: 'u', resourceVersion: '1', creationTimestamp: '2025-01-01T00:00:00Z' }

function service(name: string, spec: NonNullable<Service['spec']>): StoredObject<Service> {
  return { apiVersion: 'v1', kind: 'Service', metadata: { ...stored, name, namespace: 'shop' }, spec }
}

const services = [
  service('web', { clusterIP: '10.96.0.7', type: 'NodePort', ports: [{ port: 80, name: 'http', nodePort: 30_080 }, { port: 53, name: 'dns', protocol: 'UDP' }] }),
  service('empty', { clusterIP: '10.96.0.8', ports: [{ port: 80 }] }),
  service('hosts', { clusterIP: 'None' }),
  service('outside', { type: 'ExternalName', externalName: 'example.com' }),
  service('alias', { type: 'ExternalName', externalName: 'web.shop.svc.cluster.local' }),
  service('again', { type: 'ExternalName', externalName: 'alias.shop.svc.cluster.local.' }),
  service('circle', { type: 'ExternalName', externalName: 'circle.shop.svc.cluster.local' }),
]
const endpoints: Readonly<Record<string, object>> = {
  web: { subsets: [{ addresses: [{ ip: '10.244.0.2' }], notReadyAddresses: [{ ip: '10.244.0.3' }], ports: [{ name: 'http', port: 8080 }] }] },
  hosts: { subsets: [{ addresses: [{ ip: '10.244.0.2', hostname: 'web-0' }, { ip: '10.244.0.4' }] }] },
}
const pod: StoredObject<Pod> = { apiVersion: 'v1', kind: 'Pod', metadata: { ...stored, name: 'web-0', namespace: 'shop' } }
const node: StoredObject<Node> = { apiVersion: 'v1', kind: 'Node', metadata: { ...stored, name: 'node-1' }, status: { addresses: [{ type: 'InternalIP', address: '192.168.64.11' }] } }
const served: Listener = () => undefined

const view = createNetworkView({
  find: (kind, namespace, name) => {
    if (kind === 'Service') return services.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
    const found = kind === 'Endpoints' && namespace === 'shop' ? endpoints[name] : undefined
    return found === undefined ? undefined : { apiVersion: 'v1', kind, metadata: { ...stored, name, namespace }, ...found }
  },
  listServices: () => services,
  listNodes: () => [node],
  podAt: (ip) => (ip === '10.244.0.2' ? pod : undefined),
  listener: (_pod, port) => (port === 8080 ? served : undefined),
})

test.each([
  ['shop', 'web', { addresses: ['10.96.0.7'], hosts: {} }],
  ['shop', 'hosts', { addresses: ['10.244.0.2', '10.244.0.4'], hosts: { 'web-0': '10.244.0.2' } }],
  ['shop', 'outside', undefined],
  ['shop', 'alias', { addresses: ['10.96.0.7'], hosts: {} }],
  ['shop', 'again', { addresses: ['10.96.0.7'], hosts: {} }],
  ['shop', 'circle', undefined],
  ['other', 'web', undefined],
])('the name %s/%s', (namespace, name, expected) => {
  expect(view.findService(namespace, name)).toEqual(expected)
})

test.each([
  ['10.96.0.7', [{ port: 80, targets: [{ ip: '10.244.0.2', port: 8080 }] }]],
  ['10.96.0.8', [{ port: 80, targets: [] }]],
  ['10.96.0.9', undefined],
])('the cluster IP %s leads to ready pods alone', (ip, expected) => {
  expect(view.findServiceByIp(ip)?.ports).toEqual(expected)
})

test.each([
  ['10.244.0.2', 8080, served], ['10.244.0.2', 80, undefined], ['192.168.64.11', 30_080, served], ['192.168.64.11', 30_081, undefined],
])('%s:%d', (ip, port, expected) => {
  expect(view.findPod(ip)?.listener(port)).toBe(expected)
})

test('nobody has any other address', () => {
  expect(view.findPod('10.244.0.3')).toBeUndefined()
})
