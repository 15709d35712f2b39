import { expect, test } from 'vitest'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
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
