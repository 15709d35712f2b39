import { test } from 'vitest'
import { bundleScript } from '../support/bundle.ts'
import { launchDemo } from '../support/demo.ts'
import { timeKeystrokes } from '../support/keystrokes.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'
import type { Peer } from '../support/peer.ts'
import type { MadeUpPod } from '../support/made-up-pods.ts'

test('the same pods on React Flow, laid out by ELK', async () => {
  const peer = await bundleScript('test/support/peer.ts', 'peer')
  const pods = await bundleScript('test/support/shown-pods.ts', 'shown')
  const rows: string[][] = []
  for (const total of [1_000, 2_000, 5_000]) {
    const { page, stop } = await launchDemo(total)
    try {
      const ours = summarise((await timeKeystrokes(page)).map((each) => each.shown))
      await page.evaluate(pods)
      await page.evaluate(peer)
      const theirs = await page.evaluate(async () => {
        type Loaded = { shown: { readPods(): Promise<readonly MadeUpPod[]> }; peer: { drawPeer(pods: readonly MadeUpPod[]): Promise<Peer> } }
        const { shown, peer } = globalThis as unknown as Loaded
        const drawn = await peer.drawPeer(await shown.readPods())
        const keystrokes: number[] = []
        for (const value of ['prod', 'dev', 'staging', 'prod', 'dev', 'staging']) {
          await new Promise((done) => setTimeout(done, 100))
          keystrokes.push(await drawn.keystroke((labels) => labels['env'] === value))
        }
        const frames = await drawn.pan(3000)
        drawn.close()
        return { layout: drawn.layout, picture: drawn.picture, keystrokes, frames }
      })
      const asked = summarise(theirs.keystrokes).median
      rows.push([String(total), show(theirs.layout), show(theirs.picture), show(summarise(theirs.frames).median), show(asked), show(ours.median), `${show(asked / ours.median)} x faster`])
    } finally {
      await stop()
    }
  }
  console.log(machine())
  printTable(['pods', 'ELK layout, ms', 'then first picture, ms', 'frame of a pan, median ms', 'keystroke, median ms', 'Podscape, median ms', 'ratio'], rows)
}, 600_000)
