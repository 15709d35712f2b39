import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countDrawn } from '../support/drawn-pods.ts'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, type Run } from '../support/launch.ts'
import { typeSelector, windowParts } from '../support/window.ts'

const PODS = 240

let run: Run
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-graph-'))
  const pods = Array.from({ length: PODS }, (_, which) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-${which}\n  labels: { third: '${which % 3}' }\nspec:\n  containers:\n    - { name: main, image: nginx }\n`)
  await writeFile(join(folder, 'pods.yaml'), pods.join('---\n'))
  run = await launch()
  await see(windowParts(run.page).item('namespace default')).toBeVisible()
  await dropFiles(run.page, [folder], await graphMargin(run.page))
  await see(windowParts(run.page).graph).toHaveAttribute('data-pods', String(PODS))
  await run.page.keyboard.press('Escape')
})
afterAll(async () => {
  await run.stop()
  await rm(folder, { recursive: true, force: true })
})

const cellWidth = async () => Number(await windowParts(run.page).graph.getAttribute('data-cell'))
const picture = () => run.page.evaluate(() => document.querySelector<HTMLCanvasElement>('.graph-canvas')!.toDataURL())

/** Waits until the picture is the same in two frames on end. */
async function still(): Promise<string> {
  let before = ''
  await see.poll(async () => {
    const now = await picture()
    const same = now === before
    before = now
    return same
  }).toBe(true)
  return before
}

test('every pod is in the pixels, far out', async () => {
  await run.page.keyboard.press('ControlOrMeta+2')
  for (let step = 0; step < 8 && (await cellWidth()) > 20; step++) {
    await run.page.keyboard.press('-')
    await still()
  }
  // Without the ring around what the keyboard is on.
  await windowParts(run.page).selector.focus()
  await still()
  const width = await cellWidth()
  expect(width).toBeGreaterThan(8)
  expect(width).toBeLessThan(24)
  const counts = await countDrawn(run.page, width)
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(PODS)
})

test('after isolating, every pod is where it was, and so is the view', async () => {
  const { page } = run
  const before = await still()
  await typeSelector(page, 'third=1')
  await page.keyboard.press('Escape')
  await see(windowParts(page).graph).toHaveAttribute('data-matched', String(PODS / 3))
  await page.getByText('Isolate', { exact: true }).click()
  await see(windowParts(page).graph).toHaveAttribute('data-pods', String(PODS / 3))
  await page.getByText('Dim', { exact: true }).click()
  await typeSelector(page, '')
  await see(windowParts(page).graph).toHaveAttribute('data-pods', String(PODS))
  expect((await still()) === before, 'the picture is the one before').toBe(true)
})

test('the keyboard goes from pod to pod, selects, opens and comes back', async () => {
  const { page } = run
  const { graph, item } = windowParts(page)
  const spoken = graph.locator('[aria-live]')
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('Home')
  await still()
  const far = await cellWidth()
  await page.keyboard.press('ArrowRight')
  await see(spoken).toContainText('in namespace default')
  const name = /Pod (\S+)/.exec((await spoken.textContent()) ?? '')?.[1] ?? ''
  await page.keyboard.press('Enter')
  await see(item(`pod ${name}`)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await see.poll(cellWidth).toBeGreaterThan(300)
  await page.keyboard.press('Home')
  await see.poll(cellWidth).toBeCloseTo(far, 0)
  await page.keyboard.press('Escape')
  await see(item(`pod ${name}`)).toHaveAttribute('aria-selected', 'false')
})

test('no console problem on the way', () => {
  // The check itself reads the canvas back again and again.
  expect(run.problems.filter((problem) => !problem.includes('willReadFrequently'))).toEqual([])
})

test('while only what matches is shown, the graph says that nothing does', async () => {
  const { graph, unmatched } = windowParts(run.page)
  await typeSelector(run.page, 'third=none')
  await run.page.keyboard.press('Escape')
  await unmatched.getByText('Isolate').click()
  await see(graph.getByText('No pod matches.')).toBeVisible()
  await unmatched.getByText('Dim').click()
  await see(graph.getByText('No pod matches.')).toBeHidden()
  await typeSelector(run.page, '')
})

test('Escape gives up what is being drawn, and leaves the selection as it was', async () => {
  const { page } = run
  const { graph, inspector } = windowParts(page)
  const box = (await graph.boundingBox())!
  const goTo = (part: number) => page.mouse.move(box.x + box.width * part, box.y + box.height * part, { steps: 4 })
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('Escape')
  await see(inspector).toContainText('Nothing is selected')
  const draw = async (ends: () => Promise<unknown>) => {
    await goTo(0.1)
    await page.keyboard.down('Shift')
    await page.mouse.down()
    await goTo(0.9)
    await see(graph.locator('[data-dragging="drawing"]')).toHaveCount(1)
    await ends()
    await page.mouse.up()
    await page.keyboard.up('Shift')
  }
  await draw(async () => {
    await page.keyboard.press('Escape')
    await see(graph.locator('[data-dragging]')).toHaveCount(0)
  })
  await see(inspector).toContainText('Nothing is selected')
  await draw(async () => {})
  await see(inspector).toContainText(/\d+ selected/)
  await page.keyboard.press('Escape')
})
