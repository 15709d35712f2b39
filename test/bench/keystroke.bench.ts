import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect as see } from '@playwright/test'
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
async function timePlainCytoscape(page: Page, total: number): Promise<readonly number[]> {
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
  }, { pods, rounds: 2 })
}

test('keystroke to painted highlight', async () => {
  const rows: string[][] = []
  for (const total of [1_000, 10_000]) {
    const folder = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
    const run = await launch()
    try {
      const pods = Array.from({ length: total }, (_, i) => makePod(i, total))
      const objects = [
        ...[...new Set(pods.map((pod) => pod.namespace))].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
        ...pods.map(({ name, namespace, labels }) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } })),
      ]
      for (let part = 0; part * 5_000 < objects.length; part++) {
        await writeFile(join(folder, `${part}.yaml`), objects.slice(part * 5_000, (part + 1) * 5_000).map((object) => JSON.stringify(object)).join('\n---\n'))
      }
      await dropFiles(run.page, [folder], await graphMargin(run.page))
      await see(windowParts(run.page).result).toContainText(`${total.toLocaleString('en')} pods`, { timeout: 120_000 })
      await see(windowParts(run.page).graph).toHaveAttribute('data-pods', String(total), { timeout: 120_000 })
      await run.page.keyboard.press('Escape')
      const ours = summarise(await timeKeystrokes(run.page))
      const plain = summarise(await timePlainCytoscape(run.page, total))
      rows.push([String(total), show(ours.median), show(ours.p95), show(plain.median), `${show(plain.median / ours.median)} x faster`])
    } finally {
      await run.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
  printTable(['pods', 'Podscape, median ms', 'p95 ms', 'plain cytoscape, median ms', 'ratio'], rows)
}, 600_000)
