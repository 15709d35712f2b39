import type { Page } from 'playwright-core'

/** Milliseconds from the window's first paint to the picture of the pods, which shows all of them at once. */
export function timeFirstPicture(page: Page): Promise<number> {
  return page.evaluate(() => new Promise<number>((resolve) => {
    const look = () => {
      if (Number(document.querySelector<HTMLElement>('.graph')?.dataset['pods'] ?? 0) > 0) {
        resolve(performance.now() - performance.getEntriesByName('first-paint')[0]!.startTime)
      } else requestAnimationFrame(look)
    }
    look()
  }))
}
