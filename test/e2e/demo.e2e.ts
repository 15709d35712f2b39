import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { launch } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { typeSelector, windowParts } from '../support/window.ts'

/** What is said of the number of pods, from now until there are some, frame by frame. */
const saidOfPods = (page: Page) => page.evaluate(() => new Promise<readonly string[]>((done) => {
  const said = new Set<string>()
  const look = () => {
    said.add(document.querySelector('.selector-result')?.textContent ?? '')
    said.add(document.querySelector('.status-facts')?.textContent ?? '')
    if ([...said].some((text) => /[1-9]/.test(text))) done([...said])
    else requestAnimationFrame(look)
  }
  look()
}))

/** Every file of the person's own cluster with what is in it. */
async function readStore(data: string): Promise<readonly (readonly [string, string])[]> {
  const folder = join(data, 'store')
  return Promise.all((await readdir(folder)).toSorted().map(async (name) => [name, (await readFile(join(folder, name))).toString('base64')] as const))
}

test('a demo shows a made-up cluster beside the person\'s own, which stays as it was', async () => {
  const own = await launch()
  await see(windowParts(own.page).item('namespace default')).toBeVisible()
  await own.stop({ keepData: true })
  const before = await readStore(own.dataFolder)

  const run = await launch({ dataFolder: own.dataFolder, args: ['--demo=10000'] })
  const { page } = run
  for (const text of await saidOfPods(page)) expect(text).not.toMatch(/^0 /)
  await see(page.getByText('Demo: 10,000 pods, not saved')).toBeVisible()
  // It lives: at the turn of a minute a job may have a pod more or less.
  await see(page.getByText(/^(10,00\d|9,99\d) pods, 112 nodes, /)).toBeVisible()
  await see(windowParts(page).item('namespace ads-dev')).toBeVisible()
  // So many that namespaces are all that has room.
  await see(windowParts(page).item('namespace ads-dev')).toHaveAttribute('aria-expanded', 'false')
  await typeSelector(page, 'env in (prod),tier=edge,!canary')
  await see(page.getByText(/^1,\d{3} of (10,00\d|9,99\d) pods match$/)).toBeVisible()
  expect(run.problems).toEqual([])
  await run.stop({ keepData: true })

  expect(await readStore(own.dataFolder)).toEqual(before)
  const back = await launch({ dataFolder: own.dataFolder })
  await see(windowParts(back.page).item('namespace default')).toBeVisible()
  await see(back.page.getByText('No pods yet')).toBeVisible()
  // The ring of the keyboard comes with the keyboard, in a fresh window too.
  const { graph } = windowParts(back.page)
  const box = (await graph.boundingBox())!
  await back.page.mouse.click(box.x + 20, box.y + box.height - 20)
  await see(graph.getByRole('application')).toBeFocused()
  await see(graph.getByRole('application')).toHaveCSS('outline-style', 'none')
  await back.page.keyboard.press('ArrowRight')
  await see(graph.getByRole('application')).toHaveCSS('outline-style', 'solid')
  await back.stop()
})
