import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Body, type ApiUnderTest, openApi, podNamed } from '../../test/support/api.ts'

const pods = '/api/v1/namespaces/default/pods'
let api: ApiUnderTest

beforeEach(async () => {
  api = await openApi()
})

afterEach(() => {
  api.end()
})

interface WatchedEvent {
  readonly type: string
  readonly object: Body
}

/** A watch whose events are read one at a time. */
async function watch(query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await api.api.handle(new Request(`https://localhost${pods}?watch=true&${query}`, { headers }))
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  const lines: string[] = []
  let text = ''
  return {
    code: response.status,
    next: async (): Promise<WatchedEvent | undefined> => {
      while (lines.length === 0) {
        const { done, value } = await reader.read()
        if (done) return undefined
        const parts = (text + decoder.decode(value, { stream: true })).split('\n')
        text = parts.pop() ?? ''
        lines.push(...parts)
      }
      return JSON.parse(lines.shift() ?? '') as WatchedEvent
    },
    leave: () => reader.cancel(),
  }
}

function create(name: string, labels: Readonly<Record<string, string>> = {}) {
  return api.send('POST', pods, podNamed(name, labels))
}

function label(name: string, labels: Readonly<Record<string, string | null>>) {
  return api.send('PATCH', `${pods}/${name}`, { metadata: { labels } }, { 'content-type': 'application/merge-patch+json' })
}

function tell(event: WatchedEvent | undefined): string {
  return event === undefined ? 'end' : `${event.type} ${event.object.metadata?.name ?? ''}`
}

test('without a revision, what is there is added first', async () => {
  await create('a')
  const watched = await watch('')
  expect(tell(await watched.next())).toBe('ADDED a')
  await create('b')
  expect(tell(await watched.next())).toBe('ADDED b')
  await api.send('DELETE', `${pods}/a`)
  expect(tell(await watched.next())).toBe('DELETED a')
  await watched.leave()
})

test('from a revision, what came after it', async () => {
  const { body } = await create('a')
  await create('b')
  const watched = await watch(`resourceVersion=${body.metadata?.resourceVersion}`)
  expect(tell(await watched.next())).toBe('ADDED b')
  await watched.leave()
})

test('an object longer than what is written at a time comes whole, to all who watch', async () => {
  const watches = await Promise.all([watch(''), watch('')])
  await create('a')
  const note = '한'.repeat(20_000)
  await api.send('PATCH', `${pods}/a`, { metadata: { annotations: Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, note])) } }, { 'content-type': 'application/merge-patch+json' })
  await label('a', { last: 'yes' })
  for (const watched of watches) {
    await watched.next()
    const stored = await watched.next()
    expect(stored?.object.metadata?.annotations?.['d']).toBe(note)
    expect((await watched.next())?.object).toEqual((await api.send('GET', `${pods}/a`)).body)
    await watched.leave()
  }
})

test('an object that comes under the selector is added, one that leaves it deleted as it was', async () => {
  await create('a', { env: 'prod' })
  const watched = await watch('labelSelector=env%3Dprod')
  expect(tell(await watched.next())).toBe('ADDED a')
  const left = await label('a', { env: 'dev' })
  const deleted = await watched.next()
  expect([tell(deleted), deleted?.object.metadata?.labels, deleted?.object.metadata?.resourceVersion])
    .toEqual(['DELETED a', { env: 'prod' }, left.body.metadata?.resourceVersion])
  await label('a', { other: 'x' })
  await label('a', { env: 'prod' })
  expect(tell(await watched.next())).toBe('ADDED a')
  await label('a', { env: 'prod', more: 'y' })
  expect(tell(await watched.next())).toBe('MODIFIED a')
  await watched.leave()
})

test('initial events end with a bookmark that says so', async () => {
  await create('a')
  const watched = await watch('sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true')
  expect(tell(await watched.next())).toBe('ADDED a')
  const bookmark = await watched.next()
  expect([bookmark?.type, bookmark?.object.kind, bookmark?.object.metadata?.annotations, bookmark?.object.metadata?.resourceVersion])
    .toEqual(['BOOKMARK', 'Pod', { 'k8s.io/initial-events-end': 'true' }, String(api.cluster.revision)])
  await watched.leave()
})

test('a watch ends at its time, and with the server', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const timed = await watch('timeoutSeconds=2')
  const next = timed.next()
  await vi.advanceTimersByTimeAsync(2000)
  expect(await next).toBeUndefined()
  vi.useRealTimers()
  const watched = await watch('')
  api.end()
  expect(await watched.next()).toBeUndefined()
})

test('a revision that has left the history is told of as an event', async () => {
  const from = api.cluster.revision
  await api.cluster.transact((tx) => {
    for (let count = 0; count < 23_000; count++) {
      tx.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c-${count}`, namespace: 'default' } })
    }
  })
  await create('a')
  const watched = await watch(`resourceVersion=${from}`)
  const event = await watched.next()
  expect([watched.code, event?.type, event?.object.reason, event?.object.code]).toEqual([200, 'ERROR', 'Expired', 410])
  expect(event?.object.message).toMatch(new RegExp(`^too old resource version: ${from} \\(\\d+\\)$`))
  expect(await watched.next()).toBeUndefined()
})

test('in a watch of tables only the first has columns', async () => {
  const watched = await watch('', { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
  await create('a')
  const first = await watched.next()
  expect([first?.object.kind, first?.object.columnDefinitions?.length, first?.object.rows?.length]).toEqual(['Table', 9, 1])
  await create('b')
  expect((await watched.next())?.object.columnDefinitions).toBeNull()
  await watched.leave()
})

type Change = { readonly do: 'create' | 'delete' | 'label'; readonly pod: number; readonly env: string }
const change: fc.Arbitrary<Change> = fc.record({ do: fc.constantFrom('create', 'delete', 'label'), pod: fc.nat(4), env: fc.constantFrom('dev', 'prod') })

test('what is rebuilt from a list and a watch equals a list made later, whatever the selector and the changes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 25 }), fc.nat(25), fc.constantFrom('', 'env%3Dprod', 'env!%3Dprod'), async (changes, cut, selector) => {
    api.end()
    api = await openApi()
    const query = `labelSelector=${selector}`
    const carryOut = async (one: Change) => {
      if (one.do === 'create') await create(`p${one.pod}`, { env: one.env })
      else if (one.do === 'delete') await api.send('DELETE', `${pods}/p${one.pod}`)
      else await label(`p${one.pod}`, { env: one.env })
    }
    for (const one of changes.slice(0, cut)) await carryOut(one)
    const list = (await api.send('GET', `${pods}?${query}`)).body
    const known = new Map((list.items ?? []).map((item) => [String(item.metadata?.name), item.metadata]))
    for (const one of changes.slice(cut)) await carryOut(one)
    const end = api.cluster.revision
    const watched = await watch(`${query}&resourceVersion=${list.metadata?.resourceVersion}`)
    // The last of all events is one that every selector hears of.
    await create('last', selector === 'env%3Dprod' ? { env: 'prod' } : {})
    let revision = Number(list.metadata?.resourceVersion)
    for (;;) {
      const event = await watched.next()
      const metadata = event?.object.metadata
      if (event === undefined || metadata?.name === 'last') break
      expect(Number(metadata?.resourceVersion)).toBeGreaterThan(revision)
      revision = Number(metadata?.resourceVersion)
      expect(revision).toBeLessThanOrEqual(end)
      expect(known.has(String(metadata?.name))).toBe(event.type !== 'ADDED')
      if (event.type === 'DELETED') known.delete(String(metadata?.name))
      else known.set(String(metadata?.name), metadata)
    }
    await watched.leave()
    await api.send('DELETE', `${pods}/last`)
    const now = (await api.send('GET', `${pods}?${query}`)).body.items ?? []
    expect([...known.values()].toSorted((a, b) => String(a?.name).localeCompare(String(b?.name)))).toEqual(now.map((item) => item.metadata))
  }), { numRuns: 40 })
}, 60_000)
