import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { longestTask } from '../support/window-tasks.ts'
import { typeSelector, windowParts } from '../support/window.ts'

const FIXTURES = join(ROOT, 'test/fixtures')

let run: Run
let folder: string
beforeEach(async () => {
  run = await launch()
  folder = await mkdtemp(join(tmpdir(), 'podscape-import-'))
  await see(windowParts(run.page).item('namespace default')).toBeVisible()
})
afterEach(async () => {
  expect(run.problems).toEqual([])
  await run.stop()
  await rm(folder, { recursive: true, force: true })
})

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const podNamed = (name: string, namespace?: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  containers:
  - name: main
    image: nginx
`

test('the TAB sample of the notes is refused at its line, said to be a TAB, and mended by one key', async () => {
  const { page } = run
  const { sheet, documents, item, result } = windowParts(page)
  await dropFiles(page, [join(FIXTURES, 'bad/tabs.yaml')], await graphMargin(page))
  const line = (await readFile(join(FIXTURES, 'bad/tabs.yaml'), 'utf8')).split('\n').findIndex((text) => text.includes('\t')) + 1
  await see(sheet).toContainText('Nothing was applied')
  await see(documents).toContainText('found character that cannot start any token')
  await see(documents).toContainText('TAB')
  await see(documents).toContainText(new RegExp(`tabs\\.yaml:${line}:`))
  await see(result).toHaveText('0 pods')
  await page.keyboard.press('Control+.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await see(item('pod kubia')).toBeVisible()
  await see(sheet).toContainText('1 created')
})

test('all or nothing: a broken document keeps the good ones out until the person lets them in', async () => {
  const { page } = run
  const { sheet, item, result } = windowParts(page)
  const file = await write('three.yaml', `${podNamed('one')}---\n${podNamed('Two_bad')}---\n${podNamed('three')}`)
  await dropFiles(page, [file], await graphMargin(page))
  await see(sheet).toContainText('Nothing was applied: 1 of 3 documents is refused.')
  await see(sheet).toContainText('metadata.name: Invalid value: "Two_bad": a lowercase RFC 1123 subdomain must consist of')
  await see(sheet).toContainText('three.yaml:13')
  await see(result).toHaveText('0 pods')
  await sheet.getByRole('button', { name: 'Apply the 2 others' }).click()
  await see(item('pod one')).toBeVisible()
  await see(item('pod three')).toBeVisible()
  await see(result).toHaveText('2 pods')
})

test('a drop on a namespace is -n: pods go there, and a manifest that names another gets kubectl\'s words', async () => {
  const { page } = run
  const { sheet, item } = windowParts(page)
  await dropFiles(page, [await write('namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: custom-namespace\n')], await graphMargin(page))
  const target = item('namespace custom-namespace')
  await see(target).toBeVisible()
  await page.keyboard.press('Escape')
  const onto = async (path: string) => {
    const box = (await target.boundingBox())!
    await dropFiles(page, [path], { x: box.x + box.width / 2, y: box.y + 13 })
  }
  await onto(await write('kubia-manual.yaml', podNamed('kubia-manual')))
  await see(item('pod kubia-manual')).toBeVisible()
  await see(page.getByRole('treeitem', { name: 'pod kubia-manual', exact: true })).toHaveAttribute('data-namespace', 'custom-namespace')
  await onto(await write('elsewhere.yaml', podNamed('elsewhere', 'default')))
  await see(sheet).toContainText('the namespace from the provided object "default" does not match the namespace "custom-namespace". You must pass \'--namespace=default\' to perform this operation.')
  await see(item('pod elsewhere')).toBeHidden()
})

test('a folder of manifests of all kinds is applied whole, and a second time changes nothing', async () => {
  const { page } = run
  const { sheet, result } = windowParts(page)
  await dropFiles(page, [join(FIXTURES, 'manifests')], await graphMargin(page))
  await see(sheet).toContainText(/\d+ created/, { timeout: 30_000 })
  await see(sheet).not.toContainText('refused')
  await see(result).toHaveText(/^[1-9]\d* pods$/)
  await page.keyboard.press('Escape')
  await dropFiles(page, [join(FIXTURES, 'manifests')], await graphMargin(page))
  await see(sheet).toContainText(/\d+ unchanged/, { timeout: 30_000 })
  await see(sheet).not.toContainText(/\d+ (created|configured)/)
})

test('what is no manifest says what it is', async () => {
  const { page } = run
  const { sheet, result } = windowParts(page)
  const files = [join(FIXTURES, 'bad/picture.png'), join(FIXTURES, 'bad/latin1.yaml'), join(FIXTURES, 'bad/empty.yaml'), join(FIXTURES, 'bad/no-manifests'), await write('kind.yaml', 'apiVersion: v2\nkind: Podd\nmetadata:\n  name: x\n')]
  await dropFiles(page, files, await graphMargin(page))
  for (const text of ['PNG', 'UTF-8', 'empty', 'there is no manifest in this folder', 'no matches for kind "Podd" in version "v2"']) await see(sheet).toContainText(text)
  await see(result).toHaveText('0 pods')
})

test('what went well passes by itself, what was refused waits', async () => {
  const { page } = run
  const { sheet, item } = windowParts(page)
  await dropFiles(page, [await write('one.yaml', podNamed('one'))], await graphMargin(page))
  await see(sheet).toContainText('1 created')
  await see(item('pod one')).toBeVisible()
  await page.clock.install()
  await dropFiles(page, [await write('two.yaml', podNamed('two'))], await graphMargin(page))
  await see(sheet).toContainText('two')
  await page.clock.fastForward(15_000)
  await see(sheet).toBeHidden()
  await dropFiles(page, [await write('bad.yaml', podNamed('Bad_three'))], await graphMargin(page))
  await see(sheet).toContainText('refused')
  await page.clock.fastForward(60_000)
  await see(sheet).toContainText('refused')
})

test('a sample applied by keyboard leads on to the graph', async () => {
  const { page } = run
  await page.getByRole('button', { name: 'Apply kubia run=kubia' }).focus()
  await page.keyboard.press('Enter')
  await see(windowParts(page).item('pod kubia')).toBeVisible()
  await see(page.getByRole('application', { name: 'Namespaces and their pods' })).toBeFocused()
})

test('a file of ten thousand documents can be given up, and the window is live while it is read and applied', async () => {
  const { page } = run
  const { result, selector, item, sheet } = windowParts(page)
  const file = await write('many.yaml', Array.from({ length: 10_000 }, (_, number) => podNamed(`pod-${number}`)).join('---\n'))
  const progress = page.getByRole('progressbar').first()
  await dropFiles(page, [file], await graphMargin(page))
  await see(progress).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).first().click()
  await see(page.getByText('the import was cancelled; nothing was applied')).toBeVisible()
  await see(result).toHaveText('0 pods')
  await sheet.getByRole('button', { name: 'Close' }).click()

  const longest = await longestTask(page, async () => {
    await dropFiles(page, [file], await graphMargin(page))
    await see(progress).toBeVisible()
    // What is asked meanwhile is answered of what is there.
    await typeSelector(page, 'app=none')
    await see(result).toContainText('0 of')
    await see(progress).toHaveCount(0, { timeout: 120_000 })
    await see(result).toHaveText('0 of 10,000 pods match')
  })
  await selector.fill('')
  await see(item('namespace default')).toBeVisible()
  await see(result).toHaveText('10,000 pods')
  // On a machine that does nothing else it is a third of this.
  expect(longest).toBeLessThan(200)
})
