import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type * as PerfHooks from 'node:perf_hooks'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { churn, openClient } from '../support/api-churn.ts'
import { bundleScript } from '../support/bundle.ts'
import { timeFirstPicture } from '../support/first-picture.ts'
import { timeFrames } from '../support/frames.ts'
import { launch, type Run } from '../support/launch.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'
import type * as Packing from '../support/packing-entry.ts'
import { storeCluster } from '../support/stored-cluster.ts'
import { typeSelector, windowParts } from '../support/window.ts'

const SIZES = [10_000, 100_000] as const
const ROUNDS = 5

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
  console.log(machine())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the packing script leaves behind, here as in the window, and the window's way to hear of what it has no name for. */
interface Bench {
  readonly packing: typeof Packing
  readonly podscape: { on(name: string, listener: (fact: unknown) => void): () => void }
}

/** Milliseconds from a summary of so many pods in the main process to the same in the window: as rows, then in columns. */
async function timeTransfer({ app, page }: Run, total: number): Promise<{ readonly rows: number; readonly columns: number }> {
  const time = async (how: 'rows' | 'columns') => {
    await page.evaluate((way) => {
      const { packing, podscape } = globalThis as unknown as Bench
      const unpack = packing.createBatchUnpacker()
      Reflect.set(globalThis, 'heard', new Promise<number>((resolve) => {
        const end = podscape.on(`bench:${way}`, (fact) => {
          if (way === 'columns') unpack(fact as Parameters<typeof unpack>[0])
          resolve(performance.timeOrigin + performance.now())
          end()
        })
      }))
    }, how)
    const start = await app.evaluate(({ BrowserWindow }, { way, count }) => {
      const { packing } = globalThis as unknown as Bench
      const changed = packing.makeRows(count)
      const began = performance.timeOrigin + performance.now()
      const batch = { revision: 1, now: 0, reset: true, changed, removed: [] }
      BrowserWindow.getAllWindows()[0]!.webContents.send(`event:bench:${way}`, way === 'rows' ? batch : packing.createBatchPacker()(batch, false))
      return began
    }, { way: how, count: total })
    return (await page.evaluate(() => Reflect.get(globalThis, 'heard') as Promise<number>)) - start
  }
  const rows: number[] = []
  const columns: number[] = []
  for (let round = 0; round < (total > 10_000 ? 2 : ROUNDS); round++) {
    rows.push(await time('rows'))
    columns.push(await time('columns'))
  }
  return { rows: Math.min(...rows), columns: Math.min(...columns) }
}

test('a batch in columns against one in rows', async () => {
  const script = await bundleScript('test/support/packing-entry.ts', 'packing')
  const run = await launch()
  try {
    await run.page.evaluate(script)
    await run.app.evaluate(script)
    const rows: string[][] = []
    for (const total of [1_000, ...SIZES]) {
      const spent = await timeTransfer(run, total)
      rows.push([String(total), show(spent.rows), show(spent.columns), `${show(spent.rows / spent.columns)} x`])
    }
    printTable(['pods in one batch', 'rows, ms', 'columns, ms', 'ratio'], rows)
  } finally {
    await run.stop()
  }
})

/** Frames of the window, in ms, as long as `during` lasts. */
async function watchFrames(page: Page, during: () => Promise<unknown>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames: number[] = []
    Reflect.set(globalThis, 'frameTimes', frames)
    let before = performance.now()
    const step = () => {
      const now = performance.now()
      frames.push(now - before)
      before = now
      if (Reflect.get(globalThis, 'frameTimes') === frames) requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
  await during()
  return page.evaluate(() => {
    const frames = Reflect.get(globalThis, 'frameTimes') as number[]
    Reflect.set(globalThis, 'frameTimes', null)
    return frames.slice(1)
  })
}

/** Delay of the main process's loop, p99 in ms, as long as `during` lasts. */
async function watchMainLoop(app: ElectronApplication, during: () => Promise<unknown>): Promise<number> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.mainModule!.require('node:perf_hooks') as typeof PerfHooks
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    Reflect.set(globalThis, 'delay', delay)
  })
  await during()
  return app.evaluate(() => (Reflect.get(globalThis, 'delay') as PerfHooks.IntervalHistogram).percentile(99) / 1e6)
}

/** Labels pods in one transaction without the window asking for it. What answers requests is reached as the runtime reaches it. */
async function labelPods(app: ElectronApplication, refs: readonly object[], value: string): Promise<void> {
  await app.evaluate(async ({ ipcMain }, input) => {
    const { _invokeHandlers: handlers } = ipcMain as unknown as { readonly _invokeHandlers: ReadonlyMap<string, (event: unknown, input: unknown) => unknown> }
    await handlers.get('request:object:label')!({ senderFrame: { url: 'app://podscape/', parent: null } }, input)
  }, { refs, set: { bench: value }, remove: [], overwrite: true })
}

/**
 * Milliseconds of CPU of the window's main thread that a change of a thousand pods costs, over and above standing still as long. In
 * every turn the thousand come to match, or no longer do, so that all of it is to be seen.
 */
async function timeThousand({ app, page }: Run, names: readonly { readonly namespace: string; readonly name: string }[]): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  const refs = names.slice(0, 1_000).map(({ namespace, name }) => ({ apiVersion: 'v1', kind: 'Pod', namespace, name }))
  const spent: number[] = []
  await typeSelector(page, 'bench in (0,2,4)')
  for (let turn = 0; turn < ROUNDS; turn++) {
    const before = await busy()
    await page.waitForTimeout(1_000)
    const still = await busy()
    await labelPods(app, refs, String(turn))
    await page.waitForTimeout(1_000)
    spent.push(await busy() - still - (still - before))
  }
  await session.detach()
  return spent
}

/** How long (ms) pods are changed. */
const CHURNED = 5_000

/** What the person does while pods are changed. */
const MEANWHILE: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['nothing', () => Promise.resolve()],
  ['a pan', async (page) => {
    const { x, y, width, height } = (await windowParts(page).graph.boundingBox())!
    await timeFrames(page, { gesture: 'pan', at: { x: x + width / 3, y: y + height / 3 }, radius: 150 }, 'mouse')
  }],
  ['typing', async (page) => {
    await typeSelector(page, 'env in (prod,staging),!canary,tier=edge')
    await typeSelector(page, '')
  }],
]

test('a stored cluster: a flood and a churn of changes', async () => {
  const changes: string[][] = []
  for (const total of SIZES) {
    const dataFolder = join(folder, String(total))
    await storeCluster(dataFolder, total)
    const run = await launch({ dataFolder })
    try {
      await timeFirstPicture(run.page)
      await run.page.waitForTimeout(5_000)
      const { ask, close } = await openClient(dataFolder)
      const { items } = await ask('GET', '/api/v1/pods?limit=2000') as { readonly items: readonly { readonly metadata: { readonly namespace: string; readonly name: string } }[] }
      const thousand = await timeThousand(run, items.map(({ metadata }) => metadata))
      const paths = items.map(({ metadata: { namespace, name } }) => `/api/v1/namespaces/${namespace}/pods/${name}`)
      // Every other change is one that is seen.
      await typeSelector(run.page, 'turn in (0,2,4,6)')
      for (const [what, meanwhile] of MEANWHILE) {
        let rate = 0
        let delay = 0
        const frames = summarise(await watchFrames(run.page, async () => {
          delay = await watchMainLoop(run.app, async () => { [rate] = await Promise.all([churn(ask, paths, 1_000, CHURNED), meanwhile(run.page)]) })
        }))
        changes.push([String(total), show(summarise(thousand).median), what, show(rate), show(frames.median), show(frames.p95), show(frames.worst), show(delay)])
      }
      close()
    } finally {
      await run.stop({ keepData: true })
    }
  }
  printTable(['pods', '1,000 changes at once, CPU ms of the window', 'during a churn', 'changes a second', 'frame, median ms', 'p95', 'worst', 'main loop p99, ms'], changes)
}, 900_000)
