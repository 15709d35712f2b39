import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openClient, type Ask } from '../support/api-churn.ts'
import { launch, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { storeCluster } from '../support/stored-cluster.ts'
import { typeSelector, windowParts } from '../support/window.ts'

/** So many that opening the store takes a while. */
const PODS = 20_000
const SELECTOR = 'env in (prod),!canary'

let dataFolder: string
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'podscape-kept-'))
  await storeCluster(dataFolder, PODS)
})
afterAll(() => rm(dataFolder, { recursive: true, force: true }))

const opening = (page: Page) => page.locator('.status-opening')
const shownPods = async (page: Page) => Number(await windowParts(page).graph.getAttribute('data-pods'))

/** Waits until pods are shown and says how many. */
async function firstPicture(page: Page): Promise<number> {
  await see.poll(() => shownPods(page)).toBeGreaterThan(0)
  return shownPods(page)
}

async function whenOpen(page: Page): Promise<void> {
  await see(opening(page)).toHaveCount(0, { timeout: 60_000 })
}

async function openApi(): Promise<{ readonly ask: Ask; readonly close: () => void }> {
  let found: Awaited<ReturnType<typeof openClient>> | undefined
  await see.poll(async () => {
    found = await openClient(dataFolder)
    return found.ask('GET', '/version').then(() => true, () => false)
  }, { timeout: 60_000 }).toBe(true)
  return found!
}

interface PodItem { readonly metadata: { readonly namespace: string; readonly name: string; readonly uid: string; readonly labels?: Readonly<Record<string, string>> } }

async function listPods(ask: Ask, query = ''): Promise<readonly PodItem[]> {
  return (await ask('GET', `/api/v1/pods?${query}`) as { readonly items: readonly PodItem[] }).items
}

const inspected = (page: Page) => windowParts(page).inspector.getByRole('heading').first()

/** Presses keys on the graph in the very moment in which its first picture is there: the store may be open before a hand from outside is. */
function pressAtOnce(page: Page, keys: readonly string[]): Promise<void> {
  return page.evaluate((all) => new Promise<void>((done) => {
    const look = () => {
      const graph = document.querySelector<HTMLElement>('.graph')
      if (Number(graph?.dataset['pods'] ?? 0) === 0) return void requestAnimationFrame(look)
      const layer = graph!.querySelector<HTMLElement>('[role="application"]')!
      layer.focus()
      for (const key of all) layer.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      done()
    }
    look()
  }), keys)
}

/** From now on, notes every text that a place has, but none. Returns what asks for them. */
async function watchTexts(page: Page, place: string): Promise<() => Promise<readonly string[]>> {
  await page.evaluate((selector) => {
    const texts: string[] = []
    Reflect.set(globalThis, 'seenTexts', texts)
    new MutationObserver(() => {
      const text = document.querySelector(selector)?.textContent ?? ''
      if (text !== '' && text !== texts.at(-1)) texts.push(text)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  }, place)
  return () => page.evaluate(() => Reflect.get(globalThis, 'seenTexts') as string[])
}

/** Whether the window shows and matches as many pods as the API lists. */
async function compareWithApi(page: Page): Promise<void> {
  const { ask, close } = await openApi()
  await typeSelector(page, SELECTOR)
  const counts = async () => {
    const [all, matching] = [await listPods(ask), await listPods(ask, `labelSelector=${encodeURIComponent(SELECTOR)}`)]
    const { graph } = windowParts(page)
    return { pods: await shownPods(page) - all.length, matched: Number(await graph.getAttribute('data-matched')) - matching.length }
  }
  await see.poll(counts, { timeout: 60_000 }).toEqual({ pods: 0, matched: 0 })
  close()
}

/** Starts the program; should the test fail, it ends so that the next one can start. */
async function start(...args: readonly string[]): Promise<Run> {
  const run = await launch({ dataFolder, args })
  const process = run.app.process()
  onTestFinished(() => void (process.exitCode === null && process.signalCode === null && process.kill('SIGKILL')))
  return run
}

async function kill({ app }: Run): Promise<void> {
  const ended = new Promise((done) => app.process().once('exit', done))
  process.kill(app.process().pid!, 'SIGKILL')
  await ended
}

test('a picture is kept at the end, is the first that the next window shows, and commands given to it wait for the cluster', async () => {
  const first = await start()
  await firstPicture(first.page)
  await whenOpen(first.page)
  const before = await shownPods(first.page)
  await first.stop({ keepData: true })
  expect((await stat(join(dataFolder, 'store/picture'))).size).toBeGreaterThan(1_000_000)

  const { page, problems, stop } = await start()
  const notices = await watchTexts(page, '.notices')
  await pressAtOnce(page, ['ArrowRight', 'ArrowRight', 'Enter', 'Delete'])
  expect(await shownPods(page)).toBe(before)
  await whenOpen(page)
  await see(page.locator('.notice[data-tone="done"]')).toContainText('Deleted pod/')
  expect(await notices()).toEqual([expect.stringMatching(/^The cluster is still being opened/), expect.stringMatching(/^Deleted pod/)])
  await compareWithApi(page)
  expect(problems).toEqual([])
  await stop({ keepData: true })
}, 240_000)

test('killed before what has changed was kept, it shows the older picture and corrects it, and keeps what is selected', async () => {
  const file = join(dataFolder, 'store/picture')
  const older = await readFile(file)
  const first = await start()
  await firstPicture(first.page)
  const { ask, close } = await openApi()
  const pods = await listPods(ask, 'limit=80')
  const paths = pods.map(({ metadata: { namespace, name } }) => `/api/v1/namespaces/${namespace}/pods/${name}`)
  await Promise.all(paths.slice(10, 40).map((path) => ask('DELETE', `${path}?gracePeriodSeconds=0`)))
  await Promise.all(paths.slice(40).map((path) => ask('PATCH', path, { metadata: { labels: { changed: 'yes' } } })))
  close()
  await kill(first)
  // It may have been kept again just before.
  await writeFile(file, older)

  const { page, problems, stop } = await start('--selector=changed')
  const results = await watchTexts(page, '.selector-result')
  await pressAtOnce(page, ['ArrowRight', 'ArrowRight', 'Enter'])
  const title = await inspected(page).textContent()
  await whenOpen(page)
  await see(windowParts(page).result).toHaveText(/^40 of/)
  expect((await results()).find((text) => !text.endsWith(' of 0 pods match'))).toMatch(/^0 of/)
  expect(await inspected(page).textContent()).toBe(title)
  await compareWithApi(page)
  expect(problems).toEqual([])
  await stop({ keepData: true })
}, 240_000)

test('a picture that is broken is not used, and is made anew', async () => {
  const file = join(dataFolder, 'store/picture')
  const bytes = await readFile(file)
  const middle = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 4, middle)
  await writeFile(file, bytes)
  const first = await start()
  await firstPicture(first.page)
  expect(await opening(first.page).count()).toBe(0)
  await compareWithApi(first.page)
  expect(first.problems).toEqual([])
  await first.stop({ keepData: true })
  expect((await readFile(file)).equals(bytes)).toBe(false)

  const second = await start()
  await see(opening(second.page)).toHaveCount(1)
  await whenOpen(second.page)
  await second.stop({ keepData: true })
}, 240_000)
