import { expect, test } from 'vitest'
import type { KubeObject, ObjectRef, Pod } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { type Cluster, createCluster, createManualClock } from './index.ts'

function open(): Promise<Cluster> {
  return createCluster({ log: createMemoryLog(), clock: createManualClock(Date.UTC(2025, 0, 1)), seed: 1 })
}

function make(apiVersion: string, kind: string, name: string, body: object): KubeObject {
  return { apiVersion, kind, metadata: { name }, ...body }
}

function pod(name: string, container: object = {}, spec: object = {}): KubeObject {
  return make('v1', 'Pod', name, { spec: { containers: [{ name: 'a', image: 'nginx', ...container }], ...spec } })
}

function ref(kind: string, name: string, apiVersion = 'v1', namespace = 'default'): ObjectRef {
  return { apiVersion, kind, namespace, name }
}

function podOf(cluster: Cluster, name: string): Pod {
  return cluster.get(ref('Pod', name)) as Pod
}

async function words(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'accepted', (error: unknown) => `${error instanceof StatusError ? error.status.reason : 'bug'}: ${(error as Error).message}`)
}

test('a pod runs as the account default, with its token mounted, for five minutes past its node', async () => {
  const cluster = await open()
  await cluster.create(pod('p', { volumeMounts: [{ name: 'v', mountPath: '/v' }] }, { volumes: [{ name: 'v', emptyDir: {} }] }))
  const { spec } = podOf(cluster, 'p')
  const token = spec?.volumes?.[1]?.name ?? ''
  expect(token).toMatch(/^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  expect(spec).toMatchObject({
    serviceAccount: 'default', serviceAccountName: 'default', priority: 0, preemptionPolicy: 'PreemptLowerPriority',
    containers: [{ volumeMounts: [{ name: 'v', mountPath: '/v' }, { name: token, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }] }],
    tolerations: [
      { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
      { effect: 'NoExecute', key: 'node.kubernetes.io/unreachable', operator: 'Exists', tolerationSeconds: 300 },
    ],
  })
})

test('a token is not mounted where it is not wanted, nor twice', async () => {
  const cluster = await open()
  await cluster.create(pod('none', {}, { automountServiceAccountToken: false }))
  expect(podOf(cluster, 'none').spec?.volumes).toBeUndefined()
  await cluster.create(pod('own', { volumeMounts: [{ name: 'v', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }] }, { volumes: [{ name: 'v', emptyDir: {} }] }))
  expect(podOf(cluster, 'own').spec?.volumes).toHaveLength(1)
})

test('an account that is not there is told of', async () => {
  const cluster = await open()
  expect(await words(cluster.create(pod('p', {}, { serviceAccountName: 'robot' }))))
    .toBe('Forbidden: pods "p" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found')
})

test('applying a pod again changes nothing of what admission gave it', async () => {
  const cluster = await open()
  await cluster.apply([pod('p')])
  expect((await cluster.apply([pod('p')])).outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged'])
  expect((await cluster.apply([pod('p', { image: 'redis' })])).outcomes.map(({ outcome }) => outcome)).toEqual(['configured'])
  expect(podOf(cluster, 'p').spec?.containers[0]?.volumeMounts).toHaveLength(1)
})

test('a toleration of its own is kept, and only the other added', async () => {
  const cluster = await open()
  const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }
  await cluster.create(pod('p', {}, { tolerations: [own] }))
  expect(podOf(cluster, 'p').spec?.tolerations).toEqual([own, { effect: 'NoExecute', key: 'node.kubernetes.io/unreachable', operator: 'Exists', tolerationSeconds: 300 }])
})

test('a priority is what its class stands for', async () => {
  const cluster = await open()
  await cluster.create(make('scheduling.k8s.io/v1', 'PriorityClass', 'high', { value: 1000 }))
  await cluster.create(pod('p', {}, { priorityClassName: 'high' }))
  await cluster.create(pod('s', {}, { priorityClassName: 'system-node-critical' }))
  expect([podOf(cluster, 'p'), podOf(cluster, 's')].map(({ spec }) => spec?.priority)).toEqual([1000, 2_000_001_000])
  expect(await words(cluster.create(pod('q', {}, { priorityClassName: 'low' })))).toBe('Forbidden: pods "q" is forbidden: no PriorityClass with name low was found')
  expect(await words(cluster.create(pod('q', {}, { priority: 5 }))))
    .toBe('Forbidden: pods "q" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name')
  await cluster.create(make('scheduling.k8s.io/v1', 'PriorityClass', 'usual', { value: 7, globalDefault: true }))
  await cluster.create(pod('r'))
  expect(podOf(cluster, 'r').spec).toMatchObject({ priority: 7, priorityClassName: 'usual' })
  expect(await words(cluster.create(make('scheduling.k8s.io/v1', 'PriorityClass', 'other', { value: 8, globalDefault: true }))))
    .toBe('Forbidden: priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass usual is already marked as default. Only one default can exist')
})

test('a claim that names no class gets the default one', async () => {
  const cluster = await open()
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  await cluster.create(make('v1', 'PersistentVolumeClaim', 'c', { spec }))
  await cluster.create(make('v1', 'PersistentVolumeClaim', 'none', { spec: { ...spec, storageClassName: '' } }))
  expect([cluster.get(ref('PersistentVolumeClaim', 'c')), cluster.get(ref('PersistentVolumeClaim', 'none'))].map((claim) => (claim['spec'] as { storageClassName?: string }).storageClassName))
    .toEqual(['standard', ''])
})

const limits = (...items: readonly object[]) => make('v1', 'LimitRange', 'limits', { spec: { limits: items } })

test('a limit range gives containers what they do not say', async () => {
  const cluster = await open()
  await cluster.create(limits({ type: 'Container', default: { cpu: '500m', memory: '128Mi' }, defaultRequest: { cpu: '100m' } }))
  await cluster.create(pod('p'))
  const { metadata, spec, status } = podOf(cluster, 'p')
  expect(spec?.containers[0]?.resources).toEqual({ limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '100m', memory: '128Mi' } })
  expect(metadata.annotations).toEqual({ 'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu, memory request for container a; cpu, memory limit for container a' })
  expect(status?.qosClass).toBe('Burstable')
})

test.each<readonly [string, object, object, string]>([
  ['too much', { type: 'Container', max: { cpu: '500m' } }, { limits: { cpu: '1' } }, 'maximum cpu usage per Container is 500m, but limit is 1'],
  ['too little', { type: 'Container', min: { memory: '64Mi' } }, { requests: { memory: '32Mi' } }, 'minimum memory usage per Container is 64Mi, but request is 32Mi'],
  ['all that is wrong', { type: 'Container', max: { cpu: '1' }, min: { cpu: '500m' } }, { limits: { cpu: '2' }, requests: { cpu: '100m' } },
    '[minimum cpu usage per Container is 500m, but request is 100m, maximum cpu usage per Container is 1, but limit is 2]'],
  ['nothing said for a pod', { type: 'Pod', max: { cpu: '1' } }, {}, 'maximum cpu usage per Pod is 1.  No limit is specified'],
  ['too far apart', { type: 'Container', maxLimitRequestRatio: { cpu: '2' } }, { limits: { cpu: '3' }, requests: { cpu: '1' } }, 'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000'],
])('a limit range refuses %s', async (_title, item, resources, why) => {
  const cluster = await open()
  await cluster.create(limits(item))
  expect(await words(cluster.create(pod('p', { resources })))).toBe(`Forbidden: pods "p" is forbidden: ${why}`)
})

function quota(name: string, hard: object, more: object = {}): KubeObject {
  return make('v1', 'ResourceQuota', name, { spec: { hard, ...more } })
}

test('a quota lets in what it has left, keeps count, and says what is too much', async () => {
  const cluster = await open()
  await cluster.create(quota('q', { pods: '1' }))
  await cluster.create(pod('a'))
  expect(cluster.get(ref('ResourceQuota', 'q'))['status']).toEqual({ hard: { pods: '1' }, used: { pods: '1' } })
  expect(await words(cluster.create(pod('b')))).toBe('Forbidden: pods "b" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')
  await cluster.delete([ref('Pod', 'a')])
  expect(await words(cluster.create(pod('b')))).toBe('accepted')
})

test('a quota of resources wants them said, and adds them up', async () => {
  const cluster = await open()
  await cluster.create(quota('compute', { 'requests.cpu': '1', 'limits.memory': '1Gi' }))
  expect(await words(cluster.create(pod('p')))).toBe('Forbidden: pods "p" is forbidden: failed quota: compute: must specify limits.memory for: a; requests.cpu for: a')
  const resources = { requests: { cpu: '600m' }, limits: { memory: '512Mi' } }
  await cluster.create(pod('a', { resources }))
  expect(await words(cluster.create(pod('b', { resources })))).toBe('Forbidden: pods "b" is forbidden: exceeded quota: compute, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1')
})

test.each<readonly [object, KubeObject, string]>([
  [{ configmaps: '0' }, make('v1', 'ConfigMap', 'c', {}), 'configmaps "c" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=0, limited: configmaps=0'],
  [{ 'count/deployments.apps': '0' }, make('apps/v1', 'Deployment', 'd', { spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'x' }] } } } }),
    'deployments.apps "d" is forbidden: exceeded quota: q, requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0'],
  [{ 'services.nodeports': '1' }, make('v1', 'Service', 's', { spec: { type: 'NodePort', ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] } }),
    'services "s" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1'],
  [{ 'requests.storage': '1Gi' }, make('v1', 'PersistentVolumeClaim', 'c', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } } }),
    'persistentvolumeclaims "c" is forbidden: exceeded quota: q, requested: requests.storage=2Gi, used: requests.storage=0, limited: requests.storage=1Gi'],
])('a quota of %j counts', async (hard, object, message) => {
  const cluster = await open()
  await cluster.create(quota('q', hard))
  expect(await words(cluster.create(object))).toBe(`Forbidden: ${message}`)
})

test('a quota of some pods leaves the others alone', async () => {
  const cluster = await open()
  await cluster.create(quota('q', { pods: '0' }, { scopes: ['Terminating'] }))
  expect(await words(cluster.create(pod('a')))).toBe('accepted')
  expect(await words(cluster.create(pod('b', {}, { activeDeadlineSeconds: 5 })))).toBe('Forbidden: pods "b" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0')
})

test('a service may not ask for an address outside of the service network', async () => {
  const cluster = await open()
  expect(await words(cluster.create(make('v1', 'Service', 's', { spec: { clusterIP: '1.2.3.4', ports: [{ port: 80 }] } })))).toBe(
    'Invalid: Service "s" is invalid: spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
  )
})

test('a pod that is applied again without tolerations keeps those that admission gave it', async () => {
  const cluster = await open()
  const empty = pod('p', {}, { tolerations: [] })
  await cluster.apply([empty])
  const again = await cluster.apply([empty])
  expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged'])
})
