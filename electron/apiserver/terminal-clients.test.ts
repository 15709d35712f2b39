import { expect, test } from 'vitest'
import { type ApiUnderTest, openApi, podNamed } from '../../test/support/api.ts'

/** What k9s, a client on client-go's dynamic informers and raw tables, asks for in its first minute, in its order and with its headers. */
const any = { accept: 'application/json, */*' }
const plain = { accept: 'application/json' }
const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io, application/json' }
const protobuf = { accept: 'application/vnd.kubernetes.protobuf,application/json' }
const metadata = { accept: 'application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json' }

async function open(): Promise<ApiUnderTest> {
  const api = await openApi()
  await api.send('POST', '/api/v1/namespaces/default/pods', podNamed('web', { app: 'web' }))
  return api
}

test('it finds the server, its groups and what it may do', async () => {
  const api = await open()
  expect((await api.send('GET', '/version', undefined, any)).body).toMatchObject({ major: '1', minor: '32' })
  const groups = (await api.send('GET', '/apis', undefined, any)).body.groups ?? []
  expect(groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['apps', 'batch', 'metrics.k8s.io', 'apiextensions.k8s.io', 'rbac.authorization.k8s.io']))
  for (const group of ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${(preferredVersion as { readonly groupVersion: string }).groupVersion}`)]) {
    const { code, body } = await api.send('GET', group, undefined, any)
    expect([group, code, body.kind]).toEqual([group, 200, 'APIResourceList'])
  }
  for (const [resource, verb, namespace] of [['namespaces', 'list', ''], ['pods', 'watch', 'default'], ['nodes', 'get', '']] as const) {
    const review = { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', spec: { resourceAttributes: { namespace, verb, resource, version: '*' } } }
    expect((await api.send('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review, protobuf)).body).toMatchObject({ status: { allowed: true } })
  }
})

test('it lists tables with whole objects, and the rest as lists and metadata', async () => {
  const api = await open()
  const { body } = await api.send('GET', '/api/v1/namespaces/default/pods?includeObject=Object', undefined, table)
  expect([body.kind, body.rows?.[0]?.cells[0], body.rows?.[0]?.object]).toMatchObject(['Table', 'web', { kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'c' }] } }])
  const one = await api.send('GET', '/api/v1/namespaces/default/pods/web?includeObject=Object', undefined, table)
  expect(one.body.rows).toHaveLength(1)
  const definitions = await api.send('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?limit=500&resourceVersion=0', undefined, plain)
  expect([definitions.code, definitions.body.kind, definitions.body.items]).toEqual([200, 'CustomResourceDefinitionList', []])
  expect((await api.send('GET', '/api/v1/nodes?resourceVersion=0', undefined, protobuf)).body.items).toHaveLength(3)
  expect((await api.send('GET', '/api/v1/pods?limit=1', undefined, metadata)).body).toMatchObject({ kind: 'PartialObjectMetadataList', items: [{ metadata: { name: 'web' } }] })
  for (const path of ['nodes', 'pods', 'namespaces/default/pods']) {
    const { code, body: metrics } = await api.send('GET', `/apis/metrics.k8s.io/v1beta1/${path}`, undefined, any)
    expect([code, metrics.kind]).toEqual([200, path === 'nodes' ? 'NodeMetricsList' : 'PodMetricsList'])
  }
})

test('its informers go on from their list, and hear of each change once', async () => {
  const api = await open()
  const listed = await api.send('GET', '/api/v1/namespaces/default/pods?limit=500&resourceVersion=0', undefined, plain)
  const from = listed.body.metadata?.resourceVersion ?? ''
  const query = `allowWatchBookmarks=true&resourceVersion=${from}&timeoutSeconds=412&watch=true`
  const response = await api.api.handle(new Request(`https://localhost/api/v1/namespaces/default/pods?${query}`, { headers: { ...plain, 'accept-encoding': 'gzip' } }))
  expect(response.headers.get('content-encoding')).toBeNull()
  await api.send('POST', '/api/v1/namespaces/default/pods', podNamed('more'))
  const reader = response.body?.getReader()
  const event = JSON.parse(Buffer.from((await reader?.read())?.value ?? []).toString()) as { readonly type: string; readonly object: { readonly metadata: { readonly name: string } } }
  expect([event.type, event.object.metadata.name]).toEqual(['ADDED', 'more'])
  await reader?.cancel()
  api.end()
})

test('it asks for the log of a container by name', async () => {
  const api = await open()
  const path = '/api/v1/namespaces/default/pods/web/log?container=c&follow=true&tailLines=100&timestamps=true'
  const { code, headers } = await api.send('GET', path, undefined, protobuf)
  expect([code, headers.get('content-type')]).toEqual([200, 'text/plain'])
})
