import { expect, test } from 'vitest'
import type { EndpointSlice, KubeObject, StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { deployment, listPods, ref, simulate, workload } from '../../test/support/simulation.ts'

function service(name: string, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } }
}

function slices(cluster: Cluster, name: string): readonly StoredObject<EndpointSlice>[] {
  return cluster.list('EndpointSlice', { labelSelector: `kubernetes.io/service-name=${name}` }).items as readonly StoredObject<EndpointSlice>[]
}

/** `address ready/serving/terminating` of every endpoint. */
function endpoints(cluster: Cluster, name: string): readonly string[] {
  return slices(cluster, name).flatMap((slice) => slice.endpoints.map(({ addresses, conditions }) => `${addresses[0]} ${conditions?.ready}/${conditions?.serving}/${conditions?.terminating}`)).sort()
}

const slow = { readinessProbe: { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 5 } }

test('endpoints follow readiness, and pods that go are told of as terminating', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([service('web'), workload('Deployment', 'web', { replicas: 2 }, slow)])
  await run(4_000)
  const [a, b] = listPods(cluster).map((one) => one.status?.podIP ?? '').sort()
  expect(endpoints(cluster, 'web')).toEqual([`${a} false/false/false`, `${b} false/false/false`])
  expect(cluster.get(ref('Endpoints', 'web'))).toMatchObject({ subsets: [{ notReadyAddresses: [{ ip: a }, { ip: b }], ports: [{ port: 80, protocol: 'TCP' }] }] })
  await run(5_000)
  expect(endpoints(cluster, 'web')).toEqual([`${a} true/true/false`, `${b} true/true/false`])
  await cluster.delete([ref('Pod', listPods(cluster).find((one) => one.status?.podIP === a)?.metadata.name ?? '')])
  await run(300)
  expect(endpoints(cluster, 'web')).toContain(`${a} false/true/true`)
  expect(JSON.stringify(cluster.get(ref('Endpoints', 'web'))['subsets'])).not.toContain(`"${a}"`)
})

test('a Service that selects nothing has an empty slice, one without a selector has none', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([service('web'), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'outside' }, spec: { ports: [{ port: 80 }] } }])
  await run(500)
  expect(slices(cluster, 'web').map((slice) => slice.endpoints)).toEqual([[]])
  expect(cluster.get(ref('Endpoints', 'web'))['subsets']).toBeUndefined()
  expect(slices(cluster, 'outside')).toEqual([])
  expect(cluster.find(ref('Endpoints', 'outside'))).toBeUndefined()
})

test('named ports are looked up in each pod; addresses that are not ready may be published', async () => {
  const { cluster, run } = await simulate()
  const named = { ports: [{ name: 'http', containerPort: 8080 }], image: 'luksa/kubia', readinessProbe: { httpGet: { path: '/', port: 8081 } } }
  await cluster.apply([service('web', { ports: [{ name: 'web', port: 80, targetPort: 'http' }], publishNotReadyAddresses: true }), workload('Deployment', 'web', { replicas: 1 }, named)])
  await run(5_000)
  expect(slices(cluster, 'web')[0]).toMatchObject({ ports: [{ name: 'web', port: 8080, protocol: 'TCP' }], endpoints: [{ conditions: { ready: true, serving: false } }] })
})

test('the pods of a headless Service have host names', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([service('web', { clusterIP: 'None' }), workload('StatefulSet', 'web', { serviceName: 'web', replicas: 2 })])
  await run(10_000)
  expect(slices(cluster, 'web').flatMap((slice) => slice.endpoints.map((one) => one.hostname ?? '')).sort()).toEqual(['web-0', 'web-1'])
  expect(slices(cluster, 'web')[0]?.metadata.labels).toMatchObject({ 'service.kubernetes.io/headless': '' })
})

test('a slice holds a hundred endpoints, and goes with its Service', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([service('web'), deployment('web', 230)])
  await run(5_000)
  expect(slices(cluster, 'web').map((slice) => slice.endpoints.length).sort((a, b) => b - a)).toEqual([100, 100, 30])
  await cluster.delete([ref('Service', 'web')])
  await run(500)
  expect(slices(cluster, 'web')).toEqual([])
  expect(cluster.find(ref('Endpoints', 'web'))).toBeUndefined()
})

test('the API server has endpoints of its own', async () => {
  const { cluster } = await simulate()
  expect(cluster.get(ref('Endpoints', 'kubernetes'))).toMatchObject({ subsets: [{ addresses: [{ ip: '192.168.64.10' }], ports: [{ name: 'https', port: 6443 }] }] })
})

test('the API server makes its own Service and endpoints again when they are deleted or spoilt', async () => {
  const { cluster, run } = await simulate()
  await run(1_000)
  const kinds = [['v1', 'Service'], ['v1', 'Endpoints'], ['discovery.k8s.io/v1', 'EndpointSlice']] as const
  const look = () => kinds.map(([apiVersion, kind]) => cluster.find({ apiVersion, kind, namespace: 'default', name: 'kubernetes' }))
  const shape = () => look().map((object) => [(object?.['spec'] as { readonly clusterIP?: string } | undefined)?.clusterIP, object?.['subsets'], object?.['endpoints']])
  const before = look()
  const shapes = shape()
  await cluster.delete(before.map((object) => ({ apiVersion: object?.apiVersion ?? '', kind: object?.kind ?? '', namespace: 'default', name: 'kubernetes' })))
  await run(2_000)
  expect(shape()).toEqual(shapes)
  expect(look().map((object, index) => object?.metadata.uid !== before[index]?.metadata.uid)).toEqual([true, true, true])
  const [, endpoints] = look()
  if (endpoints !== undefined) await cluster.update({ ...endpoints, subsets: [] })
  await run(1_000)
  expect(shape()).toEqual(shapes)
})
