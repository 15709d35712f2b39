import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { createApiServer, silentPods } from '../../electron/apiserver/index.ts'
import { openPieces } from '../../electron/apiserver/pieces.ts'
import type { Cluster } from '../../electron/cluster/index.ts'
import { createLevelLog } from '../../electron/store/index.ts'
import type { KubeObject, Pod } from '../../shared/model/index.ts'
import { makePod, writeManifest } from '../support/made-up-pods.ts'
import { machine, printTable, show } from '../support/measure.ts'
import { type Measured, measureLoop, openCluster } from '../support/running-cluster.ts'

const SCALE = 10_000
const MANY = 100_000

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return join(made, 'store')
}

function deployment(replicas: number): KubeObject {
  const labels = { app: 'web', tier: 'front', env: 'prod' }
  const container = { name: 'main', image: 'nginx:1.27', resources: { requests: { cpu: '1m', memory: '1Mi' } } }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels }, spec: { containers: [container] } } },
  }
}

/** Resolves when so many pods are ready. */
function untilReady(cluster: Cluster, count: number): Promise<void> {
  const isReady = (pod: Pod) => pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true
  let ready = 0
  const ending = new AbortController()
  return new Promise((resolve) => {
    cluster.watch(cluster.revision, (events) => {
      for (const event of events) {
        if (event.object.kind === 'Pod' && event.type === 'MODIFIED' && isReady(event.object as Pod) && !isReady(event.previous as Pod)) ready++
      }
      if (ready < count) return
      ending.abort()
      resolve()
    }, ending.signal)
  })
}

function row(name: string, count: number, { ms, cpu, waitP99, waitWorst }: Measured<unknown>): readonly string[] {
  return [name, String(count), show(ms / 1000), show(cpu / 1000), show((count / ms) * 1000), show(waitP99), show(waitWorst)]
}

const head = ['pods', 'seconds', 'of CPU', 'a second', 'others wait, p99 ms', 'worst ms']

test('a Deployment of 10,000 to all ready, in memory and with synced writes', async () => {
  const rows = []
  for (const [name, log] of [['in memory', undefined], ['on disk, synced', createLevelLog(await folder())]] as const) {
    const cluster = await openCluster({ ...(log === undefined ? {} : { log }), nodes: 100, alive: true })
    rows.push(row(name, SCALE, await measureLoop(async () => {
      const ready = untilReady(cluster, SCALE)
      await cluster.create(deployment(SCALE))
      await ready
    })))
  }
  printTable([`Deployment to all ready (${machine()})`, ...head], rows)
}, 300_000)

/** A part of so many made-up pods, decoded, each with objects of its own. */
function podsOf(total: number, from: number, count: number): readonly KubeObject[] {
  const sample = JSON.stringify(parse(writeManifest(makePod(0, total))))
  return Array.from({ length: count }, (_, index) => {
    const own = JSON.parse(sample) as KubeObject
    const { name, namespace, labels } = makePod(from + index, total)
    return { ...own, metadata: { ...own.metadata, name, namespace, labels } }
  })
}

function namespacesOf(total: number): readonly KubeObject[] {
  return Array.from({ length: total / 100 }, (_, index) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${index}` } }))
}

test('an import of 10,000 pods, in memory and with synced writes', async () => {
  const objects = [...namespacesOf(SCALE), ...podsOf(SCALE, 0, SCALE)]
  const rows = []
  for (const [name, log] of [['in memory', undefined], ['on disk, synced', createLevelLog(await folder())]] as const) {
    const cluster = await openCluster({ ...(log === undefined ? {} : { log }), nodes: 100, alive: false })
    const applied = await measureLoop(() => cluster.apply(objects))
    expect(applied.value.applied).toBe(true)
    rows.push(row(name, SCALE, applied))
  }
  printTable(['import', ...head], rows)
}, 300_000)

test('100,000 pods held, listed, filtered and watched', async () => {
  const { gc } = globalThis
  const used = () => {
    gc?.()
    return process.memoryUsage().heapUsed
  }
  const cluster = await openCluster({ nodes: 3, alive: false })
  const before = used()
  await cluster.apply(namespacesOf(MANY))
  for (let from = 0; from < MANY; from += SCALE) expect((await cluster.apply(podsOf(MANY, from, SCALE))).applied).toBe(true)
  const bytes = (used() - before) / MANY
  const api = createApiServer({ cluster, pods: silentPods, ending: new AbortController().signal })
  // Piece by piece, as a connection takes them: kept, they would be more than the cluster itself.
  const get = async (path: string, accept: string) => {
    const { body } = await api.handle(new Request(`https://localhost${path}`, { headers: { accept } }))
    const { read } = openPieces(body as ReadableStream<Uint8Array>)
    let size = 0
    for (let piece = await read(); piece !== undefined; piece = await read()) size += piece.length
    return size
  }
  const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io'
  const rows = []
  for (const [name, path, accept] of [
    ['list', '/api/v1/pods', 'application/json'], ['list as a table', '/api/v1/pods', asTable],
    ['list of env in (prod,staging),!canary', '/api/v1/pods?labelSelector=env%20in%20(prod,staging),!canary', asTable],
    ['list of one namespace', '/api/v1/namespaces/team-7/pods', asTable],
  ] as const) {
    await get(path, accept)
    rows.push(row(name, MANY, await measureLoop(() => get(path, accept))))
  }
  const ending = new AbortController()
  let heard = 0
  for (let watcher = 0; watcher < 50; watcher++) cluster.watch(cluster.revision, (events) => (heard += events.length), ending.signal)
  const refs = cluster.list('Pod').items.slice(0, 1_000).map(({ apiVersion, kind, metadata }) => ({ apiVersion, kind, namespace: metadata.namespace ?? '', name: metadata.name }))
  rows.push(row('label 1,000 of them under 50 watches', 1_000, await measureLoop(() => cluster.label(refs, { set: { touched: 'yes' }, remove: [], overwrite: false }))))
  ending.abort()
  expect(heard).toBe(50_000)
  printTable([`${MANY} pods${gc === undefined ? '' : `, ${show(bytes / 1000)} kB each in the main process`}`, ...head], rows)
}, 300_000)
