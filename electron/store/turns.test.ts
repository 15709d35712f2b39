import { expect, test } from 'vitest'
import { createMemoryLog, createPace, type Key, type Log, openStore, type Pace, type Store, type StoreEvent, type Transaction } from './index.ts'

/** Every turn is over at once. */
const hasty: Pace = { turn: () => new Promise(setImmediate), isOver: () => true }

function keyOf(name: string): Key {
  return { resource: 'pods', namespace: 'default', name }
}

function put(tx: Transaction, name: string): void {
  tx.put(keyOf(name), { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' } })
}

function putInTurns(store: Store, names: readonly string[], step: (name: string) => void = () => {}, signal?: AbortSignal): Promise<string> {
  return store.transactInTurns(function* (tx) {
    for (const name of names) {
      put(tx, name)
      step(name)
      yield
    }
    return 'done'
  }, signal)
}

function namesIn(store: Store): readonly string[] {
  return store.list('pods').items.map((object) => object.metadata.name)
}

test('a transaction in turns is seen whole or not at all, and others wait for it', async () => {
  const store = await openStore(createMemoryLog(), { pace: hasty })
  await store.transact((tx) => put(tx, 'old'))
  const seen: (readonly string[])[] = []
  const long = putInTurns(store, ['a', 'b', 'c'], (name) => {
    if (name === 'a') setImmediate(() => seen.push(namesIn(store)))
  })
  const other = store.transact((tx) => tx.list('pods').length)
  expect(await Promise.all([long, other])).toEqual(['done', 4])
  expect(seen).toEqual([['old']])
  expect(namesIn(store)).toEqual(['a', 'b', 'c', 'old'])
})

test.each([
  { when: 'it is told to stop', abort: 'b', fault: '', message: 'no more' },
  { when: 'it throws', abort: '', fault: 'c', message: 'refused' },
])('nothing is left of a transaction in turns when $when', async ({ abort, fault, message }) => {
  const store = await openStore(createMemoryLog(), { pace: hasty })
  await store.transact((tx) => put(tx, 'b'))
  const stop = new AbortController()
  const long = putInTurns(store, ['a', 'b', 'c', 'd'], (name) => {
    if (name === abort) stop.abort(new Error(message))
    if (name === fault) throw new Error(message)
  }, stop.signal)
  const other = store.transact((tx) => put(tx, 'e'))
  await expect(long).rejects.toThrow(message)
  await other
  expect(namesIn(store)).toEqual(['b', 'e'])
  expect(store.revision).toBe(2)
})

test('a transaction in turns fails with the write that it came after', async () => {
  let refuse = (_error: Error) => {}
  const log: Log = { ...createMemoryLog(), write: () => new Promise((_resolve, reject) => (refuse = reject)) }
  const store = await openStore(log, { pace: hasty })
  const first = store.transact((tx) => put(tx, 'first'))
  await new Promise(setImmediate)
  const long = putInTurns(store, ['a', 'b', 'c'], (name) => {
    if (name === 'b') refuse(new Error('disk full'))
  })
  await expect(first).rejects.toThrow('disk full')
  await expect(long).rejects.toThrow('disk full')
  expect(namesIn(store)).toEqual([])
  expect(store.revision).toBe(0)
})

test('who begins to watch while others are still being told hears everything once', async () => {
  const store = await openStore(createMemoryLog(), { pace: hasty })
  const never = new AbortController().signal
  const heard: number[] = []
  const joined: number[] = []
  const listen = (to: number[]) => (events: readonly StoreEvent[]) => to.push(...events.map((event) => event.revision))
  store.watch(0, (events) => {
    if (heard.length === 0) setImmediate(() => store.watch(50, listen(joined), never))
    listen(heard)(events)
  }, never)
  await store.transact((tx) => {
    for (let index = 0; index < 1000; index++) put(tx, `pod-${index}`)
  })
  await store.transact((tx) => put(tx, 'last'))
  expect(heard).toEqual(Array.from({ length: 1001 }, (_, index) => index + 1))
  expect(joined).toEqual(heard.slice(50))
})

test('turns are given in order, one at a time, and last only so long', async () => {
  let now = 0
  const later: (() => void)[] = []
  const pace = createPace(() => now, (run) => later.push(run))
  const given: string[] = []
  void pace.turn().then(() => given.push('a'))
  void pace.turn().then(() => given.push('b'))
  const runNext = async () => {
    later.shift()?.()
    await Promise.resolve()
  }
  await runNext()
  expect([given, later.length, pace.isOver()]).toEqual([['a'], 1, false])
  now += 9
  expect(pace.isOver()).toBe(true)
  await runNext()
  expect([given, later.length, pace.isOver()]).toEqual([['a', 'b'], 0, false])
})
