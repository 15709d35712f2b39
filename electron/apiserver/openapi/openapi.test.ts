import { expect, test } from 'vitest'
import { served } from '../../../test/support/kubectl-stub.ts'
import type { JsonObject } from '../../schema/index.ts'
import { createOpenApi } from './openapi.ts'

const scale = { group: 'autoscaling', version: 'v1', kind: 'Scale' }
const RESOURCES = [
  served('v1', 'Pod', 'pods', true, [{ name: 'log', kind: { group: '', version: 'v1', kind: 'Pod' }, verbs: ['get'] }, { name: 'exec', kind: { group: '', version: 'v1', kind: 'Pod' }, verbs: ['connect'] }]),
  served('v1', 'Namespace', 'namespaces', false),
  served('apps/v1', 'Deployment', 'deployments', true, [{ name: 'scale', kind: scale, verbs: ['get', 'update', 'patch'] }]),
  served('example.com/v1', 'Widget', 'widgets'),
]
const openapi = createOpenApi(RESOURCES)

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject & { readonly properties?: Readonly<Record<string, JsonObject>> }>> }
}

function documentOf(groupVersion: string): Document {
  return JSON.parse(openapi.document(groupVersion) ?? '') as Document
}

test('the index names what is served', () => {
  const { paths } = JSON.parse(openapi.index()) as { readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>> }
  expect(Object.keys(paths)).toEqual(['api/v1', 'apis/apps/v1', 'apis/example.com/v1'])
  expect(paths['api/v1']?.serverRelativeURL).toMatch(/^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]{32}$/)
  expect(openapi.document('apis/batch/v1')).toBeUndefined()
})

test('a document has the paths of its resources and no others', () => {
  expect(Object.keys(documentOf('api/v1').paths)).toEqual([
    '/api/v1/namespaces', '/api/v1/namespaces/{namespace}/pods', '/api/v1/namespaces/{namespace}/pods/{name}',
    '/api/v1/namespaces/{namespace}/pods/{name}/exec', '/api/v1/namespaces/{namespace}/pods/{name}/log', '/api/v1/namespaces/{name}', '/api/v1/pods',
  ])
})

test('a patch names its kind and takes fieldValidation, which is what kubectl looks for', () => {
  const patch = documentOf('apis/apps/v1').paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']?.['patch']
  expect(patch).toMatchObject({ operationId: 'patchAppsV1NamespacedDeployment', 'x-kubernetes-action': 'patch', 'x-kubernetes-group-version-kind': { group: 'apps', version: 'v1', kind: 'Deployment' } })
  expect(patch?.['parameters']).toContainEqual({ name: 'fieldValidation', in: 'query', schema: { type: 'string', uniqueItems: true } })
  expect(documentOf('apis/apps/v1').paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale']?.['get']).toMatchObject({ 'x-kubernetes-group-version-kind': scale })
})

test('every reference is to a schema of the document', () => {
  for (const groupVersion of ['api/v1', 'apis/apps/v1', 'apis/example.com/v1']) {
    const text = openapi.document(groupVersion) ?? ''
    const names = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name))
    expect([...names].filter((name) => !Object.hasOwn(documentOf(groupVersion).components.schemas, name ?? ''))).toEqual([])
  }
})

test('fields tell their merge keys, list types, enums, defaults and which are required', () => {
  const { schemas } = documentOf('api/v1').components
  expect(schemas['io.k8s.api.core.v1.PodSpec']).toMatchObject({
    required: ['containers'],
    properties: {
      containers: { type: 'array', 'x-kubernetes-patch-merge-key': 'name', 'x-kubernetes-patch-strategy': 'merge', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
      nodeSelector: { type: 'object', 'x-kubernetes-map-type': 'atomic' },
    },
  })
  expect(schemas['io.k8s.api.core.v1.ContainerPort']?.properties?.['protocol']).toMatchObject({ type: 'string', enum: ['SCTP', 'TCP', 'UDP'], default: 'TCP' })
  expect(schemas['io.k8s.api.core.v1.Pod']?.['x-kubernetes-group-version-kind']).toEqual([{ group: '', kind: 'Pod', version: 'v1' }])
  expect(schemas['io.k8s.api.core.v1.Pod']?.properties?.['spec']).toMatchObject({ allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.PodSpec' }] })
})

test('a custom resource is there with the schema that it brings, or as an open object', () => {
  const { schemas } = documentOf('apis/example.com/v1').components
  expect(schemas['com.example.v1.Widget']).toEqual({ type: 'object', 'x-kubernetes-group-version-kind': [{ group: 'example.com', kind: 'Widget', version: 'v1' }] })
  const typed = createOpenApi([{ ...served('example.com/v1', 'Widget', 'widgets'), schema: { type: 'object', properties: { size: { type: 'integer' } } } }])
  expect(typed.document('apis/example.com/v1')).toContain('"size":{"type":"integer"}')
  expect(typed.index()).not.toBe(openapi.index())
})
