import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectScene, type ExpectedScene } from '../support/expected-scene.ts'
import { launch, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { stillPicture } from '../support/still-picture.ts'
import { typeSelector, windowParts } from '../support/window.ts'

const SELECTOR = 'env in (prod,staging),!canary'
const STATES = ['running', 'pending', 'failed', 'succeeded', 'terminating', 'unknown']

/** Where in a cell its colour is looked for, first in its middle. */
const POINTS = [[0.5, 0.5], [0.3, 0.3], [0.2, 0.3], [0.35, 0.5]] as const

/** How many pods are in view and what is wrong in the picture: those whose cell has no colour of a pod or another than theirs, and other cells that have one. */
interface Verdict { readonly pods: number; readonly missing: number; readonly other: number; readonly stray: number; readonly cell: number }

/** Compares the pixels of every cell in view with what is to be in it. The page keeps the scene, for it is large. */
async function comparePixels(page: Page, asked: boolean): Promise<Verdict> {
  return page.evaluate(async ({ names, points, asked }) => {
    const { boxes, states, matched } = Reflect.get(globalThis, 'scene') as ExpectedScene
    // A canvas that is read itself is no longer painted by the GPU from then on.
    const painted = await createImageBitmap(document.querySelector<HTMLCanvasElement>('.graph-canvas')!)
    const { width, height } = painted
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
    copy.drawImage(painted, 0, 0)
    painted.close()
    const { data } = copy.getImageData(0, 0, width, height)
    const ratio = devicePixelRatio
    const [panX, panY, unit] = document.querySelector<HTMLElement>('.graph')!.dataset['view']!.split(' ').map(Number) as [number, number, number]
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string) => Number.parseInt(style.getPropertyValue(name).trim().slice(1), 16)
    const fills = names.map((name) => colour(`--state-${name}`))
    const dimmed = colour('--unmatched')
    const colours = new Set([dimmed, ...fills])
    const verdict = { pods: 0, missing: 0, other: 0, stray: 0, cell: unit * 12 }
    for (const box of boxes) {
      const [across, down] = [box.width * unit * ratio, box.height * unit * ratio]
      const left = (box.x * unit + panX) * ratio
      const top = (box.y * unit + panY) * ratio
      const title = box.title * unit + panY
      box.podAt.forEach((slot, cell) => {
        const right = left + (cell % box.cols) * across
        const below = top + Math.floor(cell / box.cols) * down
        // Of what is cut off the middle may be elsewhere, and a title whose place is out of view covers the upper edge.
        if (right < 1 || below < (title < 0 ? 40 * ratio : 1) || right + across >= width - 1 || below + down >= height - 1) return
        // Where a field is but a few pixels, one of these may be the gap at its end or the core of a matching one.
        const shown = points.map(([x, y]) => {
          const at = (Math.floor(below + y * down) * width + Math.floor(right + x * across)) * 4
          return (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!
        })
        if (slot < 0) {
          verdict.stray += Number(colours.has(shown[0]!))
          return
        }
        verdict.pods++
        if (!shown.some((one) => colours.has(one))) verdict.missing++
        else if (!shown.includes(asked && matched[slot] === 0 ? dimmed : fills[states[slot]!]!)) verdict.other++
      })
    }
    return verdict
  }, { names: STATES, points: POINTS, asked })
}

/** Turns the wheel over the middle of the graph and waits for the frame. */
async function zoom(page: Page, pixels: number): Promise<void> {
  await page.evaluate(async (deltaY) => {
    const layer = document.querySelector<HTMLElement>('.graph-layer')!
    const { left, top, width, height } = layer.getBoundingClientRect()
    layer.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true }))
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  }, pixels)
}

/** Has the canvas painted as a machine with a GPU has it, by a GPU that is made of software. */
const AS_WITH_GPU = ['--use-gl=angle', '--use-angle=swiftshader', '--ignore-gpu-blocklist', '--enable-gpu-rasterization']

describe.each([
  ['10,000 pods', 10_000, 1, []], ['10,000 pods at pixel ratio 2', 10_000, 2, []], ['10,000 pods as with a GPU', 10_000, 1, AS_WITH_GPU], ['100,000 pods', 100_000, 1, []],
] as const)('%s', (_name, pods, ratio, flags) => {
  let run: Run
  let scene: ExpectedScene
  beforeAll(async () => {
    run = await launch({ args: [`--demo=${pods}`, ...flags], ratio })
    const { app, page } = run
    if (flags.length > 0) expect(await app.evaluate((electron) => electron.app.getGPUFeatureStatus()['2d_canvas'])).toBe('enabled')
    const { graph, selector } = windowParts(page)
    await see.poll(() => graph.getAttribute('data-pods'), { timeout: 60_000 }).toMatch(/[1-9]/)
    const told = await stillPicture(run)
    scene = expectScene(told, SELECTOR, Number(await graph.getAttribute('data-shape')))
    expect(Math.abs(scene.pods - pods), 'the cluster lives: it may have a pod of a job more or less').toBeLessThan(pods / 200)
    await see.poll(() => graph.getAttribute('data-pods'), { timeout: 60_000 }).toBe(String(scene.pods))
    await page.evaluate((expected) => Reflect.set(globalThis, 'scene', expected), scene)
    await selector.focus()
  }, 180_000)
  afterAll(() => run.stop())

  test.each([['plain', false], ['with a selector', true]])('at every step of a zoom each pod is in its cell and nothing else is: %s', async (_what, asked) => {
    const { page } = run
    expect(await page.evaluate(() => devicePixelRatio)).toBe(ratio)
    await page.mouse.move(2, 2)
    await typeSelector(page, asked ? SELECTOR : '')
    await page.keyboard.press('Escape')
    const { graph, result } = windowParts(page)
    const matching = asked ? scene.matched.filter((one) => one === 1).length : scene.pods
    await see(graph).toHaveAttribute('data-matched', String(matching))
    const [said, all] = [matching, scene.pods].map((count) => count.toLocaleString('en'))
    await see(result).toHaveText(asked ? `${said} of ${all} pods match` : `${all} pods`)
    const verdicts: Verdict[] = []
    for (let step = 0; step < 16 && (verdicts.at(-1)?.cell ?? 0) < 24; step++) {
      verdicts.push(await comparePixels(page, asked))
      await zoom(page, -120)
    }
    await zoom(page, 120 * verdicts.length)
    expect(verdicts[0]?.pods).toBe(scene.pods)
    expect(verdicts.length).toBeGreaterThan(3)
    expect(verdicts.filter(({ cell, missing, other, stray }) => cell < 24 && missing + other + stray > 0)).toEqual([])
  })

  test('the hand does what it does among five: hover, click, shift-click, keyboard, menu', async () => {
    const { page } = run
    const { graph } = windowParts(page)
    await page.getByRole('button', { name: /fit/i }).first().click()
    // Whatever lies at the edge may come to lie under the buttons.
    const [middleX, middleY] = (['x', 'y'] as const).map((side) => scene.boxes.reduce((sum, box) => sum + box[side], 0) / scene.boxes.length) as [number, number]
    const away = ({ x, y }: { readonly x: number; readonly y: number }) => Math.hypot(x - middleX, y - middleY)
    const near = scene.boxes.filter((box) => box.width === 12 && box.podAt.filter((slot) => slot >= 0).length > 3).toSorted((a, b) => away(a) - away(b))[0]!
    const pointOf = async (cell: number) => {
      const [panX, panY, unit] = ((await graph.getAttribute('data-view')) ?? '').split(' ').map(Number) as [number, number, number]
      const corner = (await graph.boundingBox())!
      return { x: corner.x + panX + (near.x + ((cell % near.cols) + 0.5) * near.width) * unit, y: corner.y + panY + (near.y + (Math.floor(cell / near.cols) + 0.5) * near.height) * unit }
    }
    for (;;) {
      const cell = Number(await graph.getAttribute('data-cell'))
      if (cell >= 30) break
      const at = await pointOf(0)
      await page.mouse.move(at.x, at.y)
      await page.mouse.wheel(0, -120)
      await page.waitForFunction((before) => Number(document.querySelector('[data-cell]')?.getAttribute('data-cell')) > before, cell)
    }
    const tooltip = graph.locator('.graph-tooltip-name')
    // Until the zoom has come to rest, nothing is said of what lies under the hand.
    await see(async () => {
      const { x, y } = await pointOf(0)
      await page.mouse.move(x, y + 2)
      await page.mouse.move(x, y + 1)
      expect(await tooltip.count()).toBe(1)
    }).toPass({ timeout: 20_000 })
    const first = await pointOf(0)
    const name = (await tooltip.textContent()) ?? ''
    await page.mouse.click(first.x, first.y)
    await see(windowParts(page).inspector).toContainText(name)
    const second = await pointOf(1)
    await page.keyboard.down('Shift')
    await page.mouse.click(second.x, second.y)
    await page.keyboard.up('Shift')
    await see(windowParts(page).inspector).toContainText('2')
    await page.keyboard.press('ArrowRight')
    await see(graph.locator('[aria-live]')).toContainText(/pod/i)
    await page.mouse.click(second.x, second.y, { button: 'right' })
    await see(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
  })
})
