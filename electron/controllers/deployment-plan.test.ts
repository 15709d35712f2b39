import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Deployment, ReplicaSet, StoredObject } from '../../shared/model/index.ts'
import { planCleanup, planNewReplicas, planRollout, planScale, readAllowance } from './deployment-plan.ts'

function deployment(replicas: number, strategy: object = {}, more: object = {}): Deployment {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas, strategy, selector: {}, template: {}, ...more } }
}

function set(name: string, replicas: number, available = replicas, annotations: Readonly<Record<string, string>> = {}): StoredObject<ReplicaSet> {
  return {
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: { name, uid: name, resourceVersion: '1', creationTimestamp: '', annotations: { 'deployment.kubernetes.io/revision': name.slice(1), ...annotations } },
    spec: { replicas, selector: {} }, status: { replicas, availableReplicas: available },
  }
}

test.each([
  { replicas: 4, strategy: {}, surge: 1, unavailable: 1 },
  { replicas: 3, strategy: {}, surge: 1, unavailable: 0 },
  { replicas: 10, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } }, surge: 0, unavailable: 1 },
  { replicas: 3, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } }, surge: 0, unavailable: 1 },
  { replicas: 2, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 5 } }, surge: 0, unavailable: 2 },
])('of $replicas with $strategy, $surge more and $unavailable fewer', ({ replicas, strategy, surge, unavailable }) => {
  expect(readAllowance(deployment(replicas, strategy))).toEqual({ surge, unavailable })
})

test.each<readonly [string, Deployment, StoredObject<ReplicaSet>, readonly StoredObject<ReplicaSet>[], readonly (readonly [string, number])[]]>([
  ['done', deployment(3), set('r1', 3), [], []],
  ['scaled up', deployment(5), set('r1', 3), [], [['r1', 5]]],
  ['scaled down', deployment(1), set('r1', 3), [], [['r1', 1]]],
  ['the new up by the surge', deployment(4), set('r2', 0), [set('r1', 4)], [['r2', 1]]],
  ['nothing while too few are available', deployment(3), set('r2', 1, 0), [set('r1', 3)], []],
  ['the old down by as many as are available', deployment(3), set('r2', 1), [set('r1', 3)], [['r1', 2]]],
  ['old that never came up go at once', deployment(4), set('r2', 1, 0), [set('r1', 4, 2)], [['r1', 3]]],
  ['the oldest first', deployment(4), set('r3', 1), [set('r2', 2), set('r1', 2)], [['r1', 0]]],
])('%s', (_name, wanted, newest, old, expected) => {
  expect(planRollout(wanted, newest, old).map((scale) => [scale.set.metadata.name, scale.replicas])).toEqual(expected)
})

test.each<readonly [string, Deployment, number, number, number]>([
  ['all of them when there are no others', deployment(4), 0, 0, 4],
  ['the surge beside the old ones', deployment(4), 0, 4, 1],
  ['a part of the surge', deployment(10, { rollingUpdate: { maxSurge: '30%' } }), 1, 11, 3],
  ['nothing more than wanted', deployment(4, { rollingUpdate: { maxSurge: 4 } }), 3, 4, 4],
  ['nothing without room', deployment(4), 1, 5, 1],
  ['all where the old ones are gone first', deployment(4, { type: 'Recreate' }), 0, 0, 4],
])('a new set may have %s', (_name, wanted, current, all, expected) => {
  expect(planNewReplicas(wanted, current, all)).toBe(expected)
})

const before = (max: number) => ({ 'deployment.kubernetes.io/max-replicas': String(max) })

test.each<readonly [string, Deployment, StoredObject<ReplicaSet> | undefined, readonly StoredObject<ReplicaSet>[], readonly (readonly [string, number])[]]>([
  ['the only set', deployment(5), set('r1', 3), [], [['r1', 5]]],
  ['the newest of none that are up', deployment(5), set('r2', 0), [set('r1', 0)], [['r2', 5]]],
  // The example of the documentation: 10 replicas, 3 more and 2 fewer allowed, 8 old and 5 new, scaled to 15.
  ['each by its share', deployment(15, { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } }), set('r2', 5, 0, before(13)), [set('r1', 8, 8, before(13))], [['r1', 11], ['r2', 7]]],
  ['fewer by their shares', deployment(5, { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } }), set('r2', 5, 0, before(13)), [set('r1', 8, 8, before(13))], [['r1', 5], ['r2', 3]]],
  ['to nothing', deployment(0), set('r2', 2, 2, before(5)), [set('r1', 3, 3, before(5))], [['r1', 0], ['r2', 0]]],
])('scales %s', (_name, wanted, newest, old, expected) => {
  expect(planScale(wanted, newest, old).map((scale) => [scale.set.metadata.name, scale.replicas])).toEqual(expected)
})

test('keeps as many old sets as the history has room for', () => {
  const old = [set('r3', 0), set('r1', 0), set('r2', 0)]
  expect(planCleanup(deployment(1, {}, { revisionHistoryLimit: 1 }), old).map((one) => one.metadata.name)).toEqual(['r1', 'r2'])
})

test('every rollout ends, and never has too many or too few on the way', () => {
  const share = fc.oneof(fc.nat(4), fc.nat(100).map((percent) => `${percent}%`))
  fc.assert(fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), share, share, (wanted, before, maxSurge, maxUnavailable) => {
    const to = deployment(wanted, { rollingUpdate: { maxSurge, maxUnavailable } })
    const { surge, unavailable } = readAllowance(to)
    let sets = [set('r2', planNewReplicas(to, 0, before)), set('r1', before)] as const
    const total = () => (sets[0].spec?.replicas ?? 0) + (sets[1].spec?.replicas ?? 0)
    for (let step = 0; step < 100; step++) {
      const scales = planRollout(to, sets[0], [sets[1]])
      if (scales.length === 0) break
      // Every pod comes up at once in this model.
      const scaled = (one: StoredObject<ReplicaSet>) => {
        const found = scales.find((scale) => scale.set === one)
        return found === undefined ? one : set(one.metadata.name, found.replicas)
      }
      sets = [scaled(sets[0]), scaled(sets[1])]
      expect(total()).toBeLessThanOrEqual(Math.max(before, wanted + surge))
      expect(total()).toBeGreaterThanOrEqual(Math.min(before, wanted - unavailable))
    }
    expect([sets[0].spec?.replicas, sets[1].spec?.replicas]).toEqual([wanted, 0])
  }))
})
