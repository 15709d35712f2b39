import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect as seeSoon } from '@playwright/test'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { matchingPods, typeSelector, windowParts } from '../support/window.ts'

/** A shell and kubectl are programs of their own: on a busy machine they take their time. */
const see = seeSoon.configure({ timeout: 15_000 })

/** Pictures for people to look at; nothing compares them. */
const PICTURES = join(ROOT, 'out/pictures')
/** What the decoy of the person's own kubeconfig leads to: nothing that answers. */
const DECOY = 'apiVersion: v1\nkind: Config\nclusters: [{name: real, cluster: {server: "https://127.0.0.1:9"}}]\ncontexts: [{name: real, context: {cluster: real}}]\ncurrent-context: real\n'

let run: Run
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'podscape-home-'))
  await mkdir(join(home, '.kube'))
  await mkdir(PICTURES, { recursive: true })
  await writeFile(join(home, '.kube/config'), DECOY)
  // As people's startup files do.
  await writeFile(join(home, '.bashrc'), `export KUBECONFIG="${home}/.kube/config"\nPS1='$ '\n`)
  run = await launch({ env: { HOME: home, SHELL: '/bin/bash', KUBECONFIG: join(home, '.kube/config') } })
  await dropFiles(run.page, [join(ROOT, 'test/fixtures/notes')], await graphMargin(run.page))
  await see(windowParts(run.page).item('pod kubia-manual-v2')).toBeVisible()
  await run.page.keyboard.press('Escape')
})
afterAll(async () => {
  await run.stop()
  await rm(home, { recursive: true, force: true })
})

const terminalOf = (page: Page) => page.getByRole('region', { name: 'Terminal' })
const activityOf = (page: Page) => page.getByRole('region', { name: 'Activity' })
const picture = (name: string) => run.page.screenshot({ path: join(PICTURES, `${name}.png`) })

async function typeCommand(page: Page, command: string): Promise<void> {
  await terminalOf(page).locator('textarea').focus()
  await page.keyboard.type(command)
  await page.keyboard.press('Enter')
}

test('the panel is closed at first, and opens the person\'s shell with our kubeconfig alone', async () => {
  const { page } = run
  await see(terminalOf(page)).toBeHidden()
  await page.keyboard.press('Control+`')
  await see(terminalOf(page)).toContainText('$ ')
  await typeCommand(page, 'echo "=$KUBECONFIG=$PWD="; kubectl config current-context; echo done-$((1 + 1))')
  // Lines are broken where the screen ends.
  const shown = async () => ((await terminalOf(page).locator('.xterm-accessibility-tree').textContent()) ?? '').replaceAll(/\s+/g, '')
  await expect.poll(shown, { timeout: 15_000 }).toContain(`=${run.dataFolder}/kubeconfig=${home}=podscapedone-2`)
})

test('what kubectl lists by labels is offered and shown on the graph with one click', async () => {
  const { page } = run
  await typeCommand(page, 'clear; kubectl get pods -l env')
  await see(terminalOf(page)).toContainText('kubia-manual-v2')
  const offer = page.getByRole('status', { name: 'Offer of kubectl' })
  await see(offer).toContainText('kubectl listed pods with env in default')
  await picture('terminal-offer')
  await offer.getByRole('button', { name: 'Show on the graph' }).click()
  await see(windowParts(page).selector).toHaveValue('env')
  await see(windowParts(page).namespace).toHaveValue('default')
  expect(await matchingPods(page)).toEqual(['kubia-manual-v2'])
  await see(offer).toBeEmpty()
})

test('the graph follows what kubectl deletes, and says who it was', async () => {
  const { page } = run
  await typeSelector(page, '')
  await typeCommand(page, 'clear; kubectl delete pod kubia --now')
  await see(terminalOf(page)).toContainText('pod "kubia" deleted')
  await see(page.getByText('kubectl deleted pod/kubia')).toBeVisible()
  await see(windowParts(page).item('pod kubia')).toBeHidden()
})

test('the activity lists clients and the window, filters, and selects what was changed', async () => {
  const { page } = run
  await typeCommand(page, 'clear; kubectl label pod kubia-manual-v2 seen=yes')
  await see(terminalOf(page)).toContainText('labeled')
  await page.getByRole('tab', { name: 'Activity' }).click()
  const activity = activityOf(page)
  await see(activity.getByRole('row', { name: /kubectl list pods -n default -l env/ })).toContainText('200')
  const filter = activity.getByRole('searchbox', { name: 'Filter' })
  await filter.fill('window APPLY')
  await see(activity.getByRole('row', { name: /Window Select kubectl apply -R -f notes/ })).toBeVisible()
  await filter.fill('kubectl-label')
  await see(activity.getByRole('row')).toHaveCount(2)
  await activity.getByRole('button', { name: /^Select patch pods\/kubia-manual-v2/ }).click()
  await see(windowParts(page).inspector).toContainText('kubia-manual-v2')
  await filter.fill('')
  await windowParts(page).item('pod kubia-manual').click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Show the kubectl command' }).click()
  await see(page.locator('.gesture-words')).toContainText('kubectl delete pod kubia-manual')
  await see(page.locator('.gesture-words')).toContainText('DELETE /api/v1/namespaces/default/pods/kubia-manual')
  await see(activity.getByRole('row', { name: /Window Select kubectl delete pod kubia-manual/ })).toBeVisible()
  await picture('activity')
})

test('a flood of output freezes neither the window nor the shell', async () => {
  const { page } = run
  await page.getByRole('tab', { name: 'Terminal' }).click()
  await typeCommand(page, 'clear; yes')
  const slowest = await page.evaluate(async () => {
    let longest = 0
    for (let last = performance.now(), end = last + 2_000; last < end;) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      longest = Math.max(longest, now - last)
      last = now
    }
    return longest
  })
  expect(slowest).toBeLessThan(1_000)
  await page.keyboard.press('Control+C')
  await typeCommand(page, 'clear; echo still-$((40 + 2))')
  await see(terminalOf(page)).toContainText('still-42')
})

test('copies and pastes; the session outlives its panel; a shell that ended is started again', async () => {
  const { page, app } = run
  await app.evaluate(({ clipboard }) => clipboard.writeText('echo pasted-$((1 + 1))'))
  await terminalOf(page).locator('textarea').focus()
  await page.keyboard.press('Control+Shift+V')
  await page.keyboard.press('Enter')
  await see(terminalOf(page)).toContainText('pasted-2')
  await page.keyboard.press('Control+`')
  await see(terminalOf(page)).toBeHidden()
  await page.keyboard.press('Control+`')
  await see(terminalOf(page)).toContainText('pasted-2')
  await typeCommand(page, 'exit 3')
  await see(terminalOf(page)).toContainText('The shell has ended with exit code 3.')
  await terminalOf(page).getByRole('button', { name: 'Restart' }).click()
  await terminalOf(page).getByRole('button', { name: /Type kubectl get pods --show-labels/ }).click()
  await page.keyboard.press('Enter')
  await see(terminalOf(page)).toContainText('creation_method=manual')
})

test('pictures in both themes and languages; no problem on the console; the person\'s kubeconfig untouched', async () => {
  const { page } = run
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('button', { name: /Theme|theme|Light|Dark/ }).first().click()
    await page.getByRole('option', { name: theme, exact: true }).click()
    await see(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
    await picture(`terminal-${theme.toLowerCase()}`)
  }
  await page.getByRole('button', { name: /Language|English/ }).first().click()
  await page.getByRole('option', { name: '한국어' }).click()
  await picture('terminal-korean')
  await page.getByRole('tab', { name: '활동' }).click()
  await picture('activity-korean')
  expect(run.problems).toEqual([])
  expect(await readFile(join(home, '.kube/config'), 'utf8')).toBe(DECOY)
  expect(await readdir(join(home, '.kube'))).toEqual(['config'])
})
