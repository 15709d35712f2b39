import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { KubeObject, Pod, StoredObject } from '../../shared/model/index.ts'
import { podStatus } from '../registry/index.ts'
import { createLevelLog } from '../store/index.ts'
import { deployment, listPods as pods, messages, pod, ref, simulate, statuses, workload } from '../../test/support/simulation.ts'

test('a Deployment of three becomes three running pods with addresses of their nodes', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([deployment('web', 3)])
  await run(0)
  expect(statuses(cluster)).toEqual(['ContainerCreating', 'ContainerCreating', 'ContainerCreating'])
  await run(3_000)
  expect(statuses(cluster)).toEqual(['Running', 'Running', 'Running'])
  expect(new Set(pods(cluster).map((one) => one.spec?.nodeName))).toEqual(new Set(['node-1', 'node-2', 'node-3']))
  for (const one of pods(cluster)) {
    expect(one.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]+-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    expect(one.status?.podIP).toMatch(new RegExp(`^10\\.${243 + Number(one.spec?.nodeName?.at(-1))}\\.`))
  }
  expect(new Set(pods(cluster).map((one) => one.status?.podIP)).size).toBe(3)
  expect(cluster.get(ref('Deployment', 'web'))).toMatchObject({
    metadata: { generation: 1, annotations: { 'deployment.kubernetes.io/revision': '1' } },
    status: { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3, observedGeneration: 1 },
  })
  const [first] = pods(cluster)
  expect(messages(cluster, first?.metadata.name ?? '').map((text) => text.split(':')[0])).toEqual(expect.arrayContaining(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']))
})

test('a new image rolls out without fewer than three quarters, and leaves the old set at nothing', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([deployment('web', 4)])
  await run(3_000)
  await cluster.apply([deployment('web', 4, 'nginx:1.28')])
  for (let step = 0; step < 100; step++) {
    await run(100)
    const running = pods(cluster).filter((one) => one.metadata.deletionTimestamp === undefined)
    expect(running.filter((one) => podStatus(one).state === 'running').length).toBeGreaterThanOrEqual(3)
    expect(running.length).toBeLessThanOrEqual(5)
  }
  expect(pods(cluster).map((one) => one.spec?.containers[0]?.image)).toEqual(Array.from({ length: 4 }, () => 'nginx:1.28'))
  expect(cluster.list('ReplicaSet').items.map((set) => (set['spec'] as { replicas: number }).replicas).sort((a, b) => a - b)).toEqual([0, 4])
})

test('a namespace that is deleted is Terminating until its pods have ended, then gone with all that was in it', async () => {
  const { cluster, run } = await simulate()
  const inside = (object: KubeObject) => ({ ...object, metadata: { ...object.metadata, namespace: 'web' } })
  await cluster.apply([inside(deployment('web', 3)), inside(pod('stubborn', 'busybox', { command: ['sleep', '3600'] })), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }])
  await run(3_000)
  await cluster.delete([ref('Namespace', 'web', '')])
  await run(5_000)
  expect(cluster.get(ref('Namespace', 'web', ''))).toMatchObject({ status: { phase: 'Terminating' } })
  expect(cluster.list('Pod', { namespace: 'web' }).items.map((one) => podStatus(one as StoredObject<Pod>).status)).toEqual(['Terminating'])
  await expect(cluster.create(inside(pod('late', 'nginx')))).rejects.toThrow('pods "late" is forbidden: unable to create new content in namespace web because it is being terminated')
  await run(30_000)
  expect(cluster.snapshot().items.filter((object) => object.metadata.namespace === 'web' || object.metadata.name === 'web')).toEqual([])
})

test('a pod released by its labels lives on, is replaced, and is adopted again', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([workload('ReplicaSet', 'web', { replicas: 2 })])
  await run(3_000)
  const [chosen] = pods(cluster)
  const one = ref('Pod', chosen?.metadata.name ?? '')
  const { undo } = await cluster.label([one], { set: { app: 'debug' }, remove: [], overwrite: true })
  await run(3_000)
  expect(cluster.get(one).metadata.ownerReferences).toBeUndefined()
  expect(statuses(cluster, 'app=web')).toEqual(['Running', 'Running'])
  await cluster.undo(undo)
  await run(100)
  expect(cluster.get(one).metadata).toMatchObject({ labels: { app: 'web' }, ownerReferences: [{ name: 'web' }] })
  expect(pods(cluster).filter((other) => other.metadata.deletionTimestamp === undefined)).toHaveLength(2)
})

test('a bare pod that a full ReplicaSet selects is ended at once', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([workload('ReplicaSet', 'web', { replicas: 1 })])
  await run(3_000)
  const bare = pod('stray', 'nginx')
  await cluster.create({ ...bare, metadata: { ...bare.metadata, labels: { app: 'web' } } })
  await run(100)
  expect(pods(cluster).filter((one) => one.metadata.deletionTimestamp === undefined)).toHaveLength(1)
})

test.each([
  { name: 'a shell without a command', object: pod('p', 'busybox'), after: 20_000, status: 'CrashLoopBackOff', restarts: 2 },
  { name: 'a job that ends well', object: pod('p', 'busybox', { command: ['sh', '-c', 'sleep 2; exit 0'] }, { restartPolicy: 'Never' }), after: 6_000, status: 'Completed', restarts: 0 },
  { name: 'a job that fails', object: pod('p', 'busybox', { command: ['sh', '-c', 'exit 3'] }, { restartPolicy: 'Never' }), after: 6_000, status: 'Error', restarts: 0 },
  { name: 'an image that cannot exist, at first', object: pod('p', 'nosuch'), after: 2_000, status: 'ErrImagePull', restarts: 0 },
  { name: 'an image that cannot exist', object: pod('p', 'nosuch'), after: 6_000, status: 'ImagePullBackOff', restarts: 0 },
  { name: 'a name that is none', object: pod('p', 'Nginx'), after: 2_000, status: 'InvalidImageName', restarts: 0 },
  { name: 'init containers in turn', object: pod('p', 'nginx', {}, { initContainers: [{ name: 'a', image: 'busybox', command: ['sleep', '60'] }, { name: 'b', image: 'busybox' }] }), after: 5_000, status: 'Init:0/2', restarts: 0 },
  { name: 'a pod no node takes', object: pod('p', 'nginx', {}, { nodeSelector: { disk: 'ssd' } }), after: 2_000, status: 'Pending', restarts: 0 },
  { name: 'the image of the book', object: pod('p', 'luksa/kubia'), after: 3_000, status: 'Running', restarts: 0 },
])('$name is $status', async ({ object, after, status, restarts }) => {
  const { cluster, run } = await simulate()
  await cluster.create(object)
  await run(after)
  expect(podStatus(cluster.get(ref('Pod', 'p')) as StoredObject<Pod>)).toMatchObject({ status, restarts })
})

test('a pod that no node takes says why in the scheduler’s words', async () => {
  const { cluster, run } = await simulate()
  await cluster.create(pod('p', 'nginx', { resources: { requests: { cpu: '100' } } }))
  await run(0)
  expect(messages(cluster, 'p')).toEqual(['FailedScheduling: 0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.'])
})

test('the second container on a port crashes and says so', async () => {
  const { cluster, run } = await simulate()
  await cluster.create({ ...pod('p', ''), spec: { containers: [{ name: 'a', image: 'nginx' }, { name: 'b', image: 'nginx' }] } })
  await run(6_000)
  const { status } = cluster.get(ref('Pod', 'p')) as StoredObject<Pod>
  const crashed = status?.containerStatuses?.find((one) => one.restartCount > 0 || one.state?.waiting !== undefined)
  expect(crashed?.lastState?.terminated).toMatchObject({ exitCode: 1, message: 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)' })
  expect(status?.containerStatuses?.filter((one) => one.ready)).toHaveLength(1)
})

test('a server ends soon after it is told to, a shell takes its whole grace period', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([pod('server', 'nginx'), pod('shell', 'busybox', { command: ['sleep', '9999'] })])
  await run(3_000)
  await cluster.delete([ref('Pod', 'server'), ref('Pod', 'shell')])
  await run(2_500)
  expect(pods(cluster).map((one) => [one.metadata.name, podStatus(one).status])).toEqual([['shell', 'Terminating']])
  await run(28_000)
  expect(pods(cluster)).toEqual([])
})

test.each([
  { when: 'while it is going', wait: 500 },
  { when: 'after it is gone', wait: 40_000 },
])('a deleted namespace comes back $when, with the same pods', async ({ wait }) => {
  const { cluster, run } = await simulate()
  const inside = (object: KubeObject) => ({ ...object, metadata: { ...object.metadata, namespace: 'web' } })
  const setting = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'web' }, data: { a: '1' } }
  await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }, inside(deployment('web', 3)), inside(pod('solo', 'nginx')), setting])
  await run(3_000)
  const names = () => cluster.snapshot().items
    .filter((object) => object.kind !== 'Event' && (object.metadata.namespace === 'web' || object.metadata.name === 'web'))
    .map((object) => `${object.kind}/${object.metadata.name}/${object.metadata.uid}`).sort()
  const before = names()
  const { undo } = await cluster.delete([ref('Namespace', 'web', '')])
  await run(wait)
  await cluster.undo(undo)
  await run(60_000)
  expect(names()).toEqual(before)
  expect(cluster.list('Pod', { namespace: 'web' }).items.map((one) => podStatus(one as StoredObject<Pod>).status)).toEqual(['Running', 'Running', 'Running', 'Running'])
})

test('a deleted pod comes back in place of its replacement', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([workload('ReplicaSet', 'web', { replicas: 3 })])
  await run(3_000)
  const before = pods(cluster).map((one) => one.metadata.uid)
  await cluster.delete([ref('Pod', pods(cluster)[1]?.metadata.name ?? '')])
  await run(10_000)
  expect(pods(cluster).map((one) => one.metadata.uid)).not.toEqual(before)
  expect(await cluster.undo()).toMatchObject({ restored: 1 })
  await run(10_000)
  expect(pods(cluster).map((one) => one.metadata.uid)).toEqual(before)
  expect(statuses(cluster)).toEqual(['Running', 'Running', 'Running'])
})

test('what an import made is taken away by undo, with what came of it', async () => {
  const { cluster, run } = await simulate()
  const before = cluster.list('ReplicaSet').items.length
  await cluster.apply([deployment('web', 3), pod('solo', 'nginx')])
  await run(3_000)
  await cluster.undo()
  await run(5_000)
  expect([pods(cluster).length, cluster.list('ReplicaSet').items.length, cluster.list('Deployment').items.length]).toEqual([0, before, 0])
})

test('goes on after a restart: what was starting starts, what was to end ends, what crashed waits its time', async () => {
  const home = await mkdtemp(join(tmpdir(), 'podscape-run-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const directory = join(home, 'store')
  const first = await simulate(createLevelLog(directory))
  await first.cluster.apply([pod('shell', 'busybox', { command: ['sleep', '9999'] }), pod('crash', 'busybox'), pod('server', 'nginx')])
  await first.run(5_000)
  await first.cluster.delete([ref('Pod', 'shell')])
  await first.cluster.apply([deployment('web', 2)])
  await first.run(100)
  const crashed = podStatus(first.cluster.get(ref('Pod', 'crash')) as StoredObject<Pod>)
  const address = (first.cluster.get(ref('Pod', 'server')) as StoredObject<Pod>).status?.podIP
  const stopped = first.cluster.clock.now()
  await first.stop()

  const second = await simulate(createLevelLog(directory), stopped)
  expect(podStatus(second.cluster.get(ref('Pod', 'crash')) as StoredObject<Pod>)).toEqual(crashed)
  await second.run(20_000)
  expect(statuses(second.cluster, 'app=web')).toEqual(['Running', 'Running'])
  expect(podStatus(second.cluster.get(ref('Pod', 'crash')) as StoredObject<Pod>).restarts).toBe(crashed.restarts + 1)
  expect((second.cluster.get(ref('Pod', 'server')) as StoredObject<Pod>).status?.podIP).toBe(address)
  expect(podStatus(second.cluster.get(ref('Pod', 'shell')) as StoredObject<Pod>).status).toBe('Terminating')
  await second.run(12_000)
  expect(second.cluster.find(ref('Pod', 'shell'))).toBeUndefined()
  await second.stop()
})

test('the same seed and commands make the same cluster', async () => {
  const play = async () => {
    const { cluster, run } = await simulate()
    await cluster.apply([deployment('web', 5), pod('crash', 'busybox')])
    await run(15_000)
    await cluster.delete([ref('Pod', pods(cluster)[0]?.metadata.name ?? '')])
    await run(40_000)
    return cluster.snapshot()
  }
  expect(await play()).toEqual(await play())
})
