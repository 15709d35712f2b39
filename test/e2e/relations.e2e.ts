import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { typeSelector, windowParts } from '../support/window.ts'

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, env: prod } }
    spec: { containers: [ { name: main, image: nginx } ] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [ { port: 80 } ] }
---
apiVersion: v1
kind: Service
metadata: { name: staging }
spec: { selector: { app: web, env: staging }, ports: [ { port: 80 } ] }
---
apiVersion: v1
kind: Pod
metadata: { name: lone, labels: { tier: back } }
spec: { containers: [ { name: main, image: nginx } ] }
`

let run: Run
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-relations-'))
  await writeFile(join(folder, 'all.yaml'), MANIFEST)
  run = await launch()
  await see(windowParts(run.page).item('namespace default')).toBeVisible()
  await dropFiles(run.page, [folder], await graphMargin(run.page))
  await see(windowParts(run.page).graph).toHaveAttribute('data-pods', '4')
  await run.page.keyboard.press('Escape')
})
afterAll(async () => {
  await run.stop()
  await rm(folder, { recursive: true, force: true })
})

const offer = () => run.page.getByRole('status', { name: 'Selector of the lasso' })
const relations = () => run.page.getByRole('status', { name: 'Relations' })

test('the inspector names what selects a pod, and what would with another label; each leads there', async () => {
  const { page } = run
  const { item, inspector } = windowParts(page)
  await page.getByRole('treeitem', { name: /^pod web-/ }).first().click()
  const taking = inspector.getByRole('list', { name: 'Selected by' })
  await see(taking.getByRole('listitem')).toHaveText(['deployment/web', /^replicaset\/web-/, 'service/web'])
  await see(inspector.getByRole('list', { name: 'One label away' })).toContainText('service/stagingwith env=staging')
  await taking.getByRole('button', { name: 'service/web' }).click()
  await see(inspector.getByRole('heading', { name: 'service/web' })).toBeVisible()
  await item('pod lone').click()
  await see(inspector).toContainText('No object selects this pod.')
})

test('relations are shown by a key, of what is selected and of what matches', async () => {
  const { page } = run
  await page.getByRole('treeitem', { name: /^pod web-/ }).first().click()
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('r')
  await see(relations()).toHaveText('3 related objects, 1 pod')
  await page.keyboard.press('r')
  await see(relations()).toHaveText('Relations of what matches: type a selector')
  await typeSelector(page, 'app')
  await see(relations()).toHaveText('3 related objects, 3 pods')
  await typeSelector(page, '')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('r')
  await see(relations()).toHaveText('')
})

test('arrow keys lead from the last pods to the related objects, and Enter to one of them', async () => {
  const { page } = run
  const { graph, inspector } = windowParts(page)
  await page.getByRole('treeitem', { name: /^pod web-/ }).first().click()
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('r')
  await see(relations()).toHaveText('3 related objects, 1 pod')
  const spoken = graph.locator('[aria-live]').first()
  await see(async () => {
    await page.keyboard.press('ArrowDown')
    await see(spoken).toContainText('Related object', { timeout: 300 })
  }).toPass()
  const name = /Related object (\S+)/.exec((await spoken.textContent()) ?? '')?.[1] ?? ''
  await page.keyboard.press('Enter')
  await see(inspector.getByRole('heading', { name, exact: true })).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await see(spoken).toContainText('in namespace default')
  await page.keyboard.press('r')
  await page.keyboard.press('r')
  await see(relations()).toHaveText('')
})

test('a lasso around everything is told the selector of all; its keyboard form works as well', async () => {
  const { page } = run
  const { graph, selector } = windowParts(page)
  const layer = await graph.getByRole('application').boundingBox()
  if (layer === null) throw new Error('The graph has no place.')
  await graph.getByRole('button', { name: 'Lasso' }).click()
  const corner = async (x: number, y: number) => page.mouse.move(layer.x + layer.width * x, layer.y + layer.height * y, { steps: 4 })
  await corner(0.01, 0.01)
  await page.mouse.down()
  await corner(0.99, 0.01)
  await corner(0.99, 0.9)
  await corner(0.01, 0.9)
  await page.mouse.up()
  await see(offer()).toContainText('These 4 pods:')
  await see(windowParts(page).inspector).toContainText('4 selected')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  // Whichever pod is the keyboard's: the lone one has a selector of its own, the others are like one another.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('l')
  await see(graph.locator('[aria-live]').first()).toContainText('in the lasso')
  await page.keyboard.press('Enter')
  await page.getByRole('treeitem', { name: /^pod lone/ }).click()
  // Brings the graph's own place there.
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('l')
  await page.keyboard.press('Enter')
  await see(offer()).toContainText('This pod: tier')
  await offer().getByRole('button', { name: 'Use as selector' }).click()
  await see(selector).toHaveValue('tier')
  await see(graph).toHaveAttribute('data-matched', '1')
})

test('pods alike are told from one another by no selector', async () => {
  const { page } = run
  await typeSelector(page, '')
  await page.keyboard.press('Escape')
  await page.getByRole('treeitem', { name: /^pod web-/ }).first().click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('l')
  await page.keyboard.press('Enter')
  await see(offer()).toContainText(/No selector takes exactly this pod: web-\S+ is not among them and has the same labels as web-/)
})

test('no console problem on the way', () => {
  expect(run.problems).toEqual([])
})
