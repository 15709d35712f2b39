import { see } from './see.ts'
import type { Locator, Page } from 'playwright-core'

/** The parts of the window, by the names that assistive technology uses. */
export function windowParts(page: Page) {
  return {
    selector: page.getByRole('combobox', { name: 'Label selector' }),
    result: page.getByRole('status', { name: 'Selector result' }),
    error: page.getByRole('alert', { name: 'Selector error' }),
    outline: page.getByRole('tree', { name: 'Cluster outline' }),
    item: (name: string): Locator => page.getByRole('treeitem', { name, exact: true }),
    graph: page.getByRole('region', { name: 'Graph' }),
    inspector: page.getByRole('region', { name: 'Inspector' }),
    sheet: page.getByRole('dialog', { name: 'Import manifests' }),
    documents: page.getByRole('list', { name: 'Documents' }),
    unmatched: page.getByRole('radiogroup', { name: 'Unmatched pods' }),
    namespace: page.getByRole('combobox', { name: 'Namespace' }),
    open: page.getByRole('button', { name: 'Open manifests' }),
  }
}

/** Types into the selector bar key by key, in place of what is there. */
export async function typeSelector(page: Page, text: string): Promise<void> {
  const { selector } = windowParts(page)
  await selector.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  await page.keyboard.type(text)
  await see(selector).toHaveValue(text)
}

/** Names of the pods in the outline that are said to match. */
export async function matchingPods(page: Page): Promise<string[]> {
  const items = await page.getByRole('treeitem', { name: /^pod / }).all()
  const said = await Promise.all(items.map(async (item) => ({ name: await accessibleName(item), description: await description(item) })))
  return said.filter((item) => /(^|, )matches$/.test(item.description)).map((item) => item.name.replace(/^pod /, '')).sort()
}

async function accessibleName(item: Locator): Promise<string> {
  return (await item.getAttribute('aria-label')) ?? ''
}

/** What an element's aria-description or aria-describedby says. */
export async function description(item: Locator): Promise<string> {
  return item.evaluate((element) => {
    const ids = element.getAttribute('aria-describedby')?.split(/\s+/) ?? []
    return [element.getAttribute('aria-description') ?? '', ...ids.map((id) => document.getElementById(id)?.textContent ?? '')].filter((text) => text !== '').join(' ')
  })
}
