import { expect, test } from 'vitest'
import { formatFieldError } from './field-error.ts'
import { validateLabelName, validateSubdomainName } from './names.ts'
import type { ObjectMeta } from './object.ts'
import { validateObjectMeta } from './object-meta.ts'

const pod = { namespaced: true, nameRule: validateSubdomainName }
const namespace = { namespaced: false, nameRule: validateLabelName }

function judge(meta: ObjectMeta, kind = pod): readonly string[] {
  // Regular expressions and examples are the name rules' business.
  return validateObjectMeta(meta, kind).map((error) => formatFieldError(error).replace(/ \(e\.g\..*$/, ''))
}

test.each<[ObjectMeta, readonly string[]]>([
  [{ name: 'a', namespace: 'default' }, []],
  [{ name: 'a', generateName: 'a-', namespace: 'default' }, []],
  [{ namespace: 'default' }, ['metadata.name: Required value: name or generateName is required']],
  [{ name: 'a' }, ['metadata.namespace: Required value']],
  [{ name: 'a', namespace: 'a.b' }, ['metadata.namespace: Invalid value: "a.b": must not contain dots']],
  [{ name: 'a', namespace: 'b', generation: -1 }, ['metadata.generation: Invalid value: -1: must be greater than or equal to 0']],
  [
    { name: 'a', namespace: 'b', finalizers: ['orphan', 'foregroundDeletion', 'mine', 'x/y'] },
    [
      'metadata.finalizers: Invalid value: []string{"orphan", "foregroundDeletion", "mine", "x/y"}: finalizer orphan and foregroundDeletion cannot be both set',
      'metadata.finalizers[2]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ],
  ],
])('pod metadata %j', (meta, errors) => {
  expect(judge(meta)).toEqual(errors)
})

test('a cluster-scoped object has no namespace', () => {
  expect(judge({ name: 'a' }, namespace)).toEqual([])
  expect(judge({ name: 'a', namespace: 'b' }, namespace)).toEqual(['metadata.namespace: Forbidden: not allowed on this type'])
})

test('all errors at once, in upstream order', () => {
  const errors = validateObjectMeta(
    {
      name: 'A_b', generateName: 'A_', namespace: 'N', labels: { 'a b': '', app: '-' }, annotations: { '': '' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: '', name: '', uid: '' }], finalizers: [''],
    },
    pod,
  )
  expect(errors.map((error) => error.field)).toEqual([
    'metadata.generateName', 'metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.labels', 'metadata.annotations', 'metadata.annotations',
    'metadata.ownerReferences.kind', 'metadata.ownerReferences.name', 'metadata.ownerReferences.uid',
    'metadata.finalizers', 'metadata.finalizers', 'metadata.finalizers[0]',
  ])
})

const owner = (kind: string, name: string) => ({ apiVersion: 'v1', kind, name, uid: 'u', controller: true })

test('at most one controller, and no event, owns an object', () => {
  const errors = validateObjectMeta({ name: 'a', namespace: 'b', ownerReferences: [owner('ReplicationController', 'x'), owner('Event', 'y')] }, pod)
  expect(errors.map((error) => error.detail)).toEqual([
    '/v1, Kind=Event is disallowed from being an owner',
    'Only one reference can have Controller set to true. Found "true" in references for ReplicationController/x and Event/y',
  ])
})
