import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredObject } from '../../shared/model/index.ts'
import { decideCollection } from './garbage-plan.ts'
import { formatIndexes, parseIndexes } from './job-plan.ts'
import { countRemains, describeDeletion } from './namespaces-plan.ts'
import { evictionTime } from './node-lifecycle-plan.ts'
import type { StoredPod } from './pods.ts'

test.each([
  { indexes: [], text: '' }, { indexes: [3], text: '3' }, { indexes: [0, 1], text: '0,1' }, { indexes: [0, 1, 2, 4], text: '0-2,4' }, { indexes: [1, 3, 4, 5, 7], text: '1,3-5,7' },
])('$indexes is $text', ({ indexes, text }) => {
  expect(formatIndexes(indexes)).toBe(text)
})

test('indexes are read back as they were written', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(50)), (numbers) => {
    const sorted = numbers.toSorted((a, b) => a - b)
    expect(parseIndexes(formatIndexes(sorted))).toEqual(sorted)
  }))
})

const owner = (uid: string, blockOwnerDeletion = true) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: uid, uid, blockOwnerDeletion })

function owned(...ownerReferences: readonly ReturnType<typeof owner>[]): StoredObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', uid: 'p', resourceVersion: '1', creationTimestamp: '', ownerReferences } }
}

test.each<readonly [string, StoredObject, object]>([
  ['nobody owns it', owned(), { decision: 'keep' }],
  ['its owner is there', owned(owner('there')), { decision: 'keep' }],
  ['its owner is gone', owned(owner('gone')), { decision: 'delete', propagationPolicy: 'Background' }],
  ['one of its owners is gone', owned(owner('gone'), owner('there')), { decision: 'release', ownerReferences: [owner('there')] }],
  ['its owner waits for it', owned(owner('waiting')), { decision: 'delete', propagationPolicy: 'Foreground' }],
  ['its owner waits for others', owned(owner('waiting', false)), { decision: 'delete', propagationPolicy: 'Background' }],
])('collects when %s', (_name, object, expected) => {
  expect(decideCollection(object, ({ uid }) => uid as 'there' | 'gone' | 'waiting')).toEqual(expected)
})

test('a namespace that is going says what is left in it', () => {
  const object = (finalizers: readonly string[]): StoredObject => ({ ...owned(), metadata: { ...owned().metadata, finalizers } })
  const remains = countRemains([{ resource: 'pods.', object: object([]) }, { resource: 'pods.', object: object(['example.com/hold']) }, { resource: 'jobs.batch', object: object([]) }])
  expect(describeDeletion(undefined, remains, 'now').map(({ type, status, reason, message }) => [type, status, reason, message])).toEqual([
    ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
    ['NamespaceDeletionGroupVersionParsingFailure', 'False', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
    ['NamespaceDeletionContentFailure', 'False', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
    ['NamespaceContentRemaining', 'True', 'SomeResourcesRemain', 'Some resources are remaining: jobs.batch has 1 resource instances, pods. has 2 resource instances'],
    ['NamespaceFinalizersRemaining', 'True', 'SomeFinalizersRemain', 'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances'],
  ])
})

const taint = { key: 'k', effect: 'NoExecute', timeAdded: '2025-01-01T00:00:00Z' }
const added = Date.parse(taint.timeAdded)

test.each<readonly [string, readonly object[], number]>([
  ['at once without a toleration', [], added + 7],
  ['never with one for ever', [{ key: 'k', operator: 'Exists' }], Infinity],
  ['when it runs out', [{ key: 'k', operator: 'Exists', tolerationSeconds: 60 }], added + 60_000],
  ['when the first runs out', [{ key: 'k', operator: 'Exists', tolerationSeconds: 60 }, { operator: 'Exists', tolerationSeconds: 30 }], added + 30_000],
  ['at once when it is not for it', [{ key: 'other', operator: 'Exists' }], added + 7],
])('a pod leaves %s', (_name, tolerations, expected) => {
  const pod = { ...owned(), spec: { containers: [], tolerations } } as unknown as StoredPod
  expect(evictionTime(pod, [taint], added + 7)).toBe(expected)
})
