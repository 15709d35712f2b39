import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, open, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { ClassicLevel } from 'classic-level'
import { build } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { createLevelLog, openStore, type Store, StoreProblem } from './index.ts'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'podscape-store-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

function keyOf(name: string) {
  return { resource: 'pods', namespace: 'default', name }
}

function write(store: Store, name: string, data: string): Promise<unknown> {
  return store.transact((tx) => tx.put(keyOf(name), { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, data }))
}

async function fill(directory: string, count: number): Promise<void> {
  const store = await openStore(createLevelLog(directory))
  for (let index = 0; index < count; index++) await write(store, `p${index}`, 'x'.repeat(200))
  await store.close()
}

async function problemOf(directory: string): Promise<string> {
  try {
    await (await openStore(createLevelLog(directory))).close()
    return 'opened'
  } catch (error) {
    if (error instanceof StoreProblem && error.message.includes(directory)) return error.problem
    throw error
  }
}

/** Objects that the store holds, each as it was written, or the problem that keeps it shut. */
async function countOf(directory: string): Promise<number | string> {
  try {
    const store = await openStore(createLevelLog(directory))
    const { items } = store.list('pods')
    await store.close()
    const broken = items.filter((object) => object['data'] !== 'x'.repeat(200))
    return broken.length === 0 ? items.length : 'served a broken object'
  } catch (error) {
    if (!(error instanceof StoreProblem)) throw error
    return error.problem
  }
}

test('keeps what was written, in a folder nobody else can read', async () => {
  const directory = join(await folder(), 'a', 'store')
  await fill(directory, 3)
  expect(await countOf(directory)).toBe(3)
})

test('an empty folder holds no store yet; one that has lost its files is damaged', async () => {
  const directory = join(await folder(), 'store')
  await mkdir(directory)
  expect(await countOf(directory)).toBe(0)
  await fill(directory, 3)
  for (const name of await readdir(directory)) if (name === 'CURRENT' || name.startsWith('MANIFEST')) await rm(join(directory, name))
  expect(await problemOf(directory)).toBe('damaged')
})

test('refuses a store that another has open', async () => {
  const directory = join(await folder(), 'store')
  const store = await openStore(createLevelLog(directory))
  expect(await problemOf(directory)).toBe('locked')
  await store.close()
  expect(await problemOf(directory)).toBe('opened')
})

test('refuses a store of a later version', async () => {
  const directory = join(await folder(), 'store')
  await fill(directory, 1)
  const level = new ClassicLevel(directory)
  await level.put('format', '4')
  await level.close()
  expect(await problemOf(directory)).toBe('newer')
})

/** Seals a text as format 1 did. */
function sealAsBefore(body: string): Buffer {
  let hash = 0x811c9dc5
  for (const unit of body) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193)
  return Buffer.from((hash >>> 0).toString(16).padStart(8, '0') + body)
}

/** Turns a store into one of format 1; `done` of its records as if it had already been on its way to format 2. */
async function turnBack(directory: string, done: number): Promise<void> {
  const level = new ClassicLevel<string, Buffer>(directory, { valueEncoding: 'buffer' })
  const sealed = await level.iterator().all()
  const back = sealed.filter(([key]) => key !== 'format').slice(done)
  await level.batch(back.map(([key, value]) => ({ type: 'put' as const, key, value: sealAsBefore(value.toString('utf8', 8)) })))
  if (done === 0) await level.put('format', Buffer.from('1'))
  await level.close()
}

test.each([0, 1, 2])('opens a store of format 1, %i of whose records are of format 2 already, and brings all to it', async (done) => {
  const directory = join(await folder(), 'store')
  await fill(directory, 4)
  await turnBack(directory, done)
  expect(await countOf(directory)).toBe(4)
  const level = new ClassicLevel<string, Buffer>(directory, { valueEncoding: 'buffer' })
  const entries = await level.iterator().all()
  await level.close()
  expect(entries.filter(([key, value]) => key !== 'format' && value[0] !== 2).map(([key]) => key)).toEqual([])
  expect(entries.find(([key]) => key === 'format')?.[1].toString()).toBe('3')
  expect(await countOf(directory)).toBe(4)
})

/** Pods of one template, as a controller makes them: they share a spec that the store has frozen. */
async function fillAlike(store: Store, names: readonly string[], image: string): Promise<void> {
  let spec: unknown = { containers: [{ name: 'main', image }] }
  for (const name of names) {
    const made = await store.transact((tx) => tx.put(keyOf(name), { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec, data: name }))
    spec = made['spec']
  }
}

async function entriesOf(directory: string): Promise<readonly (readonly [string, string])[]> {
  const level = new ClassicLevel<string, Buffer>(directory, { valueEncoding: 'buffer' })
  const entries = await level.iterator().all()
  await level.close()
  return entries.map(([key, value]) => [key, value.toString()])
}

test('a spec that pods share stands in the log once, and is theirs again when it is read', async () => {
  const directory = join(await folder(), 'store')
  let store = await openStore(createLevelLog(directory))
  await fillAlike(store, ['a', 'b', 'c', 'd'], 'nginx:1')
  await write(store, 'alone', 'x')
  const before = store.list('pods').items
  await store.close()
  // The first of them could not know.
  expect((await entriesOf(directory)).filter(([, text]) => text.includes('nginx:1')).map(([key]) => key)).toEqual(['p/0000000000000001', 'r/0000000000000001'])
  store = await openStore(createLevelLog(directory))
  const after = store.list('pods').items
  expect(JSON.stringify(after)).toBe(JSON.stringify(before))
  expect(new Set(after.filter((pod) => pod['spec'] !== undefined).map((pod) => pod['spec'])).size).toBe(2)
  await fillAlike(store, ['e', 'f'], 'nginx:2')
  await store.transact((tx) => tx.put(keyOf('g'), { ...tx.get(keyOf('b')), apiVersion: 'v1', kind: 'Pod', metadata: { name: 'g', namespace: 'default' } }))
  await store.close()
  expect((await entriesOf(directory)).filter(([key]) => key.startsWith('p/')).map(([key]) => key)).toEqual(['p/0000000000000001', 'p/0000000000000002'])
})

test('what no record needs any more is let go when the store is opened', async () => {
  const directory = join(await folder(), 'store')
  let store = await openStore(createLevelLog(directory), { window: 10 })
  await fillAlike(store, ['a', 'b', 'c'], 'nginx:1')
  for (const name of ['a', 'b', 'c']) await store.transact((tx) => tx.remove(keyOf(name)))
  for (let count = 0; count < 40; count++) await write(store, 'other', String(count))
  await store.close()
  store = await openStore(createLevelLog(directory), { window: 10 })
  await store.close()
  expect((await entriesOf(directory)).filter(([, text]) => text.includes('nginx'))).toEqual([])
})

test.each([
  ['is gone', async (level: ClassicLevel<string, Buffer>, key: string) => level.del(key)],
  ['has rotted', async (level: ClassicLevel<string, Buffer>, key: string) => {
    const value = Buffer.from((await level.get(key)) ?? '')
    value.writeUInt8(value.readUInt8(20) ^ 8, 20)
    await level.put(key, value)
  }],
  ['stands in the place of another', async (level: ClassicLevel<string, Buffer>, key: string) => level.put(key, (await level.get('p/0000000000000002')) ?? Buffer.alloc(0))],
])('a shared spec that %s is damage', async (_what, harm) => {
  const directory = join(await folder(), 'store')
  const store = await openStore(createLevelLog(directory))
  await fillAlike(store, ['a', 'b'], 'nginx:1')
  await fillAlike(store, ['c', 'd'], 'nginx:2')
  await store.close()
  const level = new ClassicLevel<string, Buffer>(directory, { valueEncoding: 'buffer' })
  await harm(level, 'p/0000000000000001')
  await level.close()
  expect(await problemOf(directory)).toBe('damaged')
})

test('a shared spec whose first write failed is written again', async () => {
  const directory = join(await folder(), 'store')
  const log = createLevelLog(directory)
  let failing = false
  const store = await openStore({ ...log, write: async (batch) => { if (failing) throw new Error('EIO'); await log.write(batch) } })
  await fillAlike(store, ['a'], 'nginx:1')
  const { spec } = store.list('pods').items[0] as { spec?: unknown }
  const put = (name: string) => store.transact((tx) => tx.put(keyOf(name), { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec }))
  failing = true
  await expect(put('b')).rejects.toThrow('EIO')
  failing = false
  for (const name of ['b', 'c', 'd']) await put(name)
  const before = JSON.stringify(store.list('pods').items)
  await store.close()
  const again = await openStore(createLevelLog(directory))
  expect(JSON.stringify(again.list('pods').items)).toBe(before)
  await again.close()
})

test('a bit that rots in a record of format 1 is found', async () => {
  const directory = join(await folder(), 'store')
  await fill(directory, 3)
  await turnBack(directory, 0)
  const level = new ClassicLevel<string, Buffer>(directory, { valueEncoding: 'buffer' })
  const key = 'r/0000000000000002'
  const value = Buffer.from((await level.get(key)) ?? '')
  value.writeUInt8(value.readUInt8(40) ^ 8, 40)
  await level.put(key, value)
  await level.close()
  expect(await problemOf(directory)).toBe('damaged')
})

test('misses a record that is gone', async () => {
  const directory = join(await folder(), 'store')
  await fill(directory, 3)
  const level = new ClassicLevel(directory)
  await level.del('r/0000000000000002')
  await level.close()
  expect(await problemOf(directory)).toBe('damaged')
})

test('compacts: the log does not grow with the number of changes, and what stands is never lost', async () => {
  const directory = join(await folder(), 'store')
  let store = await openStore(createLevelLog(directory), { window: 50 })
  await write(store, 'old', 'kept')
  for (let index = 0; index < 400; index++) {
    await write(store, `p${index % 5}`, String(index))
    if (index % 7 === 0) await store.transact((tx) => tx.remove(keyOf('p3')))
  }
  const before = [store.revision, store.oldestRevision, store.list('pods').items] as const
  await store.close()
  const level = new ClassicLevel(directory)
  const records = await level.keys({ gte: 'r/', lt: 'r0' }).all()
  await level.close()
  expect(records.length).toBeLessThan(70)
  store = await openStore(createLevelLog(directory), { window: 50 })
  expect([store.revision, store.oldestRevision, store.list('pods').items]).toEqual(before)
  await store.close()
})

test('goes on after a write that failed, without a trace of it', async () => {
  const directory = join(await folder(), 'store')
  const log = createLevelLog(directory)
  let failing = false
  // The batch reaches the disk and then its sync fails: the worst that can be.
  const store = await openStore({ ...log, write: async (batch) => { await log.write(batch); if (failing) throw new Error('EIO') } })
  await write(store, 'a', 'kept')
  failing = true
  await expect(write(store, 'a', 'lost')).rejects.toThrow('EIO')
  await expect(write(store, 'b', 'lost')).rejects.toThrow('EIO')
  failing = false
  await write(store, 'c', 'kept')
  await store.close()
  const again = await openStore(createLevelLog(directory))
  expect(again.list('pods').items.map((object) => [object.metadata.name, object['data']])).toEqual([['a', 'kept'], ['c', 'kept']])
  await again.close()
})

async function damageEach(cut: (file: string, size: number) => Promise<void>, rounds: number): Promise<readonly (number | string)[]> {
  const home = await folder()
  await fill(join(home, 'store'), 20)
  const outcomes: (number | string)[] = []
  for (let round = 0; round < rounds; round++) {
    const copy = join(home, `copy-${round}`)
    await cp(join(home, 'store'), copy, { recursive: true })
    const name = (await readdir(copy)).find((file) => file.endsWith('.log')) ?? ''
    const handle = await open(join(copy, name))
    const { size } = await handle.stat()
    await handle.close()
    await cut(join(copy, name), size)
    outcomes.push(await countOf(copy))
    await rm(copy, { recursive: true })
  }
  return outcomes
}

test('a log cut short holds all up to the cut, or says that it is damaged', async () => {
  let round = 0
  const outcomes = await damageEach(async (file, size) => truncate(file, size - ++round * 11), 60)
  for (const outcome of outcomes) expect(typeof outcome === 'number' ? outcome > 15 && outcome <= 20 : outcome === 'damaged').toBe(true)
  expect(outcomes.filter((outcome) => typeof outcome === 'number').length).toBeGreaterThan(30)
})

test('a bit that rots is found, unless in the last write, which is then as if cut; nothing false is served', async () => {
  let seed = 1
  const outcomes = await damageEach(async (file, size) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    const handle = await open(file, 'r+')
    const place = seed % size
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, place)
    await handle.write(Buffer.from([(buffer[0] ?? 0) ^ (1 << (seed % 8))]), 0, 1, place)
    await handle.close()
  }, 60)
  for (const outcome of outcomes) expect(['damaged', 19, 20]).toContain(outcome)
  expect(outcomes.filter((outcome) => outcome === 'damaged').length).toBeGreaterThan(40)
})

/** A process with six writers that print each write once it is acknowledged. */
const writer = `
import { createLevelLog, openStore } from ${JSON.stringify(resolve(import.meta.dirname, 'index.ts'))}
const store = await openStore(createLevelLog(process.argv[2]), { window: 500 })
const round = process.argv[3]
// Several writes share one, which the log holds once, from the second on.
const specOf = (() => {
  const specs = new Map()
  return (data) => {
    const image = 'nginx:' + Math.trunc(Number(data.split('.')[1]) / 10)
    if (!specs.has(image)) specs.set(image, Object.freeze({ image }))
    return specs.get(image)
  }
})()
const put = (tx, name, data) => tx.put({ resource: 'pods', namespace: 'default', name }, { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: specOf(data), data })
await Promise.all(Array.from({ length: 6 }, async (_, id) => {
  for (let count = 1; ; count++) {
    const value = round + '.' + count
    const revision = await store.transact((tx) => {
      put(tx, 'left-' + id, value)
      put(tx, 'right-' + id, value)
      if (count % 3 === 0) tx.remove({ resource: 'pods', namespace: 'default', name: 'gone-' + id })
      else put(tx, 'gone-' + id, value)
      return tx.nextRevision() - 1
    })
    process.stdout.write(id + ' ' + value + ' ' + revision + '\\n')
  }
}))
`

async function bundleWriter(home: string): Promise<string> {
  const entry = join(home, 'writer.ts')
  await writeFile(entry, writer)
  // Under the project's packages, so that the process finds them too.
  const outDir = resolve(import.meta.dirname, '../../node_modules/.cache', basename(home))
  onTestFinished(() => rm(outDir, { recursive: true, force: true }))
  await build({ configFile: false, logLevel: 'error', build: { ssr: entry, outDir, emptyOutDir: true, rolldownOptions: { output: { entryFileNames: 'writer.mjs' } } } })
  return join(outDir, 'writer.mjs')
}

interface Acknowledged {
  readonly value: string
  readonly revision: number
}

/** Lets the writers run, kills them without warning, and says what each was told last. */
async function killAfter(child: ChildProcess, writes: number): Promise<ReadonlyMap<string, Acknowledged>> {
  const last = new Map<string, Acknowledged>()
  let count = 0
  if (child.stdout === null) throw new Error('the writers print nothing')
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = '', value = '', revision = ''] = line.split(' ')
    last.set(id, { value, revision: Number(revision) })
    if (++count === writes) child.kill('SIGKILL')
  }
  return last
}

function orderOf(value: unknown): number {
  const [round = '0', count = '0'] = String(value).split('.')
  return Number(round) * 1e6 + Number(count)
}

test('killed at any moment: every acknowledged write is there, and every transaction whole', { timeout: 60_000 }, async () => {
  const home = await folder()
  const directory = join(home, 'store')
  const script = await bundleWriter(home)
  let revision = 0
  for (let round = 1; round <= 8; round++) {
    const child = spawn(process.execPath, [script, directory, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const acknowledged = await killAfter(child, 20 + round * 37)
    expect(acknowledged.size).toBe(6)
    const store = await openStore(createLevelLog(directory), { window: 500 })
    expect(store.revision).toBeGreaterThanOrEqual(Math.max(revision, ...[...acknowledged.values()].map((one) => one.revision)))
    revision = store.revision
    for (const [id, { value }] of acknowledged) {
      const [left, right, gone] = ['left', 'right', 'gone'].map((side) => store.get(keyOf(`${side}-${id}`))?.['data'])
      expect(left).toBe(right)
      expect(store.get(keyOf(`left-${id}`))?.['spec']).toEqual({ image: `nginx:${Math.trunc((orderOf(left) % 1e6) / 10)}` })
      expect(orderOf(left)).toBeGreaterThanOrEqual(orderOf(value))
      expect(gone).toBe(orderOf(left) % 3 === orderOf(`${round}.0`) % 3 ? undefined : left)
    }
    // The history that survived replays to what is there.
    const replica = new Map(store.list('pods', { revision: store.oldestRevision }).items.map((object) => [object.metadata.name, object]))
    store.watch(store.oldestRevision, (events) => {
      for (const event of events) {
        if (event.type === 'DELETED') replica.delete(event.name)
        else replica.set(event.name, event.object)
      }
    }, new AbortController().signal)
    expect([...replica.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))).toEqual(store.list('pods').items)
    await store.close()
  }
})
