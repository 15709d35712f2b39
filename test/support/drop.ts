import type { Page } from 'playwright-core'

export interface Point { readonly x: number; readonly y: number }

/** Drags real files over the window and, unless told to hold them there, drops them: as the browser process delivers them, paths included. */
export async function dropFiles(page: Page, paths: readonly string[], { x, y }: Point, { hold = false } = {}): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of hold ? (['dragEnter', 'dragOver'] as const) : (['dragEnter', 'dragOver', 'drop'] as const)) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  }
  await session.detach()
}

/** A place on the graph beside all namespaces, where a drop means the whole window. */
export async function graphMargin(page: Page): Promise<Point> {
  const box = await page.getByRole('region', { name: 'Graph' }).boundingBox()
  if (box === null) throw new Error('the graph is not shown')
  return { x: box.x + 4, y: box.y + 4 }
}
