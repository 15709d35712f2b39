/** A place in a text: line and column from 1, columns in UTF-16 units as editors count them. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface LineIndex {
  placeAt(offset: number): Place
  /** Text of a line (from 1) without its end; long ones are cut, since they are shown. */
  lineText(line: number): string
}

const longestShown = 2_000

export function indexLines(text: string): LineIndex {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)

  function placeAt(offset: number): Place {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }

  function lineText(line: number): string {
    const start = starts[line - 1] ?? text.length
    return text.slice(start, Math.min(starts[line] ?? text.length, start + longestShown)).replace(/\r?\n$/, '')
  }

  return { placeAt, lineText }
}
