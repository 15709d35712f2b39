import { expect, test } from 'vitest'
import { matches, parseSelector } from '../../shared/selector/index.ts'
import { makePod } from '../support/made-up-pods.ts'
import { printTable, show, summarise } from '../support/measure.ts'

const SELECTOR = 'env in (prod,staging),!canary,tier=web'

/** The same question as a person would write it by hand over label objects. */
function scanByHand(labels: Readonly<Record<string, string>>): boolean {
  return (labels['env'] === 'prod' || labels['env'] === 'staging') && !('canary' in labels) && labels['tier'] === 'web'
}

function time(run: () => number): { readonly ms: number; readonly found: number } {
  let found = 0
  const spent = Array.from({ length: 25 }, () => {
    const start = performance.now()
    found = run()
    return performance.now() - start
  })
  return { ms: summarise(spent).median, found }
}

test('a selector against a scan written by hand', () => {
  const parsed = parseSelector(SELECTOR)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const rows = [1_000, 10_000, 100_000].map((total) => {
    const pods = Array.from({ length: total }, (_, i) => makePod(i, total).labels)
    const ours = time(() => pods.filter((labels) => matches(parsed.value, labels)).length)
    const byHand = time(() => pods.filter(scanByHand).length)
    expect(ours.found).toBe(byHand.found)
    return [String(total), show(ours.ms), show(byHand.ms), `${show(ours.ms / byHand.ms)} x`]
  })
  printTable(['pods', 'matches, ms', 'scan by hand, ms', 'ratio'], rows)
})
