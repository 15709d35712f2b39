import { expect, test } from 'vitest'
import type { Node, StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { deployment, listPods, messages, pod, read, ref, simulate, statuses } from '../../test/support/simulation.ts'

async function change(cluster: Cluster, name: string, edit: (node: StoredObject<Node>) => StoredObject): Promise<void> {
  await cluster.update(edit(cluster.get(ref('Node', name)) as StoredObject<Node>))
}

function annotate(cluster: Cluster, name: string, broken: string | undefined): Promise<void> {
  return change(cluster, name, (node) => ({ ...node, metadata: { ...node.metadata, annotations: broken === undefined ? {} : { 'podscape.dev/broken': broken } } }))
}

function readiness(cluster: Cluster, name: string): string {
  const found = (cluster.get(ref('Node', name)) as StoredObject<Node>).status?.conditions?.find((one) => one.type === 'Ready')
  return `${found?.status} ${found?.reason}: ${found?.message}`
}

function taints(cluster: Cluster, name: string): readonly string[] {
  return ((read(cluster, 'Node', name, 'spec.taints') ?? []) as readonly { key: string; effect: string }[]).map(({ key, effect }) => `${key}:${effect}`)
}

test('a broken node is found out after its grace period, loses its pods after theirs, and comes back', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([deployment('web', 3)])
  await run(12_000, 500)
  expect(cluster.list('Lease').items).toHaveLength(3)
  const lost = listPods(cluster).find((one) => one.spec?.nodeName === 'node-1')?.metadata.name ?? ''
  await annotate(cluster, 'node-1', 'true')
  await run(38_000, 500)
  expect(readiness(cluster, 'node-1')).toBe('True KubeletReady: kubelet is posting ready status')
  await run(15_000, 500)
  expect(readiness(cluster, 'node-1')).toBe('Unknown NodeStatusUnknown: Kubelet stopped posting node status.')
  expect(taints(cluster, 'node-1')).toEqual(['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'])
  expect(messages(cluster, 'node-1')).toContain('NodeNotReady: Node node-1 status is now: NodeNotReady')
  expect(messages(cluster, lost)).toContain('NodeNotReady: Node is not ready')
  expect(cluster.get(ref('Deployment', 'web'))).toMatchObject({ status: { readyReplicas: 2 } })
  await run(290_000, 2_000)
  expect(statuses(cluster)).toEqual(['Running', 'Running', 'Running'])
  await run(15_000, 1_000)
  expect(messages(cluster, lost)).toContain(`TaintManagerEviction: Marking for deletion Pod default/${lost}`)
  expect(statuses(cluster).toSorted()).toEqual(['Running', 'Running', 'Running', 'Terminating'])
  await run(120_000, 2_000)
  // Nobody ends it there.
  expect(statuses(cluster)).toContain('Terminating')
  await annotate(cluster, 'node-1', undefined)
  await run(5_000, 500)
  expect(readiness(cluster, 'node-1')).toBe('True KubeletReady: kubelet is posting ready status')
  expect(taints(cluster, 'node-1')).toEqual([])
  expect(statuses(cluster)).toEqual(['Running', 'Running', 'Running'])
})

test('a cordoned node is tainted, and gets no pods but those that tolerate it', async () => {
  const { cluster, run } = await simulate()
  for (const name of ['node-1', 'node-2', 'node-3']) await change(cluster, name, (node) => ({ ...node, spec: { ...node.spec, unschedulable: true } }))
  await run(100)
  expect(taints(cluster, 'node-1')).toEqual(['node.kubernetes.io/unschedulable:NoSchedule'])
  await cluster.apply([pod('p', 'nginx')])
  await run(100)
  expect(messages(cluster, 'p')).toEqual([
    'FailedScheduling: 0/3 nodes are available: 3 node(s) were unschedulable. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
  ])
  await change(cluster, 'node-2', (node) => ({ ...node, spec: { ...node.spec, unschedulable: false } }))
  await run(3_000)
  expect(listPods(cluster)[0]?.spec?.nodeName).toBe('node-2')
  expect(taints(cluster, 'node-2')).toEqual([])
})

test('a NoExecute taint sends pods away at once, or when their toleration runs out', async () => {
  const { cluster, run } = await simulate()
  const tolerations = [{ key: 'fix', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 20 }]
  await cluster.apply([pod('plain', 'nginx', {}, { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } }), pod('patient', 'nginx', {}, { nodeSelector: { 'kubernetes.io/hostname': 'node-1' }, tolerations })])
  await run(3_000)
  await change(cluster, 'node-1', (node) => ({ ...node, spec: { ...node.spec, taints: [{ key: 'fix', effect: 'NoExecute' }] } }))
  await run(5_000)
  expect(listPods(cluster).map((one) => one.metadata.name)).toEqual(['patient'])
  await run(20_000)
  expect(listPods(cluster)).toEqual([])
})

test('a more important pod takes the place of a less important one', async () => {
  const { cluster, run } = await simulate()
  const big = { resources: { requests: { cpu: '50' } } }
  const chosen = { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } }
  await cluster.apply([
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 }, pod('low', 'nginx', big, chosen),
  ])
  await run(3_000)
  await cluster.apply([pod('urgent', 'nginx', big, { ...chosen, priorityClassName: 'high' })])
  await run(100)
  expect(cluster.get(ref('Pod', 'urgent'))).toMatchObject({ status: { nominatedNodeName: 'node-1' } })
  expect(messages(cluster, 'low').at(-1)).toMatch(/^Killing:|^Preempted: Preempted by pod [0-9a-f-]+ on node node-1$/)
  await run(5_000)
  expect(listPods(cluster).map((one) => [one.metadata.name, one.spec?.nodeName])).toEqual([['urgent', 'node-1']])
})

test('a gated pod waits for its gates', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([pod('p', 'nginx', {}, { schedulingGates: [{ name: 'example.com/quota' }] })])
  await run(1_000)
  expect(statuses(cluster)).toEqual(['SchedulingGated'])
})
