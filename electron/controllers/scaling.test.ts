import { expect, test } from 'vitest'
import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { planScaling, replicasByRatio } from './autoscaler-plan.ts'
import { planEviction, type StoredBudget } from './disruption-plan.ts'
import { deployment, listPods, messages, pod, read, ref, simulate, workload } from '../../test/support/simulation.ts'

test.each([
  { current: 1, ratio: 2.5, expected: 3 }, { current: 4, ratio: 1.05, expected: 4 }, { current: 4, ratio: 0.95, expected: 4 }, { current: 4, ratio: 0.5, expected: 2 }, { current: 3, ratio: 1.2, expected: 4 },
])('$current replicas at a ratio of $ratio become $expected', ({ current, ratio, expected }) => {
  expect(replicasByRatio(current, ratio)).toBe(expected)
})

const now = 1_000_000_000

test.each<readonly [string, object, number, number, readonly (readonly [number, number])[], number, string, string]>([
  ['what is wanted', {}, 2, 4, [], 4, 'ReadyForNewScale', 'DesiredWithinRange'],
  ['no more than it may', {}, 8, 30, [], 10, 'ReadyForNewScale', 'TooManyReplicas'],
  ['no more than twice as many, or four more, at a time', { maxReplicas: 100 }, 10, 50, [], 20, 'ReadyForNewScale', 'ScaleUpLimit'],
  ['four more of a few', { maxReplicas: 100 }, 1, 50, [], 5, 'ReadyForNewScale', 'ScaleUpLimit'],
  ['no fewer than it must', { minReplicas: 2 }, 3, 1, [], 2, 'ReadyForNewScale', 'TooFewReplicas'],
  ['no fewer than lately recommended', {}, 6, 2, [[100, 5]], 5, 'ScaleDownStabilized', 'DesiredWithinRange'],
  ['fewer once that is long ago', {}, 6, 2, [[301, 5]], 2, 'ReadyForNewScale', 'DesiredWithinRange'],
  ['nothing else where it may not', { behavior: { scaleDown: { selectPolicy: 'Disabled' } } }, 6, 2, [], 6, 'ReadyForNewScale', 'ScaleDownLimit'],
])('scales to %s', (_name, spec, current, wanted, recommended, desired, able, limited) => {
  const recommendations = recommended.map(([ago, replicas]) => ({ at: now - ago * 1000, replicas }))
  const plan = planScaling({ spec: { maxReplicas: 10, scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec }, current, wanted, recommendations, changes: [], now })
  expect([plan.desired, plan.able.reason, plan.limited.reason]).toEqual([desired, able, limited])
})

test('the walkthrough of the documentation: load brings more pods, its end brings them down again', async () => {
  const { cluster, run } = await simulate()
  const autoscaler: KubeObject = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'php-apache' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'php-apache' }, minReplicas: 1, maxReplicas: 10,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
    },
  }
  const resources = { limits: { cpu: '500m' }, requests: { cpu: '200m' } }
  await cluster.apply([
    workload('Deployment', 'php-apache', { replicas: 1 }, { image: 'registry.k8s.io/hpa-example', ports: [{ containerPort: 80 }], resources }),
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'php-apache' }, spec: { selector: { app: 'php-apache' }, ports: [{ port: 80 }] } }, autoscaler,
  ])
  await run(60_000, 500)
  expect(cluster.get(ref('HorizontalPodAutoscaler', 'php-apache'))).toMatchObject({ status: { currentReplicas: 1, desiredReplicas: 1, currentMetrics: [{ resource: { current: { averageUtilization: 0 } } }] } })
  await cluster.apply([pod('load-generator', 'busybox:1.28', { command: ['/bin/sh', '-c', 'while sleep 0.01; do wget -q -O- http://php-apache; done'] })])
  await run(120_000, 500)
  const busy = Number(read(cluster, 'Deployment', 'php-apache', 'spec.replicas'))
  expect(busy).toBeGreaterThanOrEqual(5)
  expect(messages(cluster, 'php-apache').some((text) => /^SuccessfulRescale: New size: \d; reason: cpu resource utilization \(percentage of request\) above target$/.test(text))).toBe(true)
  await cluster.delete([ref('Pod', 'load-generator')])
  await run(290_000, 1_000)
  expect(Number(read(cluster, 'Deployment', 'php-apache', 'spec.replicas'))).toBe(busy)
  await run(90_000, 1_000)
  expect(read(cluster, 'Deployment', 'php-apache', 'spec.replicas')).toBe(1)
})

test('an autoscaler of pods that ask for nothing says what it misses', async () => {
  const { cluster, run } = await simulate()
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }]
  await cluster.apply([deployment('web', 1), { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec: { scaleTargetRef, maxReplicas: 3, metrics } }])
  await run(20_000, 500)
  const [only] = listPods(cluster)
  expect(messages(cluster, 'web')).toContain(`FailedGetResourceMetric: failed to get cpu utilization: missing request for cpu in container main of Pod ${only?.metadata.name}`)
})

test('a disruption budget counts what may go, and an eviction heeds it', async () => {
  const { cluster, run } = await simulate()
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } } }
  await cluster.apply([budget, deployment('web', 3), pod('solo', 'nginx')])
  await run(4_000)
  const budgets = () => cluster.list('PodDisruptionBudget').items as readonly StoredBudget[]
  expect(budgets()[0]?.status).toMatchObject({
    currentHealthy: 3, desiredHealthy: 2, expectedPods: 3, disruptionsAllowed: 1, observedGeneration: 1, conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }],
  })
  const [one] = listPods(cluster, 'app=web')
  const [solo] = listPods(cluster, '!app')
  if (one === undefined || solo === undefined) throw new Error('no pods')
  expect(planEviction(solo, budgets())).toEqual({ decision: 'evict' })
  expect(planEviction(one, budgets())).toMatchObject({ decision: 'evict', budget: { metadata: { name: 'web' } } })
  await cluster.delete([ref('Pod', one.metadata.name)])
  await run(100)
  const [other] = listPods(cluster, 'app=web').filter((pod) => pod.metadata.deletionTimestamp === undefined && pod.status?.phase === 'Running')
  expect(other === undefined ? undefined : planEviction(other, budgets())).toEqual({
    decision: 'refuse', message: "Cannot evict pod as it would violate the pod's disruption budget.", cause: 'The disruption budget web needs 2 healthy pods and has 2 currently',
  })
  const twice = budgets().flatMap((found): readonly StoredBudget[] => [found, { ...found, metadata: { ...found.metadata, name: 'again' } } satisfies StoredObject])
  expect(planEviction(other ?? one, twice)).toMatchObject({ decision: 'fail' })
})
