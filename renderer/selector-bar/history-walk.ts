/** A walk through the selectors asked before: `at` counts into the past, -1 is the text that was being written. */
export interface HistoryWalk {
  readonly at: number
  readonly written: string
}

export const NOT_WALKING: HistoryWalk = { at: -1, written: '' }

/** One step into the past (1) or back (-1); null at either end. The text being written is found again on the way back. */
export function walkHistory(
  history: readonly string[], walk: HistoryWalk, text: string, step: 1 | -1,
): { readonly walk: HistoryWalk; readonly text: string } | null {
  const written = walk.at === -1 ? text : walk.written
  let at = walk.at + step
  // What stands in the field already would be a step that shows nothing.
  if (step === 1 && history[at] === text) at++
  if (at < -1 || at >= history.length) return null
  return { walk: { at, written }, text: at === -1 ? written : history[at]! }
}
