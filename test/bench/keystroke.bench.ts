import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT } from '../support/launch.ts'
import { makePod } from '../support/made-up-pods.ts'
import { printTable, show, summarise } from '../support/measure.ts'
import { windowParts } from '../support/window.ts'

/** Each text changes which pods match. */
const TEXTS = ['env=prod', 'env=dev', 'env in (prod,staging)', 'env in (prod,staging),!canary', 'env in (prod,staging),!canary,tier=web', 'tier!=web', 'app=web', '!stable']
const ROUNDS = 5

/** Milliseconds from an input event (at a random moment between frames) to the end of the frame that shows its answer. */
async function timeKeystrokes(page: Page): Promise<readonly number[]> {
  return page.evaluate(async ({ texts, rounds }) => {
    const input = document.querySelector<HTMLInputElement>('input[aria-label="Label selector"]')!
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
    const frameDone = () => new Promise<void>((done) => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => done(), { once: true })
      channel.port1.start()
      requestAnimationFrame(() => channel.port2.postMessage(0))
    })
    const spent: number[] = []
    for (let round = 0; round < rounds; round++) {
      for (const text of texts) {
        await new Promise((done) => setTimeout(done, 100 + Math.random() * 17))
        const start = performance.now()
        setValue.call(input, text)
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))
        await frameDone()
        spent.push(performance.now() - start)
      }
    }
    return spent
  }, { texts: TEXTS, rounds: ROUNDS })
}

/** The same pods and questions on plain cytoscape, a node a pod, toggling a class. */
async function timePlainCytoscape(page: Page, total: number, rounds: number): Promise<readonly number[]> {
  await page.evaluate(await readFile(join(ROOT, 'node_modules/cytoscape/dist/cytoscape.umd.js'), 'utf8'))
  const pods = Array.from({ length: total }, (_, i) => makePod(i, total))
  return page.evaluate(async ({ pods, rounds }) => {
    const box = document.createElement('div')
    Object.assign(box.style, { position: 'fixed', inset: '0', zIndex: '1000', background: '#fff' })
    document.body.append(box)
    const cytoscape = (globalThis as unknown as { cytoscape: (options: object) => { nodes(selector?: string): { forEach(run: (node: { data(key: string): Record<string, string>; toggleClass(name: string, on: boolean): void }) => void): void }; batch(run: () => void): void; once(event: string, run: () => void): void; destroy(): void } }).cytoscape
    const side = Math.ceil(Math.sqrt(pods.length))
    const cy = cytoscape({
      container: box,
      elements: [
        ...[...new Set(pods.map((pod) => pod.namespace))].map((id) => ({ data: { id } })),
        ...pods.map((pod, i) => ({ data: { id: pod.name, parent: pod.namespace, labels: pod.labels }, classes: 'pod', position: { x: (i % side) * 50, y: Math.floor(i / side) * 50 } })),
      ],
      style: [{ selector: 'node', style: { shape: 'rectangle', 'background-color': '#187554' } }, { selector: '.dim', style: { 'background-color': '#D5DAE1' } }],
      layout: { name: 'preset' },
    })
    const frameDone = () => new Promise<void>((done) => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => done(), { once: true })
      channel.port1.start()
      cy.once('render', () => channel.port2.postMessage(0))
    })
    const spent: number[] = []
    for (let round = 0; round < rounds; round++) {
      for (const value of ['prod', 'dev', 'staging', 'qa']) {
        await new Promise((done) => setTimeout(done, 100))
        const start = performance.now()
        cy.batch(() => cy.nodes('.pod').forEach((node) => node.toggleClass('dim', node.data('labels')['env'] !== value)))
        await frameDone()
        spent.push(performance.now() - start)
      }
    }
    cy.destroy()
    box.remove()
    return spent
  }, { pods, rounds })
}

/** A drop may hold 20 MiB. */
const A_DROP = 20_000

/** Puts made-up pods on the cluster, in as many drops as it takes, and waits until all are drawn and running. */
async function fillCluster(page: Page, total: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
  const { graph, sheet } = windowParts(page)
  try {
    const pods = Array.from({ length: total }, (_, i) => makePod(i, total))
    const namespaces = [...new Set(pods.map((pod) => pod.namespace))].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
    const objects = pods.map(({ name, namespace, labels }) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }))
    for (let from = 0; from < total; from += A_DROP) {
      const drop = join(folder, String(from))
      await mkdir(drop)
      const dropped = [...(from === 0 ? namespaces : []), ...objects.slice(from, from + A_DROP)]
      for (let part = 0; part * 5_000 < dropped.length; part++) {
        await writeFile(join(drop, `${part}.yaml`), dropped.slice(part * 5_000, (part + 1) * 5_000).map((object) => JSON.stringify(object)).join('\n---\n'))
      }
      await dropFiles(page, [drop], await graphMargin(page))
      await see(graph).toHaveAttribute('data-pods', String(Math.min(total, from + A_DROP)), { timeout: 300_000 })
      await see(sheet).toBeVisible({ timeout: 60_000 })
      await page.keyboard.press('Escape')
    }
    await untilStill(page)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Waits until the cluster has stopped changing: its revision stays for two seconds. */
async function untilStill(page: Page): Promise<void> {
  const revision = page.getByText(/^rev \d/)
  for (let before = ''; ;) {
    const now = (await revision.textContent()) ?? ''
    if (now === before) return
    before = now
    await page.waitForTimeout(2_000)
  }
}

test('keystroke to painted highlight', async () => {
  const rows: string[][] = []
  for (const total of [1_000, 10_000, 100_000]) {
    const run = await launch()
    try {
      await fillCluster(run.page, total)
      const ours = summarise(await timeKeystrokes(run.page))
      const plain = summarise(await timePlainCytoscape(run.page, total, total > 10_000 ? 1 : 2))
      rows.push([String(total), show(ours.median), show(ours.p95), show(plain.median), `${show(plain.median / ours.median)} x faster`])
    } finally {
      await run.stop()
    }
  }
  printTable(['pods', 'Podscape, median ms', 'p95 ms', 'plain cytoscape, median ms', 'ratio'], rows)
}, 1_800_000)
