import type { DocumentReport } from '../../shared/ipc/contract.ts'
import { clipMessage } from './outcomes.ts'

/** Heights in px, as the style sheet has them. */
const LINE = 29
const ERROR_LINE = 17
const ERROR_MARGIN = 8
const SOURCE_LINE = 33
/** Characters of a reason that have room on a line, about. */
const ERROR_CHARACTERS = 100

/** About how high (px) a document's row is, before it is drawn and measured. */
export function estimateHeight({ errors, warnings }: DocumentReport): number {
  const text = (message: string) => Math.ceil(clipMessage(message).length / ERROR_CHARACTERS) * ERROR_LINE
  const reasons = errors.reduce((sum, { message, line }) => sum + text(message) + ERROR_MARGIN + (line === undefined ? 0 : SOURCE_LINE), 0)
  return LINE + reasons + warnings.reduce((sum, warning) => sum + text(warning), 0)
}

/** Where each row begins when they follow each other; one more at the end, where the last one ends. */
export function topsOf(count: number, heightOf: (row: number) => number): Float64Array {
  const tops = new Float64Array(count + 1)
  for (let row = 0; row < count; row++) tops[row + 1] = tops[row]! + heightOf(row)
  return tops
}

/** The row at a height (px); the first or the last one beyond the ends. */
export function rowAt(tops: Float64Array, y: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (tops[middle]! <= y) low = middle
    else high = middle - 1
  }
  return low
}
