import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { see } from '../support/see.ts'
import { windowParts } from '../support/window.ts'

let run: Run
beforeAll(async () => {
  run = await launch()
  await see(windowParts(run.page).outline).toBeVisible()
})
afterAll(() => run.stop())

test('a second start opens what it is given in the window that is there, and ends', async () => {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const file = join(ROOT, 'test/fixtures/notes/kubia-manual.yaml')
  const second = spawn(process.env['ELECTRON_EXEC_PATH']!, [...sandbox, '.', `--user-data-dir=${run.dataFolder}`, '--selector=creation_method=manual', '--namespace=default', file], { cwd: ROOT, stdio: 'ignore' })
  expect(await once(second, 'exit')).toEqual([0, null])
  const { selector, namespace, item, result } = windowParts(run.page)
  await see(item('pod kubia-manual')).toBeVisible()
  await see(selector).toHaveValue('creation_method=manual')
  await see(namespace).toHaveValue('default')
  await see(result).toContainText('1 of 1')
})

test('what a second start asks for before the page listens waits for it', async () => {
  await run.app.evaluate(async ({ app, BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const begun = new Promise<void>((resolve) => {
      webContents.once('did-navigate', () => resolve())
    })
    webContents.reload()
    await begun
    app.emit('second-instance', {}, [], '', { files: [], selector: 'asked=early', namespace: 'default' })
  })
  const { selector, namespace } = windowParts(run.page)
  await see(selector).toHaveValue('asked=early')
  await see(namespace).toHaveValue('default')
})
