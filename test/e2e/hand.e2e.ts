import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoreV1Api, KubeConfig, type V1Pod } from '@kubernetes/client-node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropFiles, type Point } from '../support/drop.ts'
import { launch, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { longestTask } from '../support/window-tasks.ts'
import { typeSelector, windowParts } from '../support/window.ts'

/** Waits until the page has shown what it has heard of. */
const nextFrames = (page: Page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)) }))

/** On a machine that does nothing else it is a quarter of this; the thread's own time grows with what its core does besides. */
const LONGEST_MS = 200
/** What floats over the graph, and may be there at the same time. */
const FLOATING = '.notice, .offer-card, .graph-offer-card, .graph-zoom, .graph-relations, .graph-map'
/** Pixels of a cell in which a card can be read. */
const NEAR = 60

describe.each([10_000, 100_000])('the hand among %i pods', (pods) => {
  let run: Run
  let core: CoreV1Api
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podscape-hand-'))
    run = await launch({ args: [`--demo=${pods}`] })
    await see.poll(async () => Number(await windowParts(run.page).graph.getAttribute('data-pods')), { timeout: 90_000 }).toBeGreaterThan(pods * 0.99)
    const kubeconfig = join(run.dataFolder, 'demo', 'kubeconfig')
    await see.poll(() => existsSync(kubeconfig), { timeout: 30_000 }).toBe(true)
    const config = new KubeConfig()
    config.loadFromFile(kubeconfig)
    core = config.makeApiClient(CoreV1Api)
    await come()
  }, 120_000)
  afterAll(async () => {
    await run.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const graph = () => windowParts(run.page).graph
  const inspector = () => windowParts(run.page).inspector
  const tooltip = () => graph().locator('.graph-tooltip-name')
  const titleOf = () => inspector().getByRole('heading').first()
  const offer = () => run.page.getByRole('status', { name: 'Selector of the lasso' })

  /** A place on the graph, in parts of its width and height, as a point of the window. */
  const at = async (x: number, y: number): Promise<Point> => {
    const box = (await graph().boundingBox())!
    return { x: box.x + box.width * x, y: box.y + box.height * y }
  }

  /** Waits until the graph has kept its size and its view for some frames. */
  const rest = () => run.page.evaluate(async () => {
    const region = document.querySelector<HTMLElement>('[data-view]')!
    const look = () => {
      const { left, top, width, height } = region.getBoundingClientRect()
      return [region.dataset['view'], left, top, width, height].join(' ')
    }
    for (let before = look(), same = 0; same < 4;) {
      await new Promise(requestAnimationFrame)
      const now = look()
      same = now === before ? same + 1 : 0
      before = now
    }
  })

  /** Turns the wheel over the largest namespace until pods are cards, and draws these to the middle. */
  const come = async () => {
    const { page } = run
    await graph().getByRole('application').focus()
    await page.keyboard.press('Home')
    await rest()
    const [there, middle] = [await at(0.2, 0.25), await at(0.5, 0.45)]
    await page.mouse.move(there.x, there.y)
    for (;;) {
      const cell = Number(await graph().getAttribute('data-cell'))
      if (cell >= NEAR) break
      await page.mouse.wheel(0, -120)
      await page.waitForFunction((before) => Number(document.querySelector('[data-cell]')?.getAttribute('data-cell')) > before, cell)
    }
    await page.mouse.down()
    await page.mouse.move(middle.x, middle.y, { steps: 3 })
    await page.mouse.up()
    await rest()
  }

  /** Points to a pod near a place, and says where and which. */
  const point = async (x: number, y: number, but = ''): Promise<Point & { readonly name: string }> => {
    const { page } = run
    const from = await at(x, y)
    let found: (Point & { readonly name: string }) | undefined
    await see(async () => {
      for (const step of [0, 1, 2, 3, 4, 5]) {
        // A step is less than a card: sooner or later it is on one, and not between two.
        const to = { x: from.x + step * 23, y: from.y + step * 11 }
        await page.mouse.move(to.x, to.y)
        await nextFrames(page)
        const name = (await tooltip().count()) === 1 ? ((await tooltip().textContent()) ?? '') : ''
        if (name !== '' && name !== but) {
          found = { ...to, name }
          return
        }
      }
      throw new Error('no pod under the pointer')
    }).toPass({ timeout: 20_000 })
    return found!
  }

  /** What the API knows of a pod by its name, which is of one alone among those that are pointed to. */
  const podsNamed = async (name: string): Promise<readonly V1Pod[]> => (await core.listPodForAllNamespaces({ fieldSelector: `metadata.name=${name}` })).items
  const labelled = async (labelSelector: string): Promise<readonly V1Pod[]> => (await core.listPodForAllNamespaces({ labelSelector })).items

  /** Draws a rectangle with Shift, from one place to another. */
  const draw = async (page: Page, from: Point, to: Point) => {
    await page.keyboard.down('Shift')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 6 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
  }

  const selectedCount = async (): Promise<number> => {
    await see(titleOf()).toHaveText(/^[\d,]+ selected$/)
    return Number(((await titleOf().textContent()) ?? '').replaceAll(/\D/g, ''))
  }

  test('hover says what the API says of the pod; a click selects it, with Shift one more', async () => {
    const { page } = run
    const first = await point(0.4, 0.4)
    const known = await podsNamed(first.name)
    expect(known.length).toBeGreaterThan(0)
    const said = await graph().locator('.graph-tooltip-label').allTextContents()
    expect(known.map(({ metadata }) => metadata?.namespace)).toContain(await graph().locator('.graph-tooltip .muted').first().textContent())
    const labels = known.map(({ metadata }) => Object.entries(metadata?.labels ?? {}).map(([key, value]) => `${key}=${value}`))
    expect(labels.some((all) => said.every((label) => all.includes(label))), said.join()).toBe(true)
    await page.mouse.click(first.x, first.y)
    await see(titleOf()).toHaveText(`pod/${first.name}`)
    const second = await point(0.55, 0.55, first.name)
    await page.keyboard.down('Shift')
    await page.mouse.click(second.x, second.y)
    await page.keyboard.up('Shift')
    expect(await selectedCount()).toBe(2)
    await see(inspector().getByRole('list')).toContainText(second.name)
  })

  test('with all in view, too, what is pointed to is what a click selects', async () => {
    const { page } = run
    await graph().getByRole('application').focus()
    await page.keyboard.press('Home')
    await rest()
    const far = await point(0.2, 0.25)
    await page.mouse.click(far.x, far.y)
    await see(titleOf()).toHaveText(`pod/${far.name}`)
    await page.keyboard.press('Escape')
    await come()
  })

  test('the keyboard goes on from there, selects and clears', async () => {
    const { page } = run
    const spoken = graph().locator('[aria-live]').first()
    const start = await point(0.45, 0.5)
    await page.mouse.click(start.x, start.y)
    await see(titleOf()).toHaveText(`pod/${start.name}`)
    // The first key shows where it is, the next one goes.
    await page.keyboard.press('ArrowRight')
    await see(spoken).toContainText(`Pod ${start.name} `)
    await page.keyboard.press('ArrowRight')
    await see(spoken).not.toContainText(`Pod ${start.name} `)
    const name = /Pod (\S+) in namespace/.exec((await spoken.textContent()) ?? '')?.[1] ?? ''
    await page.keyboard.press('Enter')
    await see(titleOf()).toHaveText(`pod/${name}`)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    expect(await selectedCount()).toBe(2)
    await page.keyboard.press('Escape')
    await see(inspector()).toContainText('Nothing is selected')
  })

  test('the menu deletes the pod under the hand, and one key brings it back', async () => {
    const { page } = run
    const { name, x, y } = await point(0.5, 0.35)
    const [before] = await podsNamed(name)
    await page.mouse.click(x, y, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const isLeaving = async () => (await podsNamed(name)).every(({ metadata }) => metadata?.uid !== before?.metadata?.uid || metadata?.deletionTimestamp !== undefined)
    await see.poll(isLeaving).toBe(true)
    await graph().getByRole('application').focus()
    await page.keyboard.press('ControlOrMeta+z')
    await see.poll(async () => (await podsNamed(name)).some(({ metadata }) => metadata?.deletionTimestamp === undefined)).toBe(true)
    await page.keyboard.press('Escape')
  })

  test('what a rectangle takes is labelled; a lasso around the same is told that label, and the API selects as many', async () => {
    const { page } = run
    await come()
    const [from, to] = [await at(0.1, 0.15), await at(0.8, 0.75)]
    await draw(page, from, to)
    const count = await selectedCount()
    await inspector().getByRole('button', { name: 'Label all' }).click()
    await page.keyboard.type('held')
    await page.keyboard.press('Tab')
    await page.keyboard.type('near')
    await page.keyboard.press('Enter')
    await see.poll(async () => (await labelled('held=near')).length).toBe(count)
    await graph().getByRole('application').focus()
    await page.keyboard.press('Escape')
    await see(inspector()).toContainText('Nothing is selected')
    await draw(page, from, to)
    expect(await selectedCount()).toBe(count)
    await see(offer()).toContainText('held')
    await offer().getByRole('button', { name: 'Use as selector' }).click()
    await see(graph()).toHaveAttribute('data-matched', String(count))
    expect(await labelled(await windowParts(page).selector.inputValue())).toHaveLength(count)
    await typeSelector(page, '')
    await page.keyboard.press('Escape')
  })

  test.each([[1280, 800], [1920, 1200], [960, 600]])('what was done, the offer, the map and the buttons lie beside one another in a window of %i x %i', async (width, height) => {
    const { page, app } = run
    await app.evaluate(({ BrowserWindow }, [wide, high]) => { BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high) }, [width, height] as const)
    await see.poll(() => page.evaluate(() => innerWidth)).toBe(width)
    await come()
    await draw(page, await at(0.1, 0.3), await at(0.3, 0.6))
    await see(offer()).not.toHaveText('')
    await graph().getByRole('application').focus()
    await page.keyboard.press('ControlOrMeta+z')
    await see(page.locator('.notice').first()).toBeVisible()
    const { seen, over } = await page.evaluate((selector) => {
      const all = [...document.querySelectorAll(selector)].map((element) => ({ name: element.className, rect: element.getBoundingClientRect() })).filter(({ rect }) => rect.width > 0)
      const meet = (a: DOMRect, b: DOMRect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      const pairs = all.flatMap((one, index) => all.slice(index + 1).filter(({ rect }) => meet(one.rect, rect)).map(({ name }) => `${one.name} / ${name}`))
      return { seen: all.length, over: pairs }
    }, FLOATING)
    expect(over).toEqual([])
    expect(seen).toBeGreaterThanOrEqual(4)
    await page.keyboard.press('Escape')
  })

  test('the map of the whole leads where it is pressed, and goes when all is in view', async () => {
    const { page } = run
    const map = graph().locator('.graph-map')
    const frame = (await map.boundingBox())!
    const shown = map.locator('.graph-map-shown')
    for (const part of [0.25, 0.75]) {
      await page.mouse.click(frame.x + frame.width * part, frame.y + frame.height * 0.5)
      await see.poll(async () => {
        const { x, width } = (await shown.boundingBox())!
        return Math.abs(x + width / 2 - frame.x - frame.width * part)
      }).toBeLessThan(6)
    }
    await graph().getByRole('application').focus()
    await page.keyboard.press('Home')
    await see(map).toBeHidden()
    await come()
    await see(map).toBeVisible()
  })

  test('a manifest that is dropped on a pod goes to the pod\'s namespace', async () => {
    const { page } = run
    const file = join(folder, 'dropped.yaml')
    await writeFile(file, 'apiVersion: v1\nkind: Pod\nmetadata: { name: dropped-here }\nspec: { containers: [{ name: main, image: nginx }] }\n')
    const under = await point(0.5, 0.5)
    const namespaces = (await podsNamed(under.name)).map(({ metadata }) => metadata?.namespace)
    await dropFiles(page, [file], under)
    await see.poll(async () => (await podsNamed('dropped-here')).length).toBe(1)
    expect(namespaces).toContain((await podsNamed('dropped-here'))[0]?.metadata?.namespace)
    await page.keyboard.press('Escape')
  })

  test('a thousand and more in hand are selected, labelled and deleted while the window stays live', async () => {
    const { page } = run
    const layer = graph().getByRole('application')
    const tasks: Record<string, number> = {}
    const timed = async (what: string, act: () => Promise<unknown>) => {
      tasks[what] = await longestTask(page, act)
    }
    await run.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800) })
    await see.poll(() => page.evaluate(() => innerWidth)).toBe(1280)
    await layer.focus()
    await page.keyboard.press('Home')
    await see(graph().locator('.graph-map')).toBeHidden()
    await timed('all', async () => {
      await page.keyboard.press('ControlOrMeta+a')
      expect(await selectedCount()).toBeGreaterThan(pods * 0.99)
    })
    await timed('none', async () => {
      await page.keyboard.press('Escape')
      await see(inspector()).toContainText('Nothing is selected')
    })
    let count = 0
    await timed('rectangle', async () => {
      // As much of the picture as a thousand pods take.
      const part = Math.sqrt(1_500 / pods) / 2
      await draw(page, await at(0.5 - part, 0.45 - part), await at(0.5 + part, 0.45 + part))
      count = await selectedCount()
      await see(offer()).not.toHaveText('')
    })
    expect(count).toBeGreaterThan(500)
    await inspector().getByRole('button', { name: 'Label all' }).click()
    await timed('label', async () => {
      await page.keyboard.type('held')
      await page.keyboard.press('Tab')
      await page.keyboard.type('many')
      const overwrite = inspector().getByRole('button', { name: 'Overwrite' })
      await page.keyboard.press('Enter')
      if (await overwrite.isVisible()) await overwrite.click()
      await see.poll(async () => (await labelled('held=many')).length, { timeout: 30_000 }).toBeGreaterThan(count * 0.99)
    })
    await layer.focus()
    await timed('delete', async () => {
      await page.keyboard.press('Delete')
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
      await see.poll(async () => (await labelled('held=many')).filter(({ metadata }) => metadata?.deletionTimestamp === undefined).length, { timeout: 30_000 }).toBe(0)
    })
    expect(Object.entries(tasks).filter(([, longest]) => longest > LONGEST_MS)).toEqual([])
  })

  test('no console problem on the way', () => {
    expect(run.problems).toEqual([])
  })
})
