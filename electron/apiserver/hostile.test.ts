import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { type ApiUnderTest, openApi, podNamed } from '../../test/support/api.ts'

// PODSCAPE_CASES=100000 asks more than a test run has time for.
const numRuns = Number(process.env['PODSCAPE_CASES'] ?? 400)
let api: ApiUnderTest

const widgets = {
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
}

beforeAll(async () => {
  api = await openApi()
  await api.send('POST', '/api/v1/namespaces/default/pods', podNamed('a', { app: 'web' }))
  await api.send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', widgets)
})

const path = fc.oneof(
  fc.constantFrom(
    '/api/v1/namespaces/default/pods', '/api/v1/namespaces/default/pods/a', '/api/v1/namespaces/default/pods/a/status', '/api/v1/pods', '/api/v1/nodes/node-1',
    '/api/v1/namespaces/default/pods/a/eviction', '/api/v1/namespaces/default/pods/a/binding', '/apis/apps/v1/namespaces/default/deployments',
    '/apis/apps/v1/namespaces/default/deployments/d/scale', '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers',
    '/apis/events.k8s.io/v1/namespaces/default/events', '/apis/example.com/v1/namespaces/default/widgets', '/apis/example.com/v1/namespaces/default/widgets/w',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    '/api/v1/namespaces/default/serviceaccounts/default/token', '/apis/metrics.k8s.io/v1beta1/pods', '/openapi/v3', '/openapi/v3/api/v1', '/api', '/apis',
  ),
  fc.webPath(),
)
const query = fc.oneof(fc.constant(''), fc.webQueryParameters(), fc.record({
  labelSelector: fc.oneof(fc.string(), fc.constant('app=web')), fieldSelector: fc.string(), limit: fc.oneof(fc.integer().map(String), fc.string()), continue: fc.string(),
  resourceVersion: fc.oneof(fc.nat(20).map(String), fc.string()), resourceVersionMatch: fc.string(), dryRun: fc.string(), fieldValidation: fc.string(),
  fieldManager: fc.string(), propagationPolicy: fc.string(), gracePeriodSeconds: fc.string(), container: fc.string(), includeObject: fc.string(),
}, { requiredKeys: [] }).map((fields) => new URLSearchParams(fields).toString()))
const type = fc.constantFrom(
  'application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf', 'application/merge-patch+json', 'application/json-patch+json',
  'application/strategic-merge-patch+json', 'application/apply-patch+yaml', 'text/plain', '',
)
const field = fc.constantFrom(
  'apiVersion', 'kind', 'metadata', 'name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields', 'resourceVersion', 'uid',
  'spec', 'status', 'containers', 'image', 'replicas', 'selector', 'template', 'target', 'deleteOptions', 'op', 'path', 'value', '__proto__', 'constructor', '$patch', 'a',
)
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 5 }, fc.constantFrom('v1', 'Pod', 'Widget', 'example.com/v1', 'a', '', 'w', 'default', '$patch', 'remove', '/spec'), fc.jsonValue(), tie('list'), tie('map'), tie('map')),
  list: fc.array(tie('any'), { maxLength: 3 }),
  map: fc.dictionary(field, tie('any'), { maxKeys: 5 }),
})).any
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80 }], env: [{ name: 'A', value: 'b' }] }] } }
const good: readonly object[] = [
  podNamed('b', { app: 'web' }), podNamed('a', { app: 'web' }), widgets, { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', labels: { a: 'b' } }, spec: { any: [1, { b: null }] } },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }, template } },
  { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'h' }, spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 5, scaleTargetRef: { kind: 'Deployment', name: 'd' } } },
  { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name: 'e' }, regarding: { kind: 'Pod', name: 'a', namespace: 'default' }, note: 'x', eventTime: null },
  { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'a' }, target: { kind: 'Node', name: 'node-1' } },
  [{ op: 'add', path: '/metadata/labels/x', value: 'y' }, { op: 'copy', from: '/spec', path: '/metadata/annotations' }],
  { spec: { containers: [{ name: 'c', image: 'redis' }, { $patch: 'delete', name: 'd' }], $setElementOrder: { containers: [{ name: 'c' }] } } },
]
/** Where an object belongs: requests that are nearly right go deepest. */
const homes: Readonly<Record<string, readonly [collection: string, name: string]>> = {
  Pod: ['/api/v1/namespaces/default/pods', 'a'], Deployment: ['/apis/apps/v1/namespaces/default/deployments', 'd'],
  CustomResourceDefinition: ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', 'widgets.example.com'],
  Widget: ['/apis/example.com/v1/namespaces/default/widgets', 'w'], HorizontalPodAutoscaler: ['/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers', 'h'],
  Event: ['/apis/events.k8s.io/v1/namespaces/default/events', 'e'],
}

/** A good object with one of its parts exchanged for something odd. */
const spoilt = fc.tuple(fc.constantFrom(...good), fc.infiniteStream(fc.nat()), value).map(([object, choices, odd]) => JSON.stringify(spoil(object, choices, odd)))

function spoil(part: unknown, choices: Iterator<number>, odd: unknown): unknown {
  const chosen = choices.next().value as number
  if (typeof part !== 'object' || part === null || chosen % 5 === 0) return odd
  const entries = Object.entries(part)
  const at = chosen % Math.max(1, entries.length)
  const changed = entries.map(([key, one], index): [string, unknown] => [key, index === at ? spoil(one, choices, odd) : one])
  return Array.isArray(part) ? changed.map(([, one]) => one) : Object.fromEntries(changed)
}

const body = fc.oneof(spoilt, value.map((one) => JSON.stringify(one)), fc.string(), fc.uint8Array().map((bytes) => Buffer.from([0x6b, 0x38, 0x73, 0, ...bytes])))

interface Sent {
  readonly method: string
  readonly at: string
  readonly contentType: string
  readonly body: string | Uint8Array
}

const wild: fc.Arbitrary<Sent> = fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), at: path, contentType: type, body })
const nearlyRight: fc.Arbitrary<Sent> = fc.tuple(spoilt, fc.constantFrom('POST', 'PUT', 'PATCH'), type).map(([text, method, patch]) => {
  const kind = /"kind":"(\w+)"/.exec(text)?.[1] ?? ''
  const [collection, name] = (Object.hasOwn(homes, kind) ? homes[kind] : undefined) ?? ['/api/v1/namespaces/default/pods', 'a']
  return { method, at: method === 'POST' ? collection : `${collection}/${name}`, contentType: method === 'PATCH' ? patch : 'application/json', body: text }
})

test('no request, however odd, meets a fault', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await fc.assert(fc.asyncProperty(fc.oneof(wild, nearlyRight), query, async ({ method, at, contentType, body: sent }, asked) => {
    complain.mockClear()
    const url = `https://localhost${at}${asked === '' ? '' : `?${asked}`}`
    const headers: Record<string, string> = contentType === '' ? {} : { 'content-type': contentType }
    const response = await api.api.handle(new Request(url, method === 'GET' ? { method, headers } : { method, headers, body: sent as string }))
    expect(complain.mock.calls).toEqual([])
    expect(response.status).toBeGreaterThanOrEqual(200)
    await response.body?.cancel()
  }), { numRuns })
  complain.mockRestore()
}, 600_000)
