import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { dismiss, notify, notifyChanges, useNotices, type SeenChange } from './notice-store.ts'

beforeEach(() => useNotices.setState({ notices: [] }))

const said = () => useNotices.getState().notices.flatMap((notice) => (notice.tone === 'seen' ? [`${notice.who} ${notice.change} ${[...notice.objects].join(',')} (${notice.pods} pods)`] : []))

test('a client that goes on in the same way is told of in one notice, another in its own', () => {
  notifyChanges([{ who: 'kubectl', change: 'created', objects: ['pod/a'] }])
  const first = useNotices.getState().notices[0]?.id
  notify({ tone: 'refused', message: 'no' })
  notifyChanges([{ who: 'kubectl', change: 'created', objects: ['pod/a', 'service/b'] }, { who: 'kubectl', change: 'created', objects: ['pod/c'] }])
  expect(said()).toEqual(['kubectl created pod/a,service/b,pod/c (2 pods)'])
  expect(useNotices.getState().notices.map(({ tone }) => tone)).toEqual(['seen', 'refused'])
  expect(useNotices.getState().notices[0]?.id).toBe(first)
  notifyChanges([{ who: 'kubectl', change: 'deleted', objects: ['pod/c'] }])
  expect(said()).toEqual(['kubectl deleted pod/c (1 pods)'])
  expect(useNotices.getState().notices[0]?.id).toBe(first)
  notifyChanges([{ who: 'helm', change: 'created', objects: ['pod/d'] }])
  expect(said()).toEqual(['helm created pod/d (1 pods)'])
  expect(useNotices.getState().notices.at(-1)?.id).not.toBe(first)
  dismiss(useNotices.getState().notices.find(({ tone }) => tone === 'seen')!.id)
  notifyChanges([{ who: 'helm', change: 'created', objects: ['pod/e'] }])
  expect(said()).toEqual(['helm created pod/e (1 pods)'])
})

test('however the changes are told, together or one by one, the notice is the same', () => {
  const change = fc.record({ who: fc.constantFrom('kubectl', 'helm'), change: fc.constantFrom('created', 'deleted'), objects: fc.array(fc.constantFrom('pod/a', 'pod/b', 'node/c'), { maxLength: 3 }) })
  fc.assert(fc.property(fc.array(change, { maxLength: 8 }), (changes: readonly SeenChange[]) => {
    useNotices.setState({ notices: [] })
    notifyChanges(changes)
    const together = said()
    useNotices.setState({ notices: [] })
    for (const one of changes) notifyChanges([one])
    expect(said()).toEqual(together)
    expect(together).toHaveLength(Math.min(1, changes.length))
  }))
})
