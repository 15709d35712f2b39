import { expect, test } from 'vitest'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { createSharing } from './sharing.ts'

function pod(name: string, image = 'nginx:1.27'): StoredObject {
  return JSON.parse(JSON.stringify({
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z', labels: { app: 'web' }, ownerReferences: [{ name: 'web' }],
      managedFields: [{ manager: 'kubectl', operation: 'Update', time: name, fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': { 'f:containers': {} } } }],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image, ports: [{ containerPort: 80 }] }], volumes: [{ name: `token-${name}`, projected: { sources: [] } }], tolerations: [{ key: 'a' }] },
    status: { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }], conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ name: 'main', state: { running: { startedAt: 'x' } } }] },
  }))
}

/** What every pod of a template has the same. */
function partsOf(object: StoredObject): readonly unknown[] {
  const { metadata, spec, status } = object as StoredObject<Pod>
  const [condition] = status?.conditions ?? []
  return [
    metadata.labels, metadata.ownerReferences, metadata.managedFields?.[0]?.fieldsV1, spec?.containers[0]?.ports, spec?.volumes?.[0]?.projected, spec?.tolerations, condition,
    status?.containerStatuses?.[0]?.state,
  ]
}

test('equal parts of two pods are one, and frozen', () => {
  const { share } = createSharing()
  const [a, b] = [pod('a'), pod('b', 'redis')] as const
  share(a)
  share(b)
  expect(partsOf(a).every((part, place) => part !== undefined && part === partsOf(b)[place] && Object.isFrozen(part))).toBe(true)
})

test('no value changes, whatever is shared and however often', () => {
  const { share } = createSharing()
  const made = Array.from({ length: 20_000 }, (_, index) => pod(`pod-${index}`, `image-${index % 7_000}`))
  for (const one of made) share(one)
  expect(made.map((one, index) => (JSON.stringify(one) === JSON.stringify(pod(`pod-${index}`, `image-${index % 7_000}`)) ? 'same' : one))).toEqual(made.map(() => 'same'))
})

test('what is frozen already stays as it is', () => {
  const { share } = createSharing()
  share(pod('a'))
  const labels = Object.freeze({ app: 'web' })
  const b = { ...pod('b'), metadata: { ...pod('b').metadata, labels } }
  share(b)
  expect(b.metadata.labels).toBe(labels)
})
