import { expect, test } from 'vitest'
import type { KubeObject } from '../../shared/model/index.ts'
import { messages, pod, read, ref, simulate, statuses } from '../../test/support/simulation.ts'

function claim(name: string, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } }
}

function volume(name: string, storage: string, spec: object = {}): KubeObject {
  return {
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name },
    spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], storageClassName: 'manual', persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: '/mnt' }, ...spec },
  }
}

const user = (name: string, claimName: string, spec: object = {}) => pod(name, 'nginx', {}, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }], ...spec })

test('a claim of the default class waits for its first pod, and then has a volume on its node', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([claim('data')])
  await run(1_000)
  expect(cluster.get(ref('PersistentVolumeClaim', 'data'))).toMatchObject({ spec: { storageClassName: 'standard' }, status: { phase: 'Pending' } })
  expect(messages(cluster, 'data')).toEqual(['WaitForFirstConsumer: waiting for first consumer to be created before binding'])
  await cluster.apply([user('p', 'data', { nodeSelector: { 'kubernetes.io/hostname': 'node-2' } })])
  await run(3_000)
  expect(statuses(cluster)).toEqual(['Running'])
  const name = String(read(cluster, 'PersistentVolumeClaim', 'data', 'spec.volumeName'))
  expect(name).toBe(`pvc-${cluster.get(ref('PersistentVolumeClaim', 'data')).metadata.uid}`)
  expect(cluster.get(ref('PersistentVolume', name))).toMatchObject({
    spec: { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', values: ['node-2'] }] }] } }, persistentVolumeReclaimPolicy: 'Delete' },
    status: { phase: 'Bound' },
  })
  expect(messages(cluster, 'data')).toContain(`ProvisioningSucceeded: Successfully provisioned volume ${name}`)
  // In use, it stays until the pod is gone; then its volume goes with it.
  await cluster.delete([ref('PersistentVolumeClaim', 'data')])
  await run(1_000)
  expect(cluster.get(ref('PersistentVolumeClaim', 'data')).metadata).toMatchObject({ finalizers: ['kubernetes.io/pvc-protection'], deletionTimestamp: expect.any(String) as string })
  await cluster.delete([ref('Pod', 'p')])
  await run(5_000)
  expect([cluster.find(ref('PersistentVolumeClaim', 'data')), cluster.find(ref('PersistentVolume', name))]).toEqual([undefined, undefined])
})

test('a claim takes the smallest volume that is large enough; a volume that is kept is released', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([volume('large', '10Gi'), volume('fit', '2Gi'), volume('small', '500Mi'), claim('data', { storageClassName: 'manual' })])
  await run(500)
  expect(cluster.list('PersistentVolume').items.map((one) => [one.metadata.name, (one['status'] as { phase: string }).phase])).toEqual([['fit', 'Bound'], ['large', 'Available'], ['small', 'Available']])
  expect(cluster.get(ref('PersistentVolumeClaim', 'data'))).toMatchObject({ spec: { volumeName: 'fit' }, status: { phase: 'Bound', capacity: { storage: '2Gi' } } })
  await cluster.delete([ref('PersistentVolumeClaim', 'data')])
  await run(500)
  expect(read(cluster, 'PersistentVolume', 'fit', 'status.phase')).toBe('Released')
})

test('a pod whose claim has no volume says so', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([claim('data', { storageClassName: '' }), user('p', 'data')])
  await run(500)
  expect(messages(cluster, 'p')).toEqual([
    'FailedScheduling: 0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
  ])
  expect(messages(cluster, 'data')).toEqual(['FailedBinding: no persistent volumes available for this claim and no storage class is set'])
  await cluster.apply([volume('v', '5Gi', { storageClassName: '' })])
  await run(4_000)
  expect(statuses(cluster)).toEqual(['Running'])
})
