import { join } from 'node:path'
import { see } from '../support/see.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { matchingPods, typeSelector, windowParts } from '../support/window.ts'

const NOTES = join(ROOT, 'test/fixtures/notes')

let run: Run
beforeAll(async () => {
  run = await launch()
  await dropFiles(run.page, [NOTES], await graphMargin(run.page))
  for (const name of ['kubia', 'kubia-manual', 'kubia-manual-v2']) await see(windowParts(run.page).item(`pod ${name}`)).toBeVisible()
})
afterAll(() => run.stop())

// Every selector of the study notes with the pods that the notes show for it.
test.each([
  ['creation_method=manual', ['kubia-manual', 'kubia-manual-v2']],
  ['env', ['kubia-manual-v2']],
  ['!env', ['kubia', 'kubia-manual']],
  ['creation_method!=manual', ['kubia']],
  ['env in (debug)', ['kubia-manual-v2']],
  ['env notin (debug)', ['kubia', 'kubia-manual']],
])('typing %s lights up %j', async (selector, pods) => {
  const { result, error, graph } = windowParts(run.page)
  await typeSelector(run.page, selector)
  await see(result).toHaveText(`${pods.length} of 3 pods match`)
  await see(error).toBeHidden()
  await see.poll(() => matchingPods(run.page)).toEqual(pods)
  await see(graph).toHaveAttribute('data-matched', String(pods.length))
})

test('while the text cannot be read, the last answer stays and Kubernetes says why', async () => {
  const { result, error, selector } = windowParts(run.page)
  await typeSelector(run.page, 'env in (debug')
  await see(error).toContainText("found '', expected: ',' or ')'")
  await see(selector).toHaveAttribute('aria-invalid', 'true')
  await see(result).toHaveText(/3 pods/)
  await run.page.keyboard.press('Tab')
  await see(selector).toHaveValue('env in (debug)')
  await see(error).toBeHidden()
  await see(result).toHaveText('1 of 3 pods match')
})

test('what a container writes is read beside it, with the command that does the same', async () => {
  const { item, inspector } = windowParts(run.page)
  await item('pod kubia-manual').click()
  await inspector.getByRole('tab', { name: 'Logs' }).click()
  await see(inspector.getByRole('log', { name: 'Log of container kubia' })).toHaveText('Kubia server starting...')
  await see(inspector).toContainText('kubectl logs kubia-manual')
})

test('no console problem on the way', () => {
  expect(run.problems).toEqual([])
})
