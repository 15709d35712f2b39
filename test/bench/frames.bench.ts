import { cpus } from 'node:os'
import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { launchDemo } from '../support/demo.ts'
import { timeFrames, type Gesture, type Way } from '../support/frames.ts'
import type { Run } from '../support/launch.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'
import { windowParts } from '../support/window.ts'

const WAYS: readonly Way[] = ['script', 'mouse']

/** Pixels a cell at which pods are cards. */
const CLOSE = 120

/** The upper left third of the graph: over pods, with room for a pan. */
async function handOn(page: Page) {
  const box = (await windowParts(page).graph.boundingBox())!
  return { x: Math.round(box.x + box.width / 3), y: Math.round(box.y + box.height / 3) }
}

async function fit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /fit/i }).first().click()
  await page.waitForTimeout(600)
}

async function goClose(page: Page): Promise<void> {
  const at = await handOn(page)
  await page.mouse.move(at.x, at.y)
  for (let turn = 0; turn < 60 && Number(await windowParts(page).graph.getAttribute('data-cell')) < CLOSE; turn++) {
    await page.mouse.wheel(0, -120)
    await page.waitForTimeout(30)
  }
  await page.waitForTimeout(600)
}

/** Milliseconds of all cores that the window and its painting take for each frame of a far pan. */
async function cpuOfPan(run: Run): Promise<number> {
  const usage = () => run.app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab' || type === 'GPU').reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0))
  // Says what was used since it was last asked, as a share of all cores.
  await usage()
  const frames = await timeFrames(run.page, { gesture: 'pan', at: await handOn(run.page), radius: 150 }, 'script')
  const used = await usage()
  return ((used / 100) * cpus().length * frames.reduce((sum, frame) => sum + frame, 0)) / frames.length
}

test('frames of zooming and panning, and what a frame costs', async () => {
  const rows: string[][] = []
  const costs: number[] = []
  for (const total of [1_000, 10_000, 100_000]) {
    const run = await launchDemo(total)
    const { page } = run
    const add = async (what: string, gesture: Gesture) => {
      for (const way of WAYS) {
        const { median, p95, worst } = summarise(await timeFrames(page, gesture, way))
        rows.push([String(total), `${what}, by ${way}`, show(median), show(p95), show(worst)])
      }
    }
    try {
      const at = await handOn(page)
      await fit(page)
      costs.push(Math.min(await cpuOfPan(run), await cpuOfPan(run)))
      if (total === 1_000) continue
      await add('zoom in and out', { gesture: 'zoom', at })
      await fit(page)
      await add('far pan', { gesture: 'pan', at, radius: 150 })
      await goClose(page)
      await add('close pan', { gesture: 'pan', at, radius: 300 })
    } finally {
      await run.stop()
    }
  }
  console.log(machine())
  printTable(['pods', 'three seconds of', 'frame, median ms', 'p95 ms', 'worst ms'], rows)
  const [few = Number.NaN, many = Number.NaN, most = Number.NaN] = costs
  printTable(['CPU a frame of a far pan', '1,000 pods, ms', '10,000 pods, ms', '100,000 pods, ms', '100,000 to 1,000'], [['window and painting', show(few), show(many), show(most), `${show(most / few)} x`]])
}, 600_000)
