import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ApiCall, ObjectSummary } from '../../shared/ipc/contract.ts'
import { findRefs, findTargets } from './find-objects.ts'
import { createReplica } from './replica.ts'

const name = fc.constantFrom('a', 'b', 'c')
const one = fc.record({ kind: fc.constantFrom('Pod', 'Pod', 'Service'), namespace: name, name, created: fc.constantFrom(0, 10_000) })
const uidOf = ({ kind, namespace, name: own }: { readonly kind: string; readonly namespace: string; readonly name: string }) => `${kind}/${namespace}/${own}`
const objectOf = (given: { readonly kind: string; readonly namespace: string; readonly name: string; readonly created: number }): ObjectSummary =>
  ({ ...given, uid: uidOf(given), apiVersion: 'v1', labels: {}, terminating: false })

test('what a call or a reference names is found as a look at every object finds it', () => {
  fc.assert(fc.property(fc.array(one, { maxLength: 20 }), fc.array(one, { maxLength: 5 }), fc.constantFrom('', 'a', 'b'), fc.constantFrom('', 'a', 'c'), (put, gone, namespace, named) => {
    const truth = new Map(put.map(objectOf).map((object) => [object.uid, object]))
    const replica = createReplica()
    replica.apply({ revision: 1, now: 0, reset: true, changed: [...truth.values()], removed: [] })
    for (const object of gone) truth.delete(uidOf(object))
    replica.apply({ revision: 2, now: 0, reset: false, changed: [], removed: gone.map(uidOf) })
    const uids = (objects: Iterable<ObjectSummary>) => [...objects].map(({ uid }) => uid).sort()
    for (const [resource, kind] of [['pods', 'Pod'], ['services', 'Service']] as const) {
      const call: ApiCall = {
        id: 1, time: 10_500, verb: 'patch', path: '', userAgent: '', code: 200, duration: 5, target: { group: '', resource, namespace, name: named, subresource: '' },
      }
      const scanned = [...truth.values()].filter((object) => object.kind === kind && (namespace === '' || object.namespace === namespace)
        && (named === '' ? object.created === 10_000 : object.name === named))
      expect(uids(findTargets(replica, call))).toEqual(uids(scanned))
      const wanted = named === '' ? [] : scanned
      expect(uids(findRefs(replica, named === '' ? [] : [{ apiVersion: 'v1', kind, namespace, name: named }]))).toEqual(uids(wanted))
    }
  }))
})
