import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POD_STATES, type ClusterBatch, type ObjectSummary, type PodState } from '../../shared/ipc/contract.ts'
import { listBits, matches, type Selector } from '../../shared/selector/index.ts'
import { matchPods } from './matches.ts'
import { createReplica, type Replica } from './replica.ts'

const STATES: readonly PodState[] = ['running', 'pending', 'failed']

function podOf(id: number, namespace: string, state: PodState): ObjectSummary {
  return {
    uid: `p${id}`, apiVersion: 'v1', kind: 'Pod', namespace, name: `pod-${id}`, labels: { state, last: String(id % 10) }, created: 0, terminating: false,
    pod: { state, status: 'Running', ip: '', node: '', restarts: 0, readyContainers: 1, containers: [] },
  }
}

function namespaceOf(name: string): ObjectSummary {
  return { uid: `n-${name}`, apiVersion: 'v1', kind: 'Namespace', namespace: '', name, labels: {}, created: 0, terminating: false }
}

function serviceOf(namespace: string, id: number, name = `service-${id}`): ObjectSummary {
  return { uid: `s-${namespace}-${id}`, apiVersion: 'v1', kind: 'Service', namespace, name, labels: {}, created: 0, terminating: false }
}

function batchOf(part: Partial<ClusterBatch>): ClusterBatch {
  return { revision: 1, now: 0, reset: false, changed: [], removed: [], ...part }
}

const SELECTORS: readonly Selector[] = [
  { selects: 'matching', requirements: [] },
  { selects: 'matching', requirements: [{ op: '!=', key: 'state', value: 'running' }, { op: '>', key: 'last', value: '4' }] },
]

/** All that the replica says, but for slots and order. */
function said(replica: Replica) {
  const pods = []
  for (const selector of SELECTORS) {
    for (const scope of [null, 'a']) {
      const scanned = Array.from({ length: replica.pods.capacity }, (_, slot) => slot).filter((slot) => {
        const pod = replica.pods.at(slot)
        return pod !== undefined && (scope === null || pod.namespace === scope) && matches(selector, pod.labels)
      })
      const { words, matched } = matchPods(replica, selector, scope)
      expect([listBits(words), matched]).toEqual([scanned, scanned.length])
    }
  }
  for (let slot = 0; slot < replica.pods.capacity; slot++) {
    const pod = replica.pods.at(slot)
    expect(replica.pods.alive[slot]).toBe(pod === undefined ? 0 : 1)
    if (pod === undefined) continue
    expect(replica.pods.slotOf(pod.uid)).toBe(slot)
    pods.push({ uid: pod.uid, namespace: replica.namespaces[replica.pods.namespace[slot] ?? -1]?.name, state: POD_STATES[replica.pods.state[slot] ?? -1] })
  }
  return {
    pods: pods.sort((a, b) => a.uid.localeCompare(b.uid)),
    count: replica.pods.count,
    namespaces: replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0)
      .map(({ name, object, pods: held }) => ({ name, known: object !== undefined, held })).sort((a, b) => a.name.localeCompare(b.name)),
    others: [...replica.others.keys()].sort(),
    grouped: ['', 'a', 'b', 'c'].map((name) => [...replica.othersIn(name)].map(([kind, objects]) => `${kind} ${[...objects.keys()].sort().join(' ')}`).sort()),
    ordered: replica.namespaces.filter(({ pods: held }) => held > 0).map(({ index, name }) => [name, replica.podsIn(index).map((slot) => replica.pods.at(slot)?.name)])
      .sort(([a], [b]) => String(a).localeCompare(String(b))),
  }
}

const change = fc.oneof(
  fc.record({ what: fc.constant('pod' as const), id: fc.nat(30), state: fc.constantFrom(...STATES) }),
  fc.record({ what: fc.constant('gone' as const), id: fc.nat(30) }),
  fc.record({ what: fc.constant('namespace' as const), name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ what: fc.constant('service' as const), namespace: fc.constantFrom('a', 'b', ''), id: fc.nat(3) }),
  fc.record({ what: fc.constant('serviceGone' as const), namespace: fc.constantFrom('a', 'b', ''), id: fc.nat(3) }),
  fc.record({ what: fc.constant('namespaceGone' as const), name: fc.constantFrom('a', 'b', 'c') }),
)

test('after any batches the replica says what one made from the whole cluster says', () => {
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 20 }), (batches) => {
    const truth = new Map<string, ObjectSummary>()
    const replica = createReplica()
    for (const changes of batches) {
      const changed = new Map<string, ObjectSummary>()
      const removed = new Set<string>()
      for (const one of changes) {
        if (one.what === 'pod') changed.set(`p${one.id}`, podOf(one.id, 'abc'.charAt(one.id % 3), one.state))
        else if (one.what === 'namespace') changed.set(`n-${one.name}`, namespaceOf(one.name))
        else if (one.what === 'service') changed.set(`s-${one.namespace}-${one.id}`, serviceOf(one.namespace, one.id))
        else removed.add(one.what === 'gone' ? `p${one.id}` : one.what === 'serviceGone' ? `s-${one.namespace}-${one.id}` : `n-${one.name}`)
      }
      for (const uid of removed) changed.delete(uid)
      for (const uid of removed) truth.delete(uid)
      for (const [uid, object] of changed) truth.set(uid, object)
      replica.apply(batchOf({ changed: [...changed.values()], removed: [...removed] }))
    }
    const fresh = createReplica()
    fresh.apply(batchOf({ reset: true, changed: [...truth.values()] }))
    expect(said(replica)).toEqual(said(fresh))
  }))
})

test('a pod keeps its slot while it lives, and a reset forgets everything', () => {
  const replica = createReplica()
  replica.apply(batchOf({ changed: [podOf(1, 'a', 'pending'), podOf(2, 'a', 'pending')] }))
  const slot = replica.pods.slotOf('p2')
  replica.apply(batchOf({ changed: [podOf(2, 'a', 'running')], removed: ['p1'] }))
  expect(replica.pods.slotOf('p2')).toBe(slot)
  replica.apply(batchOf({ reset: true, changed: [podOf(3, 'b', 'running')] }))
  expect(said(replica)).toMatchObject({ count: 1, pods: [{ uid: 'p3' }], namespaces: [{ name: 'b', held: 1 }] })
})

test('what a namespace holds is the same map until something of it comes or goes, and true in between', () => {
  const replica = createReplica()
  replica.apply(batchOf({ changed: [serviceOf('a', 1), serviceOf('b', 1)] }))
  const [a, b] = [replica.othersIn('a'), replica.othersIn('b')]
  replica.apply(batchOf({ changed: [serviceOf('a', 1, 'renamed'), podOf(0, 'a', 'running')] }))
  expect(replica.othersIn('a')).toBe(a)
  expect(a.get('Service')?.get('s-a-1')?.name).toBe('renamed')
  replica.apply(batchOf({ changed: [serviceOf('a', 2)] }))
  expect(replica.othersIn('a')).not.toBe(a)
  expect(replica.othersIn('a').get('Service')?.size).toBe(2)
  expect(replica.othersIn('b')).toBe(b)
  replica.apply(batchOf({ removed: ['s-b-1'] }))
  expect(replica.othersIn('b').size).toBe(0)
})
