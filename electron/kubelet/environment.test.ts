import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pod, Service, StoredObject } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import { buildEnvironment, type EnvironmentView } from './environment.ts'
import { readPodField, readResourceField } from './pod-fields.ts'
import { expandReferences } from './references.ts'

const stored = { uid: 'u1', resourceVersion: '1', creationTimestamp: '2025-01-01T00:00:00Z' }

function podOf(container: Partial<Container>, spec: object = {}): StoredObject<Pod> {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { ...stored, name: 'web', namespace: 'shop', labels: { b: '2', a: '"1"' }, annotations: { note: 'x\ny' } },
    spec: { nodeName: 'node-1', serviceAccountName: 'robot', containers: [{ name: 'main', image: 'nginx', ...container }], ...spec },
    status: { podIP: '10.244.0.9', podIPs: [{ ip: '10.244.0.9' }], hostIP: '192.168.64.11' },
  }
}

function service(namespace: string, name: string, clusterIP: string, ports: NonNullable<NonNullable<Service['spec']>['ports']>): StoredObject<Service> {
  return { apiVersion: 'v1', kind: 'Service', metadata: { ...stored, name, namespace }, spec: { clusterIP, ports } }
}

const objects: Readonly<Record<string, object>> = {
  'ConfigMap shop/conf': { data: { COLOR: 'blue', SIZE: '3' } },
  'Secret shop/key': { data: { password: Buffer.from('hunter2').toString('base64') } },
}
const view: EnvironmentView = {
  hostname: 'web',
  node: { apiVersion: 'v1', kind: 'Node', metadata: { ...stored, name: 'node-1' }, status: { allocatable: { cpu: '4', memory: '8Gi' } } },
  services: [
    service('shop', 'back-end', '10.96.0.7', [{ port: 80, name: 'http' }, { port: 9000, name: 'admin-x' }]),
    service('shop', 'headless', 'None', [{ port: 80 }]),
    service('other', 'elsewhere', '10.96.0.8', [{ port: 80 }]),
    service('default', 'kubernetes', '10.96.0.1', [{ port: 443, name: 'https' }]),
  ],
  find: (kind, namespace, name) => {
    const found = objects[`${kind} ${namespace}/${name}`]
    return found === undefined ? undefined : { apiVersion: 'v1', kind, metadata: { ...stored, name, namespace }, ...found }
  },
}

test.each<readonly [string, Partial<Container>, Readonly<Record<string, string | undefined>>]>([
  ['the name of the host', {}, { HOSTNAME: 'web' }],
  ['plain values, the last of a name', { env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }, { name: 'EMPTY' }] }, { A: '2', EMPTY: '' }],
  ['earlier ones put in', { env: [{ name: 'A', value: 'x' }, { name: 'B', value: '$(A)/$(LATER)/$$(A)' }, { name: 'LATER', value: 'y' }] }, { B: 'x/$(LATER)/$(A)' }],
  ['a Service put in', { env: [{ name: 'URL', value: 'http://$(BACK_END_SERVICE_HOST)' }] }, { URL: 'http://10.96.0.7' }],
  ['a key of a ConfigMap', { env: [{ name: 'C', valueFrom: { configMapKeyRef: { name: 'conf', key: 'COLOR' } } }] }, { C: 'blue' }],
  ['a key of a Secret', { env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'key', key: 'password' } } }] }, { P: 'hunter2' }],
  ['a key that is not there', { env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'key', key: 'user', optional: true } } }] }, { P: undefined }],
  ['a field', { env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }, { IP: '10.244.0.9' }],
  ['all of a ConfigMap, which env overrides', { envFrom: [{ prefix: 'X_', configMapRef: { name: 'conf' } }], env: [{ name: 'X_SIZE', value: '4' }] }, { X_COLOR: 'blue', X_SIZE: '4' }],
  ['all of a Secret', { envFrom: [{ secretRef: { name: 'key' } }] }, { password: 'hunter2' }],
  ['a Service of the namespace', {}, {
    BACK_END_SERVICE_HOST: '10.96.0.7', BACK_END_SERVICE_PORT: '80', BACK_END_SERVICE_PORT_HTTP: '80', BACK_END_SERVICE_PORT_ADMIN_X: '9000',
    BACK_END_PORT: 'tcp://10.96.0.7:80', BACK_END_PORT_9000_TCP: 'tcp://10.96.0.7:9000', BACK_END_PORT_9000_TCP_PROTO: 'tcp', BACK_END_PORT_9000_TCP_ADDR: '10.96.0.7',
  }],
  ['the API itself, but no headless Service and none of another namespace', {}, { KUBERNETES_SERVICE_HOST: '10.96.0.1', HEADLESS_SERVICE_HOST: undefined, ELSEWHERE_SERVICE_HOST: undefined }],
  ['a Service that env overrides', { env: [{ name: 'BACK_END_SERVICE_HOST', value: 'mine' }] }, { BACK_END_SERVICE_HOST: 'mine' }],
])('%s', (_name, container, expected) => {
  const env = buildEnvironment(podOf(container), { name: 'main', ...container }, view)
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, env.get(name)]))).toEqual(expected)
})

test('without service links only the API is told of', () => {
  const env = buildEnvironment(podOf({}, { enableServiceLinks: false }), { name: 'main' }, view)
  expect([env.has('BACK_END_SERVICE_HOST'), env.has('KUBERNETES_SERVICE_HOST')]).toEqual([false, true])
})

test.each([
  ['metadata.name', 'web'], ['metadata.namespace', 'shop'], ['metadata.uid', 'u1'], ["metadata.labels['b']", '2'], ["metadata.labels['no']", ''],
  ['metadata.labels', 'a="\\"1\\""\nb="2"'], ['metadata.annotations', 'note="x\\ny"'], ['spec.nodeName', 'node-1'], ['spec.serviceAccountName', 'robot'],
  ['status.hostIP', '192.168.64.11'], ['status.podIPs', '10.244.0.9'], ['spec.nothing', undefined],
])('the field %s', (path, expected) => {
  expect(readPodField(podOf({}), path)).toBe(expected)
})

test.each([
  [{ resource: 'limits.cpu' }, '1'], [{ resource: 'limits.cpu', divisor: '1m' }, '250'], [{ resource: 'requests.memory', divisor: '1Mi' }, '65'],
  [{ resource: 'requests.memory', divisor: '0' }, '67108865'], [{ resource: 'limits.memory', divisor: '1Gi' }, '8'], [{ resource: 'requests.cpu' }, '0'],
])('the resource %o', (field, expected) => {
  const container = { name: 'main', resources: { limits: { cpu: '250m' }, requests: { memory: '67108865' } } }
  expect(readResourceField(container, view.node, field)).toBe(expected)
})

test('a text without a dollar stays, and one with all of them doubled comes back', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(expandReferences(text.replaceAll('$', '$$$$'), () => 'x')).toBe(text)
  }))
})
