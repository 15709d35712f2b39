import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { createLevelLog, createMemoryLog, type Key, type Log, openStore, type Store, type StoreEvent, type Transaction } from './index.ts'

const forever = new AbortController().signal

function keyOf(name: string, namespace = 'default'): Key {
  return { resource: 'pods', namespace, name }
}

function pod(name: string, data: string, namespace = 'default'): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, data }
}

function write(store: Store, name: string, data = ''): Promise<StoredObject> {
  return store.transact((tx) => tx.put(keyOf(name), pod(name, data)))
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'podscape-store-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return join(made, 'store')
}

/** A log whose writes fail or hang as told; what it was given is kept, synced or not. */
function faultyLog(): Log & { fail: boolean; hold: Promise<void> | undefined; repairs: number } {
  const log = {
    ...createMemoryLog(),
    fail: false,
    hold: undefined as Promise<void> | undefined,
    repairs: 0,
    write: async () => {
      await log.hold
      if (log.fail) throw new Error('no space left on device')
    },
    repair: async () => {
      if (log.fail) throw new Error('no space left on device')
      log.repairs += 1
    },
  }
  return log
}

test('gives every change a revision of its own and freezes what it holds', async () => {
  const store = await openStore(createMemoryLog())
  const [a, b] = await store.transact((tx) => [tx.put(keyOf('a'), pod('a', '')), tx.put(keyOf('b'), pod('b', ''))] as const)
  expect([a.metadata.resourceVersion, b.metadata.resourceVersion, store.revision]).toEqual(['1', '2', 2])
  expect(Object.isFrozen(store.get(keyOf('a'))?.metadata)).toBe(true)
})

test('a transaction that throws changes nothing', async () => {
  const store = await openStore(createMemoryLog())
  await write(store, 'a', 'old')
  const refused = store.transact((tx) => {
    tx.put(keyOf('a'), pod('a', 'new'))
    tx.put(keyOf('b'), pod('b', ''))
    tx.remove(keyOf('a'))
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  expect(store.list('pods')).toMatchObject({ revision: 1, items: [{ data: 'old' }] })
})

test('a part of a transaction is taken back alone', async () => {
  const store = await openStore(createMemoryLog())
  await store.transact((tx) => {
    tx.put(keyOf('a'), pod('a', ''))
    const part = () => tx.attempt(() => {
      tx.put(keyOf('b'), pod('b', ''))
      throw new Error('part')
    })
    expect(part).toThrow('part')
    tx.put(keyOf('c'), pod('c', ''))
  })
  expect(store.list('pods').items.map((object) => [object.metadata.name, object.metadata.resourceVersion])).toEqual([['a', '1'], ['c', '2']])
})

test('readers and watchers see nothing that is not synced; transactions see it', async () => {
  const log = faultyLog()
  const store = await openStore(log)
  await write(store, 'a', 'old')
  let release = () => {}
  log.hold = new Promise((resolve) => { release = resolve })
  const told: StoreEvent[] = []
  store.watch(store.revision, (events) => told.push(...events), forever)
  const first = store.transact((tx) => { tx.put(keyOf('a'), pod('a', 'new')); tx.put(keyOf('b'), pod('b', '')) })
  await Promise.resolve()
  await Promise.resolve()
  const second = store.transact((tx) => { tx.remove(keyOf('a')); return tx.get(keyOf('b')) })
  expect(store.get(keyOf('a'))).toMatchObject({ data: 'old' })
  expect(store.list('pods')).toMatchObject({ revision: 1, items: [{ data: 'old' }] })
  expect(store.all()).toHaveLength(1)
  expect(told).toEqual([])
  release()
  await first
  expect(await second).toMatchObject({ metadata: { name: 'b' } })
  expect(store.list('pods').items.map((object) => object.metadata.name)).toEqual(['b'])
  expect(told.map((event) => [event.revision, event.type, event.name])).toEqual([[2, 'MODIFIED', 'a'], [3, 'ADDED', 'b'], [4, 'DELETED', 'a']])
})

test('a failed sync refuses what waited on it, shows nothing of it, and writing goes on when the disk does', async () => {
  const log = faultyLog()
  const store = await openStore(log)
  await write(store, 'a', 'old')
  log.fail = true
  const writes = [write(store, 'a', 'lost'), write(store, 'b', 'lost')]
  for (const lost of writes) await expect(lost).rejects.toThrow('Internal error occurred: the store could not be written, nothing was changed: no space left on device')
  expect(store.list('pods')).toMatchObject({ revision: 1, items: [{ data: 'old' }] })
  await expect(write(store, 'c')).rejects.toThrow('no space left')
  log.fail = false
  expect(await write(store, 'c')).toMatchObject({ metadata: { resourceVersion: '2' } })
  expect(log.repairs).toBe(1)
})

test('writes that come while one is synced share the next', async () => {
  const sizes: number[] = []
  const log: Log = { ...createMemoryLog(), write: async ({ add }) => { sizes.push(add.length); await new Promise(setImmediate) } }
  const store = await openStore(log)
  const first = write(store, 'first')
  await Promise.resolve()
  await Promise.resolve()
  await Promise.all([first, ...Array.from({ length: 50 }, (_, index) => write(store, `p${index}`))])
  expect(sizes).toEqual([1, 50])
})

test('ends a watch with its signal, and refuses one from before the window', async () => {
  const store = await openStore(createMemoryLog(), { window: 10 })
  const ending = new AbortController()
  let told = 0
  store.watch(0, () => { told += 1 }, ending.signal)
  await write(store, 'a')
  ending.abort()
  for (let count = 0; count < 30; count++) await write(store, 'a', String(count))
  expect(told).toBe(1)
  expect(() => store.watch(3, () => {}, forever)).toThrow(`too old resource version: 3 (${store.oldestRevision})`)
  expect(() => store.list('pods', { revision: 3 })).toThrow('too old resource version')
})

interface Step { readonly name: string; readonly remove: boolean; readonly transaction: number }

const steps = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), remove: fc.boolean(), transaction: fc.nat(3) }), { maxLength: 60 })

function play(tx: Transaction, part: readonly Step[]): void {
  for (const [index, { name, remove }] of part.entries()) {
    if (remove) tx.remove(keyOf(name))
    else tx.put(keyOf(name), pod(name, String(index)))
  }
}

function names(items: readonly StoredObject[]): readonly unknown[] {
  return items.map((object) => [object.metadata.name, object.metadata.resourceVersion, object['data']])
}

test('a watch replayed from any revision equals the list, and so does a list at any revision, after a restart too', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const directory = await folder()
      let store = await openStore(createLevelLog(directory), { window: 20 })
      const lists = new Map<number, readonly unknown[]>()
      // Runs of steps with the same number form a transaction.
      for (let start = 0; start < all.length;) {
        let end = start
        while (end < all.length && all[end]?.transaction === all[start]?.transaction) end += 1
        const part = all.slice(start, end)
        await store.transact((tx) => play(tx, part))
        lists.set(store.revision, names(store.list('pods').items))
        start = end
      }
      const check = () => {
        const final = names(store.list('pods').items)
        for (const [revision, list] of lists) {
          if (revision < store.oldestRevision) continue
          expect(names(store.list('pods', { revision }).items)).toEqual(list)
          const replica = new Map(store.list('pods', { revision }).items.map((object) => [object.metadata.name, object]))
          let last = revision
          store.watch(revision, (events) => {
            for (const event of events) {
              expect(event.revision).toBe(++last)
              expect(event.type === 'ADDED').toBe(!replica.has(event.name))
              if (event.type === 'DELETED') replica.delete(event.name)
              else replica.set(event.name, event.object)
            }
          }, forever)
          expect(names([...replica.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)))).toEqual(final)
        }
      }
      check()
      const { revision, oldestRevision } = store
      await store.close()
      store = await openStore(createLevelLog(directory), { window: 20 })
      expect([store.revision, store.oldestRevision]).toEqual([revision, oldestRevision])
      check()
      await store.close()
    }),
    { numRuns: 15 },
  )
})
