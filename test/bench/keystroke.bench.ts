import { readFile } from 'node:fs/promises'
import { freemem } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { bundleScript } from '../support/bundle.ts'
import { launchDemo } from '../support/demo.ts'
import { timeKeystrokes } from '../support/keystrokes.ts'
import { ROOT } from '../support/launch.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'

/** Past so many pods plain cytoscape takes minutes a question and more memory than a page may have. */
const MOST_PLAIN = 100_000

/** Bytes that must be free for a demo of so many pods, in all processes. */
const needed = (pods: number): number => pods * 8_000

/** The same pods and questions on plain cytoscape, a node a pod, toggling a class. */
async function timePlainCytoscape(page: Page, rounds: number): Promise<readonly number[]> {
  await page.evaluate(await readFile(join(ROOT, 'node_modules/cytoscape/dist/cytoscape.umd.js'), 'utf8'))
  await page.evaluate(await bundleScript('test/support/shown-pods.ts', 'shown'))
  return page.evaluate(async (rounds) => {
    type Shown = { readPods(): Promise<readonly { name: string; namespace: string; labels: Record<string, string> }[]> }
    const { shown, cytoscape } = globalThis as unknown as { shown: Shown; cytoscape: (options: object) => { nodes(selector?: string): { forEach(run: (node: { data(key: string): Record<string, string>; toggleClass(name: string, on: boolean): void }) => void): void }; batch(run: () => void): void; once(event: string, run: () => void): void; destroy(): void } }
    const pods = await shown.readPods()
    const box = document.createElement('div')
    Object.assign(box.style, { position: 'fixed', inset: '0', zIndex: '1000', background: '#fff' })
    document.body.append(box)
    const side = Math.ceil(Math.sqrt(pods.length))
    const cy = cytoscape({
      container: box,
      elements: [
        ...[...new Set(pods.map((pod) => pod.namespace))].map((id) => ({ data: { id } })),
        ...pods.map((pod, i) => ({ data: { id: `${pod.namespace}/${pod.name}`, parent: pod.namespace, labels: pod.labels }, classes: 'pod', position: { x: (i % side) * 50, y: Math.floor(i / side) * 50 } })),
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
      for (const value of ['prod', 'dev', 'staging']) {
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
  }, rounds)
}

test('keystroke to painted highlight', async () => {
  const rows: string[][] = []
  for (const total of [1_000, 10_000, 100_000, 1_000_000]) {
    if (freemem() < needed(total)) {
      rows.push([String(total), `skipped: ${show(needed(total) / 1e9)} GB of free memory are needed`, '', '', '', ''])
      continue
    }
    const run = await launchDemo(total)
    try {
      const ours = await timeKeystrokes(run.page)
      const shown = summarise(ours.map((each) => each.shown))
      const script = summarise(ours.map((each) => each.script))
      const plain = total > MOST_PLAIN ? null : summarise(await timePlainCytoscape(run.page, total > 10_000 ? 1 : 3)).median
      const against = plain === null ? ['not tried', ''] : [show(plain), `${show(plain / shown.median)} x faster`]
      rows.push([String(total), show(shown.median), show(shown.p95), show(script.median), show(script.p95), ...against])
    } finally {
      await run.stop()
    }
  }
  console.log(machine())
  printTable(['pods', 'Podscape, median ms', 'p95 ms', 'of it script, ms', 'p95 ms', 'plain cytoscape, median ms', 'ratio'], rows)
}, 1_800_000)
