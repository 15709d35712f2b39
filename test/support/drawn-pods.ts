import type { Page } from 'playwright-core'
import type { PodState } from '../../shared/ipc/contract.ts'

/** How many pods have each state. */
export type StateCounts = Readonly<Record<PodState, number>>

/**
 * Counts the pods in the graph's pixels by state: patches of a state's colour that are as wide as a cell (in pixels) without its gap, and
 * higher than the bar in a namespace's title, which may touch them.
 */
export async function countDrawn(page: Page, cell: number): Promise<StateCounts> {
  return page.evaluate((width) => {
    const canvas = document.querySelector<HTMLCanvasElement>('.graph-canvas')!
    const { data, width: columns, height: lines } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    const style = getComputedStyle(document.documentElement)
    const counts: Record<PodState, number> = { running: 0, pending: 0, failed: 0, succeeded: 0, terminating: 0, unknown: 0 }
    const states = Object.keys(counts) as PodState[]
    const stateOf = new Map(states.map((state) => [Number.parseInt(style.getPropertyValue(`--state-${state}`).trim().slice(1), 16), state]))
    const colourAt = (at: number) => (data[at * 4]! << 16) | (data[at * 4 + 1]! << 8) | data[at * 4 + 2]!
    const isInner = (at: number, colour: number) => [-2, -1, 1, 2].every((rows) => colourAt(at + rows * columns) === colour)
    const seen = new Uint8Array(columns * lines)
    for (let start = 0; start < seen.length; start++) {
      const colour = colourAt(start)
      const state = stateOf.get(colour)
      if (seen[start] === 1 || state === undefined || !isInner(start, colour)) continue
      let left = columns
      let right = 0
      const waiting = [start]
      seen[start] = 1
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        const x = at % columns
        left = Math.min(left, x)
        right = Math.max(right, x)
        for (const next of [at - 1, at + 1, at - columns, at + columns]) {
          if (next < 0 || next >= seen.length || seen[next] === 1 || colourAt(next) !== colour || !isInner(next, colour)) continue
          seen[next] = 1
          waiting.push(next)
        }
      }
      if (Math.abs(right - left + 1 - (width - 1)) <= 1.5) counts[state]++
    }
    return counts
  }, cell)
}
