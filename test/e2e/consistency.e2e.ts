import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { AppsV1Api, CoreV1Api, KubeConfig, PatchStrategy, setHeaderOptions, type V1Pod } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createRandom } from '../../electron/cluster/index.ts'
import { podStatus } from '../../electron/registry/index.ts'
import type { PodState } from '../../shared/ipc/contract.ts'
import type { Pod } from '../../shared/model/index.ts'
import { countDrawn, type StateCounts } from '../support/drawn-pods.ts'
import { launch, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { typeSelector, windowParts } from '../support/window.ts'

const WRITERS = 5
const STEPS = 30
const NAMES = 25
const NAMESPACES = ['alpha', 'beta', 'gamma']
/** So many more that pods are fields of their state's colour when all are in view, made by a controller meanwhile. */
const CROWD = 240
const SELECTOR = 'tier in (front,back),!canary'

/** Chances are the same in each run, though not who comes first; PODSCAPE_SEED=N tries others. */
const random = createRandom(Number(process.env['PODSCAPE_SEED'] ?? 1))
const pick = <T>(from: readonly T[], ...keys: readonly (string | number)[]): T => from[random.draw(...keys) % from.length]!

let run: Run
let configs: readonly KubeConfig[]
let clients: readonly CoreV1Api[]
beforeAll(async () => {
  run = await launch()
  await see(windowParts(run.page).item('namespace default')).toBeVisible()
  // The picture is there before the server is.
  const kubeconfig = join(run.dataFolder, 'kubeconfig')
  await vi.waitFor(() => access(kubeconfig), { timeout: 30_000 })
  configs = Array.from({ length: WRITERS }, () => {
    const config = new KubeConfig()
    config.loadFromFile(kubeconfig)
    return config
  })
  clients = configs.map((config) => config.makeApiClient(CoreV1Api))
  await Promise.all(NAMESPACES.map((name) => core().createNamespace({ body: { metadata: { name } } })))
  // Until each has its default ServiceAccount, pods are refused.
  await see.poll(async () => (await core().listServiceAccountForAllNamespaces()).items.filter(({ metadata }) => NAMESPACES.includes(metadata?.namespace ?? '')).length)
    .toBe(NAMESPACES.length)
})
afterAll(() => run.stop())

const core = () => clients[0]!

/** Waits for a write that may be refused because of what others did. */
async function attempt(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    const { code } = error as { readonly code?: number }
    if (code !== 404 && code !== 409) throw error
    return false
  }
}

/** A pod that runs, ends, crashes, or can't be pulled or scheduled. */
function makePod(name: string, ...keys: readonly (string | number)[]): V1Pod {
  const container = pick([
    { image: 'nginx' }, { image: 'nginx' }, { image: 'busybox', command: ['true'] }, { image: 'busybox', command: ['false'] }, { image: 'registry.invalid/none' },
    { image: 'nginx', resources: { requests: { cpu: '1000' } } },
  ], 'container', ...keys)
  const labels = { tier: pick(['front', 'back', 'store'], 'tier', ...keys), ...pick([{}, {}, { canary: 'yes' }], 'canary', ...keys) }
  return { metadata: { name, labels }, spec: { restartPolicy: pick(['Always', 'Never'], 'restarts', ...keys), containers: [{ name: 'main', ...container }] } }
}

/** What one client does: it makes, labels and deletes pods that others have their hands on too. Resolves with how many writes were taken. */
async function write(client: CoreV1Api, writer: number, round: number): Promise<number> {
  let taken = 0
  for (let step = 0; step < STEPS; step++) {
    const keys = [round, writer, step]
    const name = `pod-${random.draw('name', ...keys) % NAMES}`
    const namespace = pick(NAMESPACES, 'namespace', ...keys)
    const choice = random.draw('choice', ...keys) % 10
    if (choice < 6) taken += Number(await attempt(client.createNamespacedPod({ namespace, body: makePod(name, ...keys) })))
    else if (choice < 8) {
      const body = { metadata: { labels: { tier: pick(['front', 'back', 'store'], 'tier', ...keys), canary: pick(['yes', null], 'canary', ...keys) } } }
      taken += Number(await attempt(client.patchNamespacedPod({ namespace, name, body }, setHeaderOptions('Content-Type', PatchStrategy.MergePatch))))
    } else taken += Number(await attempt(client.deleteNamespacedPod({ namespace, name, ...(choice === 8 ? { gracePeriodSeconds: 0 } : {}) })))
  }
  return taken
}

/** What the window shows, or what it should show by a list. */
interface Shown {
  /** `namespace/pod STATUS`, in order. */
  readonly pods: readonly string[]
  /** Pods of each namespace that has some. */
  readonly counts: Readonly<Record<string, number>>
  readonly drawn: StateCounts | null
  readonly result: string
}

const countBy = <K extends string>(keys: readonly K[]): Partial<Record<K, number>> => {
  const counts: Partial<Record<K, number>> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** By the API: a list, and how many of it the server's own selection has. */
async function listShown(asked: boolean): Promise<Shown> {
  const [{ items }, matching] = await Promise.all([core().listPodForAllNamespaces(), core().listPodForAllNamespaces({ labelSelector: SELECTOR })])
  // The client makes Dates of times; what is computed of a pod reads them as they are sent.
  const pods = (JSON.parse(JSON.stringify(items)) as readonly Pod[]).map((pod) => ({ namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, ...podStatus(pod) }))
  return {
    pods: pods.map(({ namespace, name, status }) => `${namespace}/${name} ${status}`).toSorted(),
    counts: countBy(pods.map(({ namespace }) => namespace)) as Record<string, number>,
    drawn: asked ? null : { running: 0, pending: 0, failed: 0, succeeded: 0, terminating: 0, unknown: 0, ...countBy<PodState>(pods.map(({ state }) => state)) },
    result: asked ? `${matching.items.length} of ${items.length} pods match` : `${items.length} pods`,
  }
}

/** In the window: the outline's rows, the selector's result, and, while all pods have their colour, the pixels. */
async function readWindow(asked: boolean): Promise<Shown> {
  const { page } = run
  const rows = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[role=treeitem][data-namespace]')].map((row) => ({
    namespace: row.dataset['namespace'] ?? '', label: row.getAttribute('aria-label') ?? '', said: document.getElementById(row.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
  })))
  const { graph, result } = windowParts(page)
  const total = Number(await graph.getAttribute('data-pods'))
  const inOutline = rows.filter(({ label }) => label.startsWith('pod '))
  expect(inOutline, 'the outline and the graph count alike').toHaveLength(total)
  const heads = rows.filter(({ label }) => label.startsWith('namespace '))
  return {
    pods: inOutline.map(({ namespace, label, said }) => `${namespace}/${label.slice('pod '.length)} ${said.split(', ')[0]}`).toSorted(),
    counts: Object.fromEntries(heads.map(({ namespace, said }) => [namespace, Number(/(\d+) pods?\b/.exec(said)?.[1])]).filter(([, count]) => count !== 0)) as Record<string, number>,
    drawn: asked ? null : await countDrawn(page, Number(await graph.getAttribute('data-cell'))),
    result: (await result.textContent()) ?? '',
  }
}

/** Goes so far out that every pod is in view, as a field of its state's colour. */
async function lookFromAfar(): Promise<void> {
  const { page } = run
  const cell = async () => Number(await windowParts(page).graph.getAttribute('data-cell'))
  await page.getByRole('button', { name: /fit/i }).first().click()
  await page.keyboard.press('ControlOrMeta+2')
  await see.poll(async () => {
    if (await cell() > 23) await page.keyboard.press('-')
    return cell()
  }).toBeLessThanOrEqual(23)
  // Without the ring around what the keyboard is on.
  await windowParts(page).selector.focus()
}

/** Lets all clients write at once, and waits until the window shows what a list has; says how long that took after the last answer. */
async function writeAndCompare(round: number, asked: boolean): Promise<void> {
  const taken = await Promise.all(clients.map((client, writer) => write(client, writer, round)))
  const answered = performance.now()
  expect(Math.min(...taken), 'each client wrote').toBeGreaterThan(3)
  if (!asked) await lookFromAfar()
  // Pods go on starting, ending and crashing meanwhile: window and list have to be read between two such changes.
  await see(async () => expect(await readWindow(asked)).toEqual(await listShown(asked))).toPass({ intervals: [20], timeout: 20_000 })
  console.log(`${taken.reduce((sum, one) => sum + one)} writes of ${WRITERS} clients: window and list were equal ${Math.round(performance.now() - answered)} ms after the last answer`)
}

test('what is drawn and outlined is what the API lists, soon after the last of many writes', async () => {
  const { page } = run
  const labels = { tier: 'crowd' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }
  const body = { metadata: { name: 'crowd' }, spec: { replicas: CROWD, selector: { matchLabels: labels }, template } }
  await configs[0]!.makeApiClient(AppsV1Api).createNamespacedReplicaSet({ namespace: 'default', body })
  await see.poll(async () => Number(await windowParts(page).graph.getAttribute('data-pods'))).toBe(CROWD)
  await writeAndCompare(1, false)
})

test('and so is what matches, by the server\'s own selection', async () => {
  await typeSelector(run.page, SELECTOR)
  await run.page.keyboard.press('Escape')
  await writeAndCompare(2, true)
  expect(run.problems.filter((problem) => !problem.includes('willReadFrequently'))).toEqual([])
})
