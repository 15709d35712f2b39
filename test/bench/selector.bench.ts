import { expect, test } from 'vitest'
import { createLabelIndex, matches, parseSelector } from '../../shared/selector/index.ts'
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
  const selector = parsed.value
  const rows = [1_000, 10_000, 100_000].map((total) => {
    const pods = Array.from({ length: total }, (_, i) => makePod(i, total))
    const index = createLabelIndex()
    const built = time(() => {
      index.clear()
      pods.forEach(({ namespace, labels }, slot) => index.put(slot, namespace, labels))
      return pods.length
    })
    const byHand = time(() => pods.filter(({ labels }) => scanByHand(labels)).length)
    const scan = time(() => pods.filter(({ labels }) => matches(selector, labels)).length)
    const indexed = time(() => index.select(selector, null).matched)
    expect([scan.found, indexed.found]).toEqual([byHand.found, byHand.found])
    return [String(total), show(byHand.ms), `${show(scan.ms)} (${show(scan.ms / byHand.ms)} x)`, `${show(indexed.ms)} (${show(byHand.ms / indexed.ms)} x faster)`, `${show(scan.ms / indexed.ms)} x`, show(built.ms)]
  })
  printTable(['pods', 'scan by hand, ms', 'matches, ms', 'index, ms', 'index against matches', 'building the index, ms'], rows)
})
