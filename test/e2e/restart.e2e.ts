import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import { expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT } from '../support/launch.ts'
import { typeSelector, windowParts } from '../support/window.ts'

test('a restart keeps everything: objects, labels, uids, history of selectors, settings', async () => {
  const first = await launch()
  const { item, result } = windowParts(first.page)
  await dropFiles(first.page, [join(ROOT, 'test/fixtures/notes')], await graphMargin(first.page))
  await see(item('pod kubia-manual-v2')).toBeVisible()
  await typeSelector(first.page, 'env in (debug)')
  await see(result).toHaveText('1 of 3 pods match')
  await first.page.keyboard.press('Enter')
  await first.stop({ keepData: true })

  const second = await launch({ dataFolder: first.dataFolder })
  const parts = windowParts(second.page)
  for (const name of ['kubia', 'kubia-manual', 'kubia-manual-v2']) await see(parts.item(`pod ${name}`)).toBeVisible()
  await typeSelector(second.page, 'env')
  await see(parts.result).toHaveText('1 of 3 pods match')
  await see(second.page.getByRole('treeitem', { name: 'pod kubia', exact: true })).toBeVisible()
  expect(second.problems).toEqual([])
  await second.stop()
})

test('killed in the middle of a drop, it has all of it or nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podscape-drop-'))
  const total = 1_500
  try {
    const pods = Array.from({ length: total }, (_, i) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${i}` }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }))
    await writeFile(join(folder, 'pods.yaml'), pods.join('\n---\n'))
    // Killed at different moments, from right after the drop until it is surely through.
    for (const delay of [0, 60, 200, 500, 1_500]) {
      const run = await launch()
      await see(windowParts(run.page).item('namespace default')).toBeVisible()
      await dropFiles(run.page, [folder], await graphMargin(run.page))
      await new Promise((done) => {
        setTimeout(done, delay)
      })
      const ended = new Promise((done) => run.app.process().once('exit', done))
      process.kill(run.app.process().pid!, 'SIGKILL')
      await ended
      const after = await launch({ dataFolder: run.dataFolder })
      await see(windowParts(after.page).item('namespace default')).toBeVisible({ timeout: 30_000 })
      await see(windowParts(after.page).result).toHaveText(/^(0|1,500) pods$/)
      await after.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 240_000)
