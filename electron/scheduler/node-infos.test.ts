import { expect, test } from 'vitest'
import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import type { StoreEvent } from '../cluster/index.ts'
import { createNodeInfos } from './node-infos.ts'

const spec = { containers: [{ name: 'main', image: 'nginx' }] }
const bound = { ...spec, nodeName: 'node-1' }
const [web, api] = [{ app: 'web' }, { app: 'api' }]

test('only what gives room back, or changes who is where, is a chance for pods that wait', () => {
  const infos = createNodeInfos()
  const tell = (type: StoreEvent['type'], pod: Pick<Pod, 'spec' | 'status'>, labels: typeof web) => infos.observe({
    type, object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'default', uid: 'u', labels }, ...pod } as unknown as StoredObject<Pod>,
  } as StoreEvent)
  expect(tell('ADDED', { spec }, web)).toBe('none')
  expect(tell('MODIFIED', { spec: bound }, web)).toBe('neighbours')
  expect(tell('MODIFIED', { spec: bound, status: { phase: 'Running' } }, web)).toBe('none')
  expect(tell('MODIFIED', { spec: bound, status: { phase: 'Running' } }, api)).toBe('neighbours')
  expect(tell('MODIFIED', { spec: bound, status: { phase: 'Succeeded' } }, api)).toBe('room')
  expect(tell('MODIFIED', { spec: bound, status: { phase: 'Succeeded' } }, web)).toBe('none')
  expect(tell('DELETED', { spec: bound, status: { phase: 'Succeeded' } }, web)).toBe('none')
  // What was kept for a pod that was to come is free again.
  expect(tell('ADDED', { spec, status: { nominatedNodeName: 'node-1' } }, web)).toBe('none')
  expect(tell('DELETED', { spec, status: { nominatedNodeName: 'node-1' } }, web)).toBe('room')
})

test('a node knows its least important pod, those that are to come counted in', () => {
  const infos = createNodeInfos()
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', uid: 'n', creationTimestamp: '', resourceVersion: '1' } } as StoredObject<Node>
  const pod = (uid: string, priority: number, more: object = {}) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: uid, namespace: 'default', uid }, spec: { ...bound, priority }, ...more }) as unknown as StoredObject<Pod>
  const tell = (type: StoreEvent['type'], object: StoredObject<Pod>) => infos.observe({ type, object } as unknown as StoreEvent)
  const least = (priority: number) => infos.candidatesFor(pod('asking', priority), [node])[0]?.leastPriority
  expect(least(0)).toBe(Infinity)
  for (const [uid, priority] of [['a', 5], ['b', 1], ['c', 1]] as const) tell('ADDED', pod(uid, priority))
  expect(least(0)).toBe(1)
  tell('DELETED', pod('b', 1))
  expect(least(0)).toBe(1)
  tell('MODIFIED', pod('c', 1, { status: { phase: 'Failed' } }))
  expect(least(0)).toBe(5)
  tell('ADDED', { ...pod('coming', 3, { status: { nominatedNodeName: 'node-1' } }), spec: { ...spec, priority: 3 } })
  expect(least(0)).toBe(3)
  expect(least(4)).toBe(5)
})
