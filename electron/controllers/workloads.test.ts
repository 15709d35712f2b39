import { expect, test } from 'vitest'
import type { KubeObject } from '../../shared/model/index.ts'
import { deployment, listPods, messages, pod, read, ref, simulate, statuses, table, workload } from '../../test/support/simulation.ts'

function job(name: string, script: string, spec: object = {}, template: object = {}): KubeObject {
  return {
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name },
    spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', script] }], ...template } } },
  }
}

test('a StatefulSet makes its pods in order, with names and claims of their own, and unmakes them from the end', async () => {
  const { cluster, run } = await simulate()
  const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }
  await cluster.apply([workload('StatefulSet', 'web', { serviceName: 'web', replicas: 3, volumeClaimTemplates: [claim] })])
  await run(1_000)
  expect(listPods(cluster).map((one) => one.metadata.name)).toEqual(['web-0'])
  await run(10_000)
  expect(table(cluster)).toEqual(['web-0 1/1 Running 0', 'web-1 1/1 Running 0', 'web-2 1/1 Running 0'])
  expect(listPods(cluster)[1]?.metadata.labels).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'web-1', 'apps.kubernetes.io/pod-index': '1' })
  expect(listPods(cluster)[1]?.spec).toMatchObject({ hostname: 'web-1', subdomain: 'web', volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-1' } }, {}] })
  expect(cluster.list('PersistentVolumeClaim').items.map((one) => [one.metadata.name, (one['status'] as { phase: string }).phase]))
    .toEqual([['data-web-0', 'Bound'], ['data-web-1', 'Bound'], ['data-web-2', 'Bound']])
  expect(messages(cluster, 'web').slice(0, 2)).toEqual([
    'SuccessfulCreate: create Claim data-web-0 Pod web-0 in StatefulSet web success', 'SuccessfulCreate: create Pod web-0 in StatefulSet web successful',
  ])
  await cluster.apply([workload('StatefulSet', 'web', { serviceName: 'web', replicas: 1, volumeClaimTemplates: [claim] })])
  await run(200)
  expect(table(cluster)).toEqual(['web-0 1/1 Running 0', 'web-1 1/1 Running 0', 'web-2 1/1 Terminating 0'])
  await run(5_000)
  expect(table(cluster)).toEqual(['web-0 1/1 Running 0'])
  expect(cluster.list('PersistentVolumeClaim').items).toHaveLength(3)
})

test('a StatefulSet rolls from its last pod to its partition', async () => {
  const { cluster, run } = await simulate()
  const set = (image: string, partition: number) => workload('StatefulSet', 'web', { serviceName: 'web', replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } }, { image })
  await cluster.apply([set('nginx:1.27', 0)])
  await run(10_000)
  const first = read(cluster, 'StatefulSet', 'web', 'status.currentRevision')
  await cluster.apply([set('nginx:1.28', 2)])
  await run(10_000)
  const images = () => listPods(cluster).map((one) => one.spec?.containers[0]?.image)
  expect(images()).toEqual(['nginx:1.27', 'nginx:1.27', 'nginx:1.28'])
  expect(cluster.get(ref('StatefulSet', 'web'))).toMatchObject({ status: { currentRevision: first, updatedReplicas: 1, currentReplicas: 2 } })
  await cluster.apply([set('nginx:1.28', 0)])
  await run(20_000)
  expect(images()).toEqual(['nginx:1.28', 'nginx:1.28', 'nginx:1.28'])
  expect(read(cluster, 'StatefulSet', 'web', 'status.currentRevision')).toBe(read(cluster, 'StatefulSet', 'web', 'status.updateRevision'))
  expect(cluster.list('ControllerRevision').items.map((one) => one['revision'])).toEqual(expect.arrayContaining([1, 2]))
})

test('a DaemonSet has a pod on every node that takes it, rolls one at a time, and follows nodes that come', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([workload('DaemonSet', 'agent')])
  await run(3_000)
  expect(new Set(listPods(cluster).map((one) => one.spec?.nodeName))).toEqual(new Set(['node-1', 'node-2', 'node-3']))
  expect(cluster.get(ref('DaemonSet', 'agent'))).toMatchObject({ status: { desiredNumberScheduled: 3, currentNumberScheduled: 3, numberReady: 3, numberAvailable: 3, updatedNumberScheduled: 3 } })
  const node = cluster.get(ref('Node', 'node-1'))
  await cluster.update({ ...node, spec: { ...(node['spec'] as object), taints: [{ key: 'gpu', effect: 'NoExecute' }] } })
  await run(5_000)
  expect(cluster.get(ref('DaemonSet', 'agent'))).toMatchObject({ status: { desiredNumberScheduled: 2, numberMisscheduled: 0 } })
  expect(listPods(cluster)).toHaveLength(2)
  await cluster.apply([workload('DaemonSet', 'agent', {}, { image: 'nginx:1.28' })])
  await run(100)
  expect(statuses(cluster).filter((status) => status === 'Terminating')).toHaveLength(1)
  await run(15_000)
  expect(listPods(cluster).map((one) => one.spec?.containers[0]?.image)).toEqual(['nginx:1.28', 'nginx:1.28'])
})

test('a Job runs its completions, so many at a time', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([job('count', 'sleep 2', { completions: 4, parallelism: 2 })])
  await run(2_000)
  expect(cluster.get(ref('Job', 'count'))).toMatchObject({ status: { active: 2, ready: 2, terminating: 0 } })
  await run(10_000)
  expect(statuses(cluster)).toEqual(['Completed', 'Completed', 'Completed', 'Completed'])
  expect(cluster.get(ref('Job', 'count'))).toMatchObject({
    status: {
      succeeded: 4, ready: 0, terminating: 0, uncountedTerminatedPods: {},
      conditions: [{ type: 'SuccessCriteriaMet', reason: 'CompletionsReached' }, { type: 'Complete', status: 'True', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }],
    },
  })
  expect(listPods(cluster).every((one) => one.metadata.finalizers === undefined)).toBe(true)
  expect(messages(cluster, 'count').at(-1)).toBe('Completed: Job completed')
})

test('an Indexed Job gives each pod its number', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([job('count', 'echo $JOB_COMPLETION_INDEX', { completions: 3, parallelism: 3, completionMode: 'Indexed' })])
  await run(6_000)
  expect(listPods(cluster).map((one) => one.metadata.annotations?.['batch.kubernetes.io/job-completion-index'])).toEqual(['0', '1', '2'])
  expect(listPods(cluster)[1]?.metadata.name).toMatch(/^count-1-/)
  expect(read(cluster, 'Job', 'count', 'status.completedIndexes')).toBe('0-2')
})

test('a Job that fails tries again ever later, and gives up past its limit', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([job('bad', 'exit 1', { backoffLimit: 2 })])
  await run(9_000)
  expect(listPods(cluster)).toHaveLength(1)
  await run(6_000)
  expect(listPods(cluster)).toHaveLength(2)
  await run(30_000)
  expect(statuses(cluster)).toEqual(['Error', 'Error', 'Error'])
  expect(cluster.get(ref('Job', 'bad'))).toMatchObject({
    status: { failed: 3, conditions: [{ type: 'FailureTarget' }, { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }] },
  })
})

test.each([
  { name: 'its time is up', spec: { activeDeadlineSeconds: 5 }, script: 'sleep 60', after: 40_000, reason: 'DeadlineExceeded', left: 0 },
  { name: 'it is kept for a while only', spec: { ttlSecondsAfterFinished: 10 }, script: 'exit 0', after: 5_000, reason: 'CompletionsReached', left: 1 },
])('a Job ends when $name', async ({ spec, script, after, reason, left }) => {
  const { cluster, run } = await simulate()
  await cluster.apply([job('timed', script, spec)])
  await run(after)
  expect(cluster.get(ref('Job', 'timed'))).toMatchObject({ status: { conditions: [{ reason }, { reason }] } })
  expect(listPods(cluster)).toHaveLength(left)
  await run(15_000)
  expect(cluster.find(ref('Job', 'timed')) === undefined).toBe('ttlSecondsAfterFinished' in spec)
})

test('a suspended Job has no pods, and starts when it is resumed', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([job('held', 'sleep 1', { suspend: true })])
  await run(1_000)
  expect(listPods(cluster)).toEqual([])
  expect(cluster.get(ref('Job', 'held'))).toMatchObject({ status: { conditions: [{ type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }] } })
  const held = cluster.get(ref('Job', 'held'))
  await cluster.update({ ...held, spec: { ...(held['spec'] as object), suspend: false } })
  await run(6_000)
  expect(cluster.get(ref('Job', 'held'))).toMatchObject({ status: { succeeded: 1, conditions: [{ type: 'Suspended', status: 'False' }, {}, { type: 'Complete' }] } })
  expect(messages(cluster, 'held')).toEqual(expect.arrayContaining(['Suspended: Job suspended', 'Resumed: Job resumed']))
})

test('a CronJob starts a job each time it is due, keeps the newest, and waits for one that still runs', async () => {
  const { cluster, run } = await simulate()
  const cron = (name: string, script: string, spec: object = {}): KubeObject => ({
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name },
    spec: { schedule: '*/1 * * * *', ...spec, jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', script] }] } } } } },
  })
  await cluster.apply([cron('tick', 'exit 0', { successfulJobsHistoryLimit: 2 }), cron('long', 'sleep 3000', { concurrencyPolicy: 'Forbid' })])
  await run(245_000, 500)
  const minutes = Date.UTC(2025, 0, 1) / 60_000
  expect(cluster.list('Job').items.map((one) => one.metadata.name)).toEqual([`long-${minutes + 1}`, `tick-${minutes + 3}`, `tick-${minutes + 4}`])
  expect(messages(cluster, 'tick')).toEqual(expect.arrayContaining([
    `SuccessfulCreate: Created job tick-${minutes + 1}`, `SawCompletedJob: Saw completed job: tick-${minutes + 1}, condition: Complete`, `SuccessfulDelete: Deleted job tick-${minutes + 1}`,
  ]))
  expect(messages(cluster, 'long')).toContain('JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid')
  expect(cluster.get(ref('CronJob', 'tick'))).toMatchObject({ status: { lastScheduleTime: '2025-01-01T00:04:00Z' } })
  expect(cluster.get(ref('CronJob', 'long'))).toMatchObject({ status: { active: [{ kind: 'Job', name: `long-${minutes + 1}` }] } })
})

test('minReadySeconds keep a pod from counting as available for that long', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([workload('Deployment', 'web', { replicas: 1, minReadySeconds: 10 })])
  await run(5_000)
  expect(cluster.get(ref('Deployment', 'web'))).toMatchObject({ status: { readyReplicas: 1, unavailableReplicas: 1 } })
  await run(10_000)
  expect(cluster.get(ref('Deployment', 'web'))).toMatchObject({ status: { availableReplicas: 1 } })
})

test('what was deleted in the foreground goes after what it owns; orphans stay', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([deployment('web', 2), deployment('kept', 1), pod('solo', 'nginx')])
  await run(3_000)
  await cluster.delete([ref('Deployment', 'web')], { propagationPolicy: 'Foreground' })
  await run(500)
  expect(cluster.get(ref('Deployment', 'web')).metadata).toMatchObject({ finalizers: ['foregroundDeletion'], deletionTimestamp: expect.any(String) as string })
  await run(4_000)
  expect(cluster.find(ref('Deployment', 'web'))).toBeUndefined()
  await cluster.delete([ref('Deployment', 'kept')], { propagationPolicy: 'Orphan' })
  await run(3_000)
  expect(cluster.list('ReplicaSet').items.map((one) => one.metadata.ownerReferences)).toEqual([undefined])
  expect(statuses(cluster)).toEqual(['Running', 'Running'])
})
