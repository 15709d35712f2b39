import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoreV1Api, KubeConfig, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApiServer, silentPods, startApiServer } from '../../electron/apiserver/index.ts'
import { type Cluster, createClock, createCluster, createRandom, type StoreEvent } from '../../electron/cluster/index.ts'
import { createMemoryLog } from '../../electron/store/index.ts'
import { type ConfigMap, type Followed, follow } from '../support/follower.ts'

const WRITERS = 6
const STEPS = 60
const WATCHERS = 8
const NAMES = 8
/** More than the store's history holds. */
const FLOOD = 23_000
const namespace = 'default'

/** Chances are the same in each run, though not who comes first; PODSCAPE_SEED=N tries others. */
const random = createRandom(Number(process.env['PODSCAPE_SEED'] ?? 1))
const draw = (below: number, ...keys: readonly (string | number)[]) => random.draw(...keys) % below

let folder: string
let cluster: Cluster
let server: RunningApiServer
let config: KubeConfig
let core: CoreV1Api
const ending = new AbortController()
/** Every change of a ConfigMap in the namespace, as the store made it. */
const truth: StoreEvent[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-consistency-'))
  cluster = await createCluster({ log: createMemoryLog(), clock: createClock(), seed: 1 })
  cluster.watch(cluster.revision, (events) => truth.push(...events.filter((event) => event.resource === 'configmaps' && event.namespace === namespace)), ending.signal)
  server = await startApiServer({ cluster, pods: silentPods, ending: ending.signal }, { wallTime: Date.now(), kubeconfig: join(folder, 'kubeconfig') })
  config = new KubeConfig()
  config.loadFromFile(server.kubeconfig)
  core = config.makeApiClient(CoreV1Api)
})
afterAll(async () => {
  ending.abort()
  await server.close()
  await cluster.close()
  await rm(folder, { recursive: true, force: true })
})

/** What writers were told: revisions of their writes, counts by uid, and how many deletions. */
const told = { revisions: new Set<number>(), counts: new Map<string, number>(), deletions: 0, conflicts: 0 }

/** The answer, or undefined when the server refused because of what others did. */
async function attempt<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write
  } catch (error) {
    const { code } = error as { readonly code?: number }
    if (code !== 404 && code !== 409) throw error
    if (code === 409) told.conflicts++
    return undefined
  }
}

function note(object: ConfigMap | undefined): void {
  if (object !== undefined) told.revisions.add(Number(object.metadata?.resourceVersion))
}

const countOf = ({ data }: ConfigMap) => Number(data?.['count'] ?? 0)

/** Adds one to an object's count as clients must: read, change, replace, and from the start when another was faster. */
async function increment(name: string): Promise<void> {
  for (;;) {
    const read = await attempt(core.readNamespacedConfigMap({ namespace, name }))
    if (read === undefined) return
    const written = await attempt(core.replaceNamespacedConfigMap({ namespace, name, body: { ...read, data: { ...read.data, count: String(countOf(read) + 1) } } }))
    if (written === undefined) continue
    note(written)
    const uid = written.metadata?.uid ?? ''
    told.counts.set(uid, (told.counts.get(uid) ?? 0) + 1)
    return
  }
}

async function write(writer: number): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const name = `object-${draw(NAMES, 'name', writer, step)}`
    const by = `${writer}-${step}`
    const choice = draw(10, 'choice', writer, step)
    if (choice < 3) note(await attempt(core.createNamespacedConfigMap({ namespace, body: { metadata: { name, labels: { half: 'a' } }, data: { by } } })))
    else if (choice < 6) await increment(name)
    else if (choice < 8) {
      const body = { metadata: { labels: { half: draw(2, 'half', writer, step) === 0 ? 'a' : 'b' } }, data: { by } }
      note(await attempt(core.patchNamespacedConfigMap({ namespace, name, body }, setHeaderOptions('Content-Type', PatchStrategy.MergePatch))))
    } else if (choice < 9) {
      const body = [{ op: 'add', path: '/data/by', value: by }]
      note(await attempt(core.patchNamespacedConfigMap({ namespace, name, body }, setHeaderOptions('Content-Type', PatchStrategy.JsonPatch))))
    } else if ((await attempt(core.deleteNamespacedConfigMap({ namespace, name }))) !== undefined) told.deletions++
  }
}

/** Changes so much elsewhere that the history forgets what was before. */
async function flood(): Promise<void> {
  const meta = { name: 'noise', namespace: 'kube-public' }
  await cluster.transact((tx) => {
    tx.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta })
  })
  for (let done = 0; done < FLOOD; done += 1_000) {
    await cluster.transact((tx) => {
      for (let change = done; change < done + 1_000; change++) tx.update({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data: { change: String(change) } })
    })
    await new Promise(setImmediate)
  }
}

type Selects = (object: ConfigMap) => boolean

function describeChange(type: string, { metadata, data }: ConfigMap): string {
  return `${type} ${metadata?.name} at ${metadata?.resourceVersion}: ${JSON.stringify([metadata?.uid, metadata?.labels, data])}`
}

/** What a watcher of some of the objects is to be told of a change. */
function tell(event: StoreEvent, selects: Selects): readonly string[] {
  const object = event.object as ConfigMap
  const previous = event.type === 'ADDED' ? undefined : (event.previous as ConfigMap)
  const before = previous !== undefined && selects(previous)
  const after = event.type !== 'DELETED' && selects(object)
  if (after) return [describeChange(before ? 'MODIFIED' : 'ADDED', object)]
  // Of one that is no longer selected the last selected state is told, at the revision of the change.
  return before ? [describeChange('DELETED', { ...previous, metadata: { ...previous.metadata, resourceVersion: String(event.revision) } })] : []
}

/** The objects there are after a revision, by the changes up to it. */
function foldTo(revision: number, selects: Selects): readonly string[] {
  const objects = new Map<string, ConfigMap>()
  for (const event of truth.filter((one) => one.revision <= revision)) {
    if (event.type === 'DELETED') objects.delete(event.name)
    else objects.set(event.name, event.object)
  }
  return [...objects.values()].filter((object) => selects(object)).map((object) => describeChange('IS', object)).toSorted()
}

function check({ segments }: Followed, selects: Selects, last: number): void {
  for (const [index, { revision, items, changes }] of segments.entries()) {
    expect(items.map((item) => describeChange('IS', item)).toSorted()).toEqual(foldTo(revision, selects))
    // What lay between the last change before a 410 and the list after it can't be seen by anyone.
    const until = index === segments.length - 1 ? last : Number(changes.at(-1)?.object.metadata?.resourceVersion ?? revision)
    const wanted = truth.filter((event) => event.revision > revision && event.revision <= until).flatMap((event) => tell(event, selects))
    expect(changes.map(({ type, object }) => describeChange(type, object))).toEqual(wanted)
  }
}

test('many writers, and watchers whose connections break: every change once, in order, none lost', async () => {
  const isLast = ({ metadata }: ConfigMap) => metadata?.name === 'last'
  let flooded = () => {}
  const forgotten = new Promise<void>((resolve) => (flooded = resolve))
  const everything: Selects = () => true
  const half: Selects = ({ metadata }) => metadata?.labels?.['half'] === 'a'
  const watchers = Array.from({ length: WATCHERS }, (_, watcher) => ({
    selects: watcher % 2 === 0 ? everything : half,
    followed: follow({
      config, core, isLast, ...(watcher % 2 === 0 ? {} : { labelSelector: 'half=a' }),
      connection: (number) => ({
        changes: 1 + draw(15, 'changes', watcher, number),
        // The first two sleep through the flood.
        pause: watcher < 2 && number === 1 ? forgotten : new Promise((resolve) => setTimeout(resolve, draw(30, 'pause', watcher, number))),
      }),
    }),
  }))
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
  await expect.poll(() => truth.length, { timeout: 60_000 }).toBeGreaterThan(100)
  await flood()
  flooded()
  await writing
  const last = await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'last', labels: { half: 'a' } } } })
  note(last)

  const seen = await Promise.all(watchers.map(async ({ followed, selects }) => ({ followed: await followed, selects })))
  for (const { followed, selects } of seen) check(followed, selects, Number(last.metadata?.resourceVersion))
  expect(seen.slice(0, 2).every(({ followed }) => followed.segments.length > 1), 'sleepers were told 410').toBe(true)
  expect(seen.every(({ followed }) => followed.connections > 2), 'connections broke').toBe(true)

  // What writers were told happened, and nothing else did.
  expect(truth.filter((event) => event.type !== 'DELETED').map((event) => event.revision)).toEqual([...told.revisions].toSorted((a, b) => a - b))
  expect(truth.filter((event) => event.type === 'DELETED')).toHaveLength(told.deletions)
  expect(told.conflicts, 'writers got in each other\'s way').toBeGreaterThan(10)
  const ends = [...truth.filter((event) => event.type === 'DELETED').map((event) => event.object as ConfigMap), ...(await core.listNamespacedConfigMap({ namespace })).items]
  expect(ends.map((object) => countOf(object)), 'no increment was lost').toEqual(ends.map(({ metadata }) => told.counts.get(metadata?.uid ?? '') ?? 0))
})
