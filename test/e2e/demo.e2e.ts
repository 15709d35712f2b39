import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { typeSelector, windowParts } from '../support/window.ts'

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
  await back.stop()
})
