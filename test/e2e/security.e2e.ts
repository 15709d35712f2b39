import { see } from '../support/see.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { windowParts } from '../support/window.ts'

let run: Run
beforeAll(async () => {
  run = await launch()
  await see(windowParts(run.page).outline).toBeVisible()
})
afterAll(() => run.stop())

test('the page has neither Node nor Electron, and lives on its own origin', async () => {
  expect(await run.page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), typeof Reflect.get(globalThis, 'Buffer')])).toEqual(['undefined', 'undefined', 'undefined'])
  expect(run.page.url()).toBe('app://podscape/')
  expect(await run.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const { contextIsolation, sandbox, nodeIntegration, webviewTag } = (window!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    return { contextIsolation, sandbox, nodeIntegration, webviewTag }
  })).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false })
})

test('the policy is strict, its nonce fresh, and scripts that are not ours do not run', async () => {
  const policies = await run.page.evaluate(async () => Promise.all([1, 2].map(async () => (await fetch('/index.html')).headers.get('content-security-policy') ?? '')))
  expect(policies[0]).not.toBe(policies[1])
  expect(policies[0]).toContain("default-src 'none'")
  expect(policies[0]).toContain("script-src 'self'")
  expect(policies[0]).not.toMatch(/unsafe|https?:/)
  const ran = await run.page.evaluate(() => {
    const script = document.createElement('script')
    try {
      script.textContent = 'globalThis.ran = true'
      document.body.append(script)
    } catch {
      return 'refused'
    }
    return Reflect.get(globalThis, 'ran') === true ? 'ran' : 'refused'
  })
  expect(ran).toBe('refused')
})

test('a drop that a script makes up gives no way to a file, nor does an invented token or request', async () => {
  const { page } = run
  const answers = await page.evaluate(async () => {
    const data = new DataTransfer()
    const file = new File(['kind: Pod'], 'a.yaml')
    Object.defineProperty(file, 'path', { value: '/etc/passwd' })
    data.items.add(file)
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
    const ask = async (name: string, input: unknown) => (window.podscape.request as (name: string, input: unknown) => Promise<unknown>)(name, input).then(() => 'answered', (error: Error) => error.message)
    return [
      await window.podscape.droppedFiles(),
      await ask('manifests:import', { source: { kind: 'files', token: '/etc/passwd' } }),
      await ask('manifests:import', { source: { kind: 'files', paths: ['/etc/passwd'] } }),
      await ask('drop:grant', ['/etc/passwd']),
      await ask('fs:read', '/etc/passwd'),
    ]
  })
  expect(answers[0]).toBeNull()
  expect(answers[1]).toMatch(/not known any more/)
  expect(answers[2]).toMatch(/refused/)
  // The page's way to ask knows no such request.
  expect(answers[3]).not.toBe('answered')
  expect(answers[4]).not.toBe('answered')
})

test('text in manifests is never markup', async () => {
  const { page } = run
  await page.evaluate(() => Reflect.set(globalThis, 'hurt', false))
  await dropFiles(page, [`${ROOT}/test/fixtures/hostile/markup.yaml`], await graphMargin(page))
  await see(windowParts(page).item('pod hostile')).toBeVisible()
  await windowParts(page).item('pod hostile').click()
  await see(windowParts(page).inspector).toContainText('hostile')
  expect(await page.evaluate(() => Reflect.get(globalThis, 'hurt'))).toBe(false)
  expect(await page.locator('img[src="x"]').count()).toBe(0)
})

// Last: a navigation that is refused leaves the test's driver waiting for it.
test('it can not be navigated, open windows, or get permissions', async () => {
  const { page, app } = run
  expect(await page.evaluate(() => window.open('https://evil.example/') === null)).toBe(true)
  await page.evaluate(() => {
    location.href = 'https://evil.example/'
  })
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied')
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  expect(page.url()).toBe('app://podscape/')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
