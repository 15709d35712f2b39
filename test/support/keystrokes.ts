import type { Page } from 'playwright-core'

/** Each text changes which pods match. */
const TEXTS = ['env=prod', 'env=dev', 'env in (prod,staging)', 'env in (prod,staging),!canary', 'env in (prod,staging),!canary,tier=edge', 'tier!=edge', 'team=search', 'track=stable']
const ROUNDS = 5

/** Of one keystroke, in ms: from the event, at a random moment between frames, to the end of the frame that shows its answer; and the page's own script in it. */
export interface Keystroke {
  readonly shown: number
  readonly script: number
}

/** Types selectors into the bar, each at once, and times each. Script is what the event's listeners and the frame's callbacks take, raster is not. */
export async function timeKeystrokes(page: Page): Promise<readonly Keystroke[]> {
  return page.evaluate(async ({ texts, rounds }) => {
    const input = document.querySelector<HTMLInputElement>('input[aria-label="Label selector"]')!
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
    const request = window.requestAnimationFrame.bind(window)
    let script = 0
    window.requestAnimationFrame = (run) => request((now) => {
      const start = performance.now()
      run(now)
      script += performance.now() - start
    })
    const frameDone = () => new Promise<void>((done) => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => done(), { once: true })
      channel.port1.start()
      request(() => channel.port2.postMessage(0))
    })
    const spent: { shown: number; script: number }[] = []
    for (let round = 0; round < rounds; round++) {
      for (const text of texts) {
        await new Promise((done) => setTimeout(done, 100 + Math.random() * 17))
        script = 0
        const start = performance.now()
        setValue.call(input, text)
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))
        // What the listeners have put off to the end of the task comes before this.
        await Promise.resolve()
        script += performance.now() - start
        await frameDone()
        spent.push({ shown: performance.now() - start, script })
      }
    }
    window.requestAnimationFrame = request
    setValue.call(input, '')
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    return spent
  }, { texts: TEXTS, rounds: ROUNDS })
}
