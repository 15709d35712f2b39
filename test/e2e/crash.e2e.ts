import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'

let run: Run
beforeAll(async () => {
  run = await launch()
  await run.app.evaluate(({ dialog }) => {
    Reflect.set(globalThis, 'asked', [])
    Reflect.set(dialog, 'showMessageBox', async (_window: unknown, options: unknown) => {
      ;(Reflect.get(globalThis, 'asked') as unknown[]).push(options)
      return { response: 0 }
    })
  })
})
afterAll(() => run.stop())

/** The driver loses a page that crashes: it is asked through the program. */
async function crash(): Promise<void> {
  await run.app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const loaded = new Promise<void>((resolve) => {
      webContents.once('did-finish-load', () => resolve())
    })
    webContents.forcefullyCrashRenderer()
    await loaded
  })
}

const asked = () => run.app.evaluate(() => (Reflect.get(globalThis, 'asked') as { readonly message: string }[]).map(({ message }) => message))
const inPage = (script: string) => run.app.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(text) as Promise<unknown>, script)

test('a window that crashes comes back, and one that goes on to crash asks first', async () => {
  await crash()
  await crash()
  expect(await asked()).toEqual([])
  await crash()
  expect(await asked()).toEqual(['The window has stopped working several times.'])
  await see.poll(() => inPage("document.querySelector('[role=tree]') !== null")).toBe(true)
})
