import { expect, test } from 'vitest'
import type { StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { deployment, listPods, messages, read, ref, simulate, statuses, workload } from '../../test/support/simulation.ts'

interface Condition {
  readonly type: string
  readonly status: string
  readonly reason: string
  readonly message: string
}

function conditionOf(cluster: Cluster, type: string): string {
  const found = (read(cluster, 'Deployment', 'web', 'status.conditions') as readonly Condition[]).find((one) => one.type === type)
  return `${found?.status} ${found?.reason}: ${found?.message}`
}

/** `revision replicas image` of every ReplicaSet, by revision. */
function sets(cluster: Cluster): readonly string[] {
  const all = cluster.list('ReplicaSet').items as readonly (StoredObject & { spec: { replicas: number; template: { spec: { containers: { image: string }[] } } } })[]
  return all.map((set) => `${set.metadata.annotations?.['deployment.kubernetes.io/revision']} ${set.spec.replicas} ${set.spec.template.spec.containers[0]?.image}`).sort()
}

test('a rollout tells of each step, and of its end', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([deployment('web', 3)])
  await run(0)
  const [first] = cluster.list('ReplicaSet').items
  expect(messages(cluster, 'web')).toEqual([`ScalingReplicaSet: Scaled up replica set ${first?.metadata.name} from 0 to 3`])
  expect(conditionOf(cluster, 'Available')).toBe('False MinimumReplicasUnavailable: Deployment does not have minimum availability.')
  await run(5_000)
  expect(conditionOf(cluster, 'Available')).toBe('True MinimumReplicasAvailable: Deployment has minimum availability.')
  expect(conditionOf(cluster, 'Progressing')).toBe(`True NewReplicaSetAvailable: ReplicaSet "${first?.metadata.name}" has successfully progressed.`)
  expect(first?.metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/desired-replicas': '3', 'deployment.kubernetes.io/max-replicas': '4', 'deployment.kubernetes.io/revision': '1' })
  await cluster.apply([deployment('web', 3, 'nginx:1.28')])
  await run(20_000)
  const second = cluster.list('ReplicaSet').items.find((set) => set.metadata.uid !== first?.metadata.uid)?.metadata.name
  expect(messages(cluster, 'web')).toEqual([
    `ScalingReplicaSet: Scaled up replica set ${first?.metadata.name} from 0 to 3`,
    `ScalingReplicaSet: Scaled up replica set ${second} from 0 to 1`,
    `ScalingReplicaSet: Scaled down replica set ${first?.metadata.name} from 3 to 2`,
    `ScalingReplicaSet: Scaled up replica set ${second} from 1 to 2`,
    `ScalingReplicaSet: Scaled down replica set ${first?.metadata.name} from 2 to 1`,
    `ScalingReplicaSet: Scaled up replica set ${second} from 2 to 3`,
    `ScalingReplicaSet: Scaled down replica set ${first?.metadata.name} from 1 to 0`,
  ])
})

test('a rollback takes the old set up again under the next number, and keeps its history and cause', async () => {
  const { cluster, run } = await simulate()
  const version = (image: string, cause: string) => {
    const object = deployment('web', 2, image)
    return { ...object, metadata: { ...object.metadata, annotations: { 'kubernetes.io/change-cause': cause } } }
  }
  await cluster.apply([version('nginx:1.27', 'first')])
  await run(5_000)
  await cluster.apply([version('nginx:1.28', 'second')])
  await run(15_000)
  expect(sets(cluster)).toEqual(['1 0 nginx:1.27', '2 2 nginx:1.28'])
  await cluster.apply([version('nginx:1.27', 'back')])
  await run(15_000)
  expect(sets(cluster)).toEqual(['2 0 nginx:1.28', '3 2 nginx:1.27'])
  const back = cluster.list('ReplicaSet').items.find((set) => set.metadata.annotations?.['deployment.kubernetes.io/revision'] === '3')
  expect(back?.metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision-history': '1', 'kubernetes.io/change-cause': 'back' })
  expect(read(cluster, 'Deployment', 'web', 'metadata.annotations')).toMatchObject({ 'deployment.kubernetes.io/revision': '3' })
})

test('a rollout that makes no progress fails at its deadline, and heals when it does', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([workload('Deployment', 'web', { replicas: 2, progressDeadlineSeconds: 30 })])
  await run(5_000)
  await cluster.apply([workload('Deployment', 'web', { replicas: 2, progressDeadlineSeconds: 30 }, { image: 'nginx:does-not-exist' })])
  await run(25_000)
  expect(conditionOf(cluster, 'Progressing')).toMatch(/^True ReplicaSetUpdated: ReplicaSet "web-\w+" is progressing\.$/)
  await run(10_000)
  expect(conditionOf(cluster, 'Progressing')).toMatch(/^False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/)
  expect(statuses(cluster).filter((status) => status === 'Running')).toHaveLength(2)
  await cluster.apply([workload('Deployment', 'web', { replicas: 2, progressDeadlineSeconds: 30 }, { image: 'nginx:1.28' })])
  await run(15_000)
  expect(conditionOf(cluster, 'Progressing')).toMatch(/^True NewReplicaSetAvailable:/)
})

test('a paused Deployment keeps its template to itself but follows its scale; resumed, it rolls out', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([deployment('web', 2)])
  await run(5_000)
  const change = async (spec: object) => {
    const current = cluster.get(ref('Deployment', 'web'))
    await cluster.update({ ...current, spec: { ...(current['spec'] as object), ...spec } })
    await run(10_000)
  }
  await change({ paused: true })
  expect(conditionOf(cluster, 'Progressing')).toBe('Unknown DeploymentPaused: Deployment is paused')
  await change((deployment('web', 4, 'nginx:1.28')['spec'] as object))
  expect(sets(cluster)).toEqual(['1 4 nginx:1.27'])
  await change({ paused: false })
  expect(sets(cluster)).toEqual(['1 0 nginx:1.27', '2 4 nginx:1.28'])
})

test('Recreate ends all old pods before the first new one', async () => {
  const { cluster, run } = await simulate()
  const version = (image: string) => workload('Deployment', 'web', { replicas: 3, strategy: { type: 'Recreate' } }, { image })
  await cluster.apply([version('nginx:1.27')])
  await run(5_000)
  await cluster.apply([version('nginx:1.28')])
  for (let step = 0; step < 40; step++) {
    await run(250)
    expect(new Set(listPods(cluster).map((one) => one.spec?.containers[0]?.image)).size).toBeLessThanOrEqual(1)
  }
  expect(sets(cluster)).toEqual(['1 0 nginx:1.27', '2 3 nginx:1.28'])
})

test('the history keeps as many old sets as it may', async () => {
  const { cluster, run } = await simulate()
  for (const tag of ['1.25', '1.26', '1.27', '1.28']) {
    await cluster.apply([workload('Deployment', 'web', { replicas: 1, revisionHistoryLimit: 1 }, { image: `nginx:${tag}` })])
    await run(10_000)
  }
  expect(sets(cluster)).toEqual(['3 0 nginx:1.27', '4 1 nginx:1.28'])
})

test('a set that cannot make its pods says why, through its Deployment too', async () => {
  const { cluster, run } = await simulate()
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '1' } } }
  await cluster.apply([quota, deployment('web', 2)])
  await run(3_000)
  expect(listPods(cluster)).toHaveLength(1)
  expect(conditionOf(cluster, 'ReplicaFailure')).toMatch(/^True FailedCreate: pods "web-\w+-\w+" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1$/)
  expect(cluster.get(ref('ResourceQuota', 'few'))).toMatchObject({ status: { hard: { pods: '1' }, used: { pods: '1' } } })
})
