import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openClient } from '../support/api-churn.ts'
import { timeFirstPicture } from '../support/first-picture.ts'
import { launch, type Run } from '../support/launch.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'
import { see } from '../support/see.ts'
import { storeCluster } from '../support/stored-cluster.ts'
import { weigh, type Memory } from '../support/weigh.ts'

const SIZES = [10_000, 100_000] as const
const ROUNDS = 3

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
  console.log(machine())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** When the window was first painted, ms since 1970. */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate(() => performance.timeOrigin + performance.getEntriesByName('first-paint')[0]!.startTime)
}

/** Waits until a client of the API is answered, having connected as soon as it could. */
async function untilAnswered(dataFolder: string): Promise<number> {
  for (;;) {
    try {
      const { ask, close } = await openClient(dataFolder)
      await ask('GET', '/api/v1/namespaces/default')
      close()
      return Date.now()
    } catch {
      await new Promise((done) => setTimeout(done, 20))
    }
  }
}

/** Milliseconds from the window's first paint: to the picture with all pods, until the cluster itself is open, and until a client is answered. */
interface Start { readonly picture: number; readonly open: number; readonly client: number }

async function timeStart({ page, dataFolder }: Run): Promise<Start> {
  const answered = untilAnswered(dataFolder)
  const picture = await timeFirstPicture(page)
  await see(page.locator('.status-opening')).toHaveCount(0, { timeout: 120_000 })
  const [paint, open] = [await firstPaint(page), Date.now()]
  return { picture, open: open - paint, client: await answered - paint }
}

test('a stored cluster: first picture, until it is open, and memory', async () => {
  const starts: string[][] = []
  const weights: string[][] = []
  const empty = await launch()
  await empty.page.waitForTimeout(2_000)
  const nothing = await weigh(empty)
  await empty.stop()
  for (const total of SIZES) {
    const dataFolder = join(folder, String(total))
    await storeCluster(dataFolder, total)
    const first = await launch({ dataFolder })
    const without = await timeStart(first)
    await first.stop({ keepData: true })
    const rounds: Start[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const run = await launch({ dataFolder })
      rounds.push(await timeStart(run))
      if (round === ROUNDS) {
        await run.page.waitForTimeout(10_000)
        const held = await weigh(run)
        const each = (part: keyof Memory) => `${((held[part] - nothing[part]) / total / 1000).toFixed(2)} kB`
        weights.push([String(total), each('window'), each('windowHeap'), each('main'), each('mainHeap')])
      }
      await run.stop({ keepData: true })
    }
    const median = (part: keyof Start) => show(summarise(rounds.map((round) => round[part])).median)
    starts.push([String(total), median('picture'), show(without.picture), median('open'), median('client')])
  }
  console.log('ms from the window\'s first paint')
  printTable(['pods stored', 'first picture', 'with none kept', 'cluster open', 'a client answered'], starts)
  printTable(['pods', 'window, a pod', 'its heap', 'main process, a pod', 'its heap'], weights)
}, 900_000)
