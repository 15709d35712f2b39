import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import { _electron } from 'playwright-core'
import { test } from 'vitest'
import { HELD, launch } from '../support/launch.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'
import { windowParts } from '../support/window.ts'

const ROUNDS = 7

const EMPTY_WINDOW = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<input autofocus>'))`

/** From the start of the process to an empty window that takes input. */
async function startEmpty(file: string): Promise<number> {
  const start = performance.now()
  const app = await _electron.launch({
    executablePath: process.env['ELECTRON_EXEC_PATH']!, args: [...HELD, file, `--user-data-dir=${file}.data`], chromiumSandbox: process.getuid?.() !== 0,
  })
  const page = await app.firstWindow()
  await page.locator('input').waitFor()
  const spent = performance.now() - start
  await app.close()
  return spent
}

/** From the start of the process to our window taking a selector, its cluster known. */
async function startPodscape(dataFolder: string): Promise<number> {
  const start = performance.now()
  const run = await launch({ dataFolder })
  await see(windowParts(run.page).result).toContainText('pods')
  await see(windowParts(run.page).item('namespace default')).toBeVisible()
  const spent = performance.now() - start
  await run.stop({ keepData: true })
  return spent
}

test('start to interactive against an empty window', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
  try {
    const file = join(folder, 'empty.cjs')
    await writeFile(file, EMPTY_WINDOW)
    const empty: number[] = []
    const ours: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      empty.push(await startEmpty(file))
      ours.push(await startPodscape(join(folder, 'data')))
    }
    const [a, b] = [summarise(ours).median, summarise(empty).median]
    console.log(machine())
    printTable(['start to interactive', 'Podscape, ms', 'empty Electron window, ms', 'ratio'], [['median', show(a), show(b), `${show(a / b)} x`]])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)
