import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { listBits } from '../../shared/selector/index.ts'
import { findChosen, followChosen } from './chosen.ts'
import { followAnswer, matchPods, type Matches } from './matches.ts'
import { createReplica } from './replica.ts'

const objectOf = (kind: string, id: number, namespace: string, app: string): ObjectSummary => ({
  uid: `${kind}-${id}`, apiVersion: 'v1', kind, namespace, name: `${kind}-${id}`, labels: { app }, created: 0, terminating: false,
})
const change = fc.record({ kind: fc.constantFrom('Pod', 'Pod', 'Pod', 'Service'), id: fc.nat(9), app: fc.constantFrom('web', 'api'), goes: fc.boolean() })
const SELECTED = new Set(['Pod-1', 'Pod-2', 'Pod-7', 'Service-3', 'Pod-77'])

test('what was kept of a selection and of an answer is what is found at once', () => {
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 15 }), fc.constantFrom(null, 'a', 'gone'), (batches, scope) => {
    const replica = createReplica()
    const selector = { selects: 'matching', requirements: [{ op: '=', key: 'app', value: 'web' }] } as const
    let chosen = findChosen(replica, SELECTED)
    let answer: Matches = matchPods(replica, selector, scope)
    for (const [revision, batch] of batches.entries()) {
      // A pod's namespace follows from its name: it stays as long as the pod does.
      const made = batch.map(({ kind, id, app, goes }) => ({ goes, object: objectOf(kind, id, id % 2 === 0 ? 'a' : 'b', app) }))
      const told = replica.apply({
        revision, now: 0, reset: revision === 0, changed: made.flatMap(({ goes, object }) => (goes ? [] : [object])), removed: made.flatMap(({ goes, object }) => (goes ? [object.uid] : [])),
      })
      chosen = followChosen(replica, SELECTED, chosen, told)
      answer = followAnswer(replica, selector, scope, answer, told.slots)
      expect(chosen).toEqual(findChosen(replica, SELECTED))
      const asked = matchPods(replica, selector, scope)
      expect({ ...answer, words: listBits(answer.words) }).toEqual({ ...asked, words: listBits(asked.words) })
    }
  }))
})

test('changes of status leave the answer and the selection as they were', () => {
  const replica = createReplica()
  const pods = [1, 2, 3].map((id) => objectOf('Pod', id, 'a', 'web'))
  replica.apply({ revision: 1, now: 0, reset: true, changed: pods, removed: [] })
  const selector = { selects: 'matching', requirements: [] } as const
  const [chosen, answer] = [findChosen(replica, SELECTED), matchPods(replica, selector, null)]
  const told = replica.apply({ revision: 2, now: 1, reset: false, changed: pods.map((pod) => ({ ...pod, terminating: true })), removed: [] })
  expect(followChosen(replica, SELECTED, chosen, told)).toBe(chosen)
  expect(followAnswer(replica, selector, null, answer, told.slots)).toBe(answer)
})
