import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { writeManifest } from '../support/made-up-pods.ts'
import { typeSelector, windowParts } from '../support/window.ts'

let run: Run
beforeEach(async () => {
  run = await launch()
  await dropFiles(run.page, [join(ROOT, 'test/fixtures/notes')], await graphMargin(run.page))
  await see(windowParts(run.page).item('pod kubia-manual-v2')).toBeVisible()
  await run.page.keyboard.press('Escape')
})
afterEach(async () => {
  expect(run.problems).toEqual([])
  await run.stop()
})

test('an object is edited as YAML; what is refused is said at its line and kept to be mended', async () => {
  const { page } = run
  const { item, inspector } = windowParts(page)
  await item('pod kubia').click()
  await inspector.getByRole('tab', { name: 'YAML' }).click()
  await inspector.getByRole('button', { name: 'Edit', exact: true }).click()
  const editor = inspector.getByRole('textbox', { name: 'YAML of pod/kubia', exact: true })
  await see(editor).toBeFocused()
  await editor.getByText('run: kubia').click()
  await page.keyboard.press('End')
  await page.keyboard.type('_')
  await page.keyboard.press('ControlOrMeta+Enter')
  await see(inspector.getByRole('alert')).toContainText('metadata.labels: Invalid value: "kubia_"')
  await item('pod kubia-manual').click()
  await see(editor).toBeHidden()
  await item('pod kubia').click()
  await editor.getByText('run: kubia_').click()
  await page.keyboard.press('End')
  await page.keyboard.type('edited')
  await inspector.getByRole('button', { name: 'Apply' }).click()
  await see(page.getByText('Edited pod/kubia')).toBeVisible()
  await see(inspector.getByRole('button', { name: 'Edit', exact: true })).toBeFocused()
  await inspector.getByRole('tab', { name: 'Labels' }).click()
  await see(inspector).toContainText('run=kubia_edited')
  await item('pod kubia').focus()
  await page.keyboard.press('ControlOrMeta+Z')
  await see(inspector).not.toContainText('run=kubia_edited')
})

test('labels are added, changed only with Overwrite, and removed, and undo brings them back', async () => {
  const { page } = run
  const { item, inspector, result } = windowParts(page)
  await typeSelector(page, 'env=debug')
  await see(result).toHaveText('1 of 3 pods match')
  await item('pod kubia-manual').click()

  await inspector.getByRole('button', { name: 'Add label' }).click()
  await inspector.getByLabel('Key').fill('env')
  await inspector.getByLabel('Value').fill('debug')
  await see(inspector).toContainText('Will match the selector.')
  await page.keyboard.press('Enter')
  await see(result).toHaveText('2 of 3 pods match')

  await inspector.getByRole('button', { name: 'Change label env=debug' }).click()
  await inspector.getByLabel('Value').fill('prod')
  await page.keyboard.press('Enter')
  await see(inspector).toContainText("'env' already has a value (debug), and --overwrite is false")
  await see(result).toHaveText('2 of 3 pods match')
  await inspector.getByRole('button', { name: 'Overwrite' }).click()
  await see(result).toHaveText('1 of 3 pods match')

  await inspector.getByRole('button', { name: 'Remove label env' }).click()
  await typeSelector(page, 'env')
  await see(result).toHaveText('1 of 3 pods match')
  await windowParts(page).outline.click({ position: { x: 100, y: 5 } })
  await page.keyboard.press('ControlOrMeta+Z')
  await see(result).toHaveText('2 of 3 pods match')
})

test('a value that is no label value is refused in Kubernetes\' words', async () => {
  const { page } = run
  const { item, inspector } = windowParts(page)
  await item('pod kubia').click()
  await inspector.getByRole('button', { name: 'Add label' }).click()
  await inspector.getByLabel('Key').fill('app')
  await inspector.getByLabel('Value').fill('a b')
  await see(inspector).toContainText("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'")
})

test('why a pod does not match, term by term, and the change that mends it', async () => {
  const { page } = run
  const { item, inspector, result } = windowParts(page)
  await typeSelector(page, 'creation_method=manual,env in (debug)')
  await see(result).toHaveText('1 of 3 pods match')
  await item('pod kubia-manual').click()
  await see(inspector).toContainText('No match: 1 of 2 requirements fails.')
  await see(inspector).toContainText('no label env')
  await inspector.getByRole('button', { name: 'Set env=debug' }).click()
  await see(inspector).toContainText('Match: every requirement holds.')
  await see(result).toHaveText('2 of 3 pods match')
})

test('deleting is graceful, asks above ten objects, and is undone', async () => {
  const { page } = run
  const { item, result } = windowParts(page)
  await item('pod kubia').click()
  await page.keyboard.press('Delete')
  await see(result).toHaveText('2 pods', { timeout: 45_000 })
  await page.keyboard.press('ControlOrMeta+Z')
  await see(item('pod kubia')).toBeVisible()
  await see(result).toHaveText('3 pods')

  const folder = await mkdtemp(join(tmpdir(), 'podscape-pods-'))
  await writeFile(join(folder, 'pods.yaml'), Array.from({ length: 12 }, (_, i) => writeManifest({ name: `pod-${i}`, namespace: 'default', labels: {} })).join('---\n'))
  await dropFiles(page, [folder], await graphMargin(page))
  await see(result).toHaveText('15 pods')
  await page.keyboard.press('Escape')
  await typeSelector(page, '!canary')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: /Delete/ }).click()
  const question = page.getByRole('alertdialog')
  await see(question).toContainText('Delete 15 pods?')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await see(question).toBeHidden()
  await see(result).toHaveText('15 of 15 pods match')
  await rm(folder, { recursive: true, force: true })
})

test('a namespace goes with its content, default stays, and undo brings both back', async () => {
  const { page } = run
  const { item, result } = windowParts(page)
  await item('namespace default').click()
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await see(page.getByText('namespaces "default" is forbidden: this namespace may not be deleted')).toBeVisible()
  await see(result).toHaveText('3 pods')
})
