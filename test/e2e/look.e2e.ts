import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { see } from '../support/see.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropFiles, graphMargin } from '../support/drop.ts'
import { launch, ROOT, type Run } from '../support/launch.ts'
import { typeSelector, windowParts } from '../support/window.ts'

/** Pictures for people to look at; nothing compares them. */
const PICTURES = join(ROOT, 'out/pictures')

let run: Run
let axe: string
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await mkdir(PICTURES, { recursive: true })
  run = await launch()
  await see(windowParts(run.page).item('namespace default')).toBeVisible()
})
afterAll(() => run.stop())

/** Rules of WCAG 2 that the page breaks, as axe finds them. */
async function breaches(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    interface Found { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] }
    const { run: check } = Reflect.get(globalThis, 'axe') as { run(options: object): Promise<{ violations: readonly Found[] }> }
    const { violations } = await check({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  })
}

const picture = (name: string) => run.page.screenshot({ path: join(PICTURES, `${name}.png`) })

test('empty, it invites, and names everything', async () => {
  await see(run.page.getByText('No pods yet')).toBeVisible()
  expect(await breaches(run.page)).toEqual([])
  await picture('empty')
})

test('a button that has only a glyph says its name to who points at it', async () => {
  const { page } = run
  await page.getByRole('button', { name: 'Lasso' }).hover()
  await see(page.locator('.icon-tooltip')).toHaveText('Lasso')
  await page.keyboard.press('Escape')
  await see(page.locator('.icon-tooltip')).toBeHidden()
})

test('what is refused is a list that says where, why, and which is open', async () => {
  const { page } = run
  const { sheet, documents } = windowParts(page)
  await dropFiles(page, [join(ROOT, 'test/fixtures/bad')], await graphMargin(page))
  const lines = documents.getByRole('button', { name: /^refused / })
  await see(lines.first()).toBeFocused()
  await see(lines.first()).toHaveAttribute('aria-current', 'true')
  expect(await breaches(page)).toEqual([])
  await picture('refused')
  await page.keyboard.press('End')
  await see(documents.getByRole('listitem').last()).toContainText('utf16.yaml')
  await see(lines.last()).toBeFocused()
  await see(sheet.locator('[aria-current="true"]')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await see(sheet).toBeHidden()
})

test('with a cluster, a selection, a question and its error, in both themes and languages', async () => {
  const { page } = run
  await dropFiles(page, [join(ROOT, 'test/fixtures/manifests')], await graphMargin(page))
  await see(windowParts(page).item('pod kubia')).toBeVisible()
  await page.keyboard.press('Escape')
  await windowParts(page).item('pod kubia').click()
  await typeSelector(page, 'app in (web,shop),!canary')
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('button', { name: /Theme|theme|Light|Dark/ }).first().click()
    await page.getByRole('option', { name: theme, exact: true }).or(page.getByRole('menuitemradio', { name: theme, exact: true })).click()
    await see(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
    await picture(theme.toLowerCase())
    expect(await breaches(page)).toEqual([])
  }
  await typeSelector(page, 'app in (web')
  await see(windowParts(page).error).toBeVisible()
  await picture('error')
  expect(await breaches(page)).toEqual([])
  await page.getByRole('button', { name: /Language|English/ }).first().click()
  await page.getByRole('option', { name: '한국어' }).or(page.getByRole('menuitemradio', { name: '한국어' })).click()
  await see(page.locator('html')).toHaveAttribute('lang', 'ko')
  await see(page.getByRole('tree', { name: 'Cluster outline' })).toHaveCount(0)
  await picture('korean')
  expect(await breaches(page)).toEqual([])
})

test('every view of an object, and the YAML while it is edited, in each theme', async () => {
  const { page } = run
  await windowParts(page).item('pod kubia').click()
  const inspector = page.getByRole('region', { name: '인스펙터' })
  for (const [label, theme] of [['고대비', 'contrast'], ['어둡게', 'dark'], ['밝게', 'light']] as const) {
    await page.getByRole('button', { name: /테마/ }).first().click()
    await page.getByRole('option', { name: label, exact: true }).click()
    await see(page.locator('html')).toHaveAttribute('data-theme', theme)
    for (const tab of ['레이블', '컨테이너', '로그', '이벤트', 'YAML']) {
      await inspector.getByRole('tab', { name: tab, exact: true }).click()
      await see(inspector.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible()
      expect(await breaches(page), `${theme} ${tab}`).toEqual([])
    }
    await picture(theme)
  }
  await inspector.getByRole('button', { name: '편집' }).click()
  await see(inspector.getByRole('textbox')).toBeFocused()
  expect(await breaches(page)).toEqual([])
  await inspector.getByRole('button', { name: '취소' }).click()
})

test('what opens over or under the picture, in Korean too', async () => {
  const { page } = run
  await page.getByRole('button', { name: /^시뮬레이션/ }).click()
  const ledger = page.getByRole('dialog', { name: '실제 쿠버네티스와의 차이' })
  for (const tab of ['알려진 차이', '동작', '종류']) {
    await ledger.getByRole('tab', { name: tab, exact: true }).click()
    await see(ledger.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible()
    expect(await breaches(page)).toEqual([])
  }
  await picture('fidelity-korean')
  await page.keyboard.press('Escape')
  await see(ledger).toBeHidden()
  await page.getByRole('combobox', { name: '레이블 셀렉터' }).fill('app')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '범례' }).click()
  await see(page.getByRole('dialog', { name: '범례' })).toContainText('실행 중, 준비됨')
  expect(await breaches(page)).toEqual([])
  await picture('legend-korean')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+2')
  for (const key of ['r', 'r', 'l']) await page.keyboard.press(key)
  await picture('relations-korean')
  expect(await breaches(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+`')
  await page.getByRole('tab', { name: '활동' }).click()
  await see(page.getByRole('row').nth(1)).toBeVisible()
  expect(await breaches(page)).toEqual([])
})

test('no console problem on the way', () => {
  expect(run.problems).toEqual([])
})
