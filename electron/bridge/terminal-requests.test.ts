import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { expect, test } from 'vitest'
import type { Terminals } from '../terminal/index.ts'
import { createTerminalHandlers } from './terminal-requests.ts'

const SIZE = { columns: 80, rows: 24 }

/** A window and the handlers of its terminals, whose shells start when told. */
function openWindow() {
  const sender = new EventEmitter() as unknown as WebContents
  const starts: (() => void)[] = []
  const closed: string[] = []
  const terminals: Terminals = {
    async open() {
      const id = `t${starts.length}`
      await new Promise<void>((resolve) => { starts.push(resolve) })
      return { id, shell: 'bash' }
    },
    close: (id) => closed.push(id),
    write() {}, resize() {}, drawn() {}, closeAll() {},
  }
  const handlers = createTerminalHandlers({ terminals, kubectl: { bin: () => undefined, provide: () => ({ state: 'ready' }) }, serverFailure: Promise.resolve(undefined) })
  return { sender, starts, closed, open: async () => handlers['terminal:open'](SIZE, sender) }
}

test('the shell ends with its window, and with the next shell of it', async () => {
  const { sender, starts, closed, open } = openWindow()
  for (const place of [0, 1]) {
    const opening = open()
    await expect.poll(() => starts.length).toBe(place + 1)
    starts[place]?.()
    await opening
  }
  expect(closed).toEqual(['t0'])
  sender.emit('destroyed')
  expect(closed).toEqual(['t0', 't1'])
})

test('a shell whose window went while it started is ended', async () => {
  const { sender, starts, closed, open } = openWindow()
  const opening = open()
  await expect.poll(() => starts.length).toBe(1)
  sender.emit('destroyed')
  starts[0]?.()
  await opening
  expect(closed).toEqual(['t0'])
})
