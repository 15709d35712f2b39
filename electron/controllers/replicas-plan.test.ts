import { expect, test } from 'vitest'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import type { Selector } from '../../shared/selector/index.ts'
import { planReplicas } from './replicas-plan.ts'

const selector: Selector = { selects: 'matching', requirements: [{ op: '=', key: 'app', value: 'web' }] }

interface Given {
  readonly app?: string
  readonly phase?: string
  readonly node?: string
  readonly ready?: boolean
  readonly going?: boolean
  readonly cost?: string
  readonly restarts?: number
  readonly age?: number
}

function pod(name: string, { app = 'web', phase = 'Running', node = name, ready = true, going = false, cost, restarts = 0, age = 0 }: Given = {}): StoredObject<Pod> {
  const time = new Date(Date.UTC(2025, 0, 1) - age * 1000).toISOString()
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name, uid: name, resourceVersion: '1', creationTimestamp: time, labels: { app },
      ...(going ? { deletionTimestamp: time } : {}), ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], ...(node === '' ? {} : { nodeName: node }) },
    status: {
      phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: time }],
      containerStatuses: [{ name: 'a', image: '', imageID: '', ready, restartCount: restarts }],
    },
  }
}

function names(pods: readonly StoredObject[]): readonly string[] {
  return pods.map((one) => one.metadata.name)
}

const now = Date.UTC(2025, 0, 1)

function plan(wanted: number, owned: readonly StoredObject<Pod>[], orphans: readonly StoredObject<Pod>[] = [], related: readonly StoredObject<Pod>[] = []) {
  return planReplicas({ wanted, selector, owned, orphans, related: () => related, now })
}

test.each<readonly [string, number, readonly StoredObject<Pod>[], readonly StoredObject<Pod>[], object]>([
  ['none yet', 3, [], [], { create: 3 }],
  ['enough', 2, [pod('a'), pod('b')], [], {}],
  ['a lone pod counts', 2, [pod('a')], [pod('b')], { adopt: ['b'] }],
  ['a lone pod of another kind does not', 1, [], [pod('b', { app: 'db' })], { create: 1 }],
  ['a lone pod that is going is let go', 1, [], [pod('b', { going: true })], { create: 1 }],
  ['a pod that changed its labels is released and replaced', 1, [pod('a', { app: 'debug' })], [], { create: 1, release: ['a'] }],
  ['a pod that is going is replaced', 1, [pod('a', { going: true })], [], { create: 1 }],
  ['pods that ended are replaced', 1, [pod('a', { phase: 'Failed' }), pod('b', { phase: 'Succeeded' })], [], { create: 1 }],
  ['a full set ends the newcomer', 1, [pod('a', { age: 60 })], [pod('b')], { adopt: ['b'], remove: ['b'] }],
])('%s', (_name, wanted, owned, orphans, expected) => {
  const { adopt, release, create, remove } = plan(wanted, owned, orphans)
  expect({ adopt: names(adopt), release: names(release), create, remove: names(remove) })
    .toEqual({ adopt: [], release: [], create: 0, remove: [], ...expected })
})

test.each<readonly [string, Given, Given]>([
  ['without a node before with', { node: '' }, {}],
  ['pending before running', { phase: 'Pending' }, {}],
  ['not ready before ready', { ready: false }, {}],
  ['cheap before dear', { cost: '-5' }, { cost: '10' }],
  ['young before old', { age: 10 }, { age: 500 }],
  ['often restarted before steady', { restarts: 3 }, {}],
  ['the cost before the age', { cost: '-1', age: 500 }, { age: 10 }],
  ['readiness before the cost', { ready: false, cost: '100' }, {}],
])('of two, one goes: %s', (_name, goes, stays) => {
  expect(names(plan(1, [pod('z', stays), pod('y', goes)]).remove)).toEqual(['y'])
  expect(names(plan(1, [pod('y', goes), pod('z', stays)]).remove)).toEqual(['y'])
})

test('of many on one node one goes first', () => {
  expect(names(plan(2, [pod('a', { node: 'n1' }), pod('b', { node: 'n2' }), pod('c', { node: 'n2' })]).remove)).toEqual(['b'])
})

test('ages are told apart on a logarithmic scale only: of pods about as old, the uid decides', () => {
  expect(names(plan(1, [pod('a', { age: 3_000 }), pod('b', { age: 3_100 })]).remove)).toEqual(['a'])
  expect(names(plan(1, [pod('a', { age: 3_100 }), pod('b', { age: 3_000 })]).remove)).toEqual(['a'])
  expect(names(plan(1, [pod('a', { age: 10_000 }), pod('b', { age: 3_000 })]).remove)).toEqual(['b'])
})

test('pods of other sets of the same family count for a node', () => {
  expect(names(plan(1, [pod('a', { node: 'n1' }), pod('b', { node: 'n2' })], [], [pod('x', { node: 'n2' }), pod('y', { node: 'n2' })]).remove)).toEqual(['b'])
})

test('a pod that is going is not released: it is no replica any more', () => {
  expect(plan(0, [pod('a', { app: 'debug', going: true })]).release).toEqual([])
})
