import { nameOf, type OutlineRow } from './outline-row-data.ts'
import type { OutlineRows } from './outline-rows.ts'

/** What a key does in the tree: go to a row, fold or unfold one. */
export type TreeMove = { readonly go: number } | { readonly fold: number; readonly open: boolean }

const canOpen = (row: OutlineRow | undefined): row is OutlineRow & { readonly open: boolean } => row !== undefined && row.type !== 'object'

/** What a key asks for at row `at`, by the keyboard pattern of trees; null when it means nothing there. `page` is in rows. */
export function moveInTree(rows: OutlineRows, at: number, key: string, page: number): TreeMove | null {
  const row = rows.at(at)
  const last = rows.length - 1
  const go = (index: number): TreeMove => ({ go: Math.min(Math.max(index, 0), last) })
  switch (key) {
    case 'ArrowDown': return go(at + 1)
    case 'ArrowUp': return go(at - 1)
    case 'PageDown': return go(at + page)
    case 'PageUp': return go(at - page)
    case 'Home': return go(0)
    case 'End': return go(last)
    case 'ArrowRight':
      if (!canOpen(row)) return null
      if (!row.open) return { fold: at, open: true }
      return at < last && rows.parentOf(at + 1) === at ? go(at + 1) : null
    case 'ArrowLeft':
      if (canOpen(row) && row.open) return { fold: at, open: false }
      return row === undefined || rows.parentOf(at) === -1 ? null : go(rows.parentOf(at))
    default: return null
  }
}

/** The next row after `at` whose name begins with what was typed, going round; a row that goes on matching a longer text stays. */
export function findTyped(rows: OutlineRows, at: number, typed: string): number {
  const wanted = typed.toLowerCase()
  const first = typed.length > 1 ? at : at + 1
  for (let step = 0; step < rows.length; step++) {
    const index = (first + step + rows.length) % rows.length
    const row = rows.at(index)
    if (row !== undefined && nameOf(row).toLowerCase().startsWith(wanted)) return index
  }
  return -1
}
