/**
 * Mends TABs used as indentation: of the texts with TABs replaced by 2, 4, 8 or 3 spaces, or moved to tab stops, the
 * one with the fewest errors (`countErrors`), the first of equals. Lines stay lines; TABs within block scalars stay.
 */
export function mendTabs(text: string, countErrors: (mended: string) => number): string {
  const candidates = new Set<string>()
  for (const width of [2, 4, 8, 3]) {
    candidates.add(replaceTabs(text, (indent) => indent.replaceAll('\t', ' '.repeat(width))))
    candidates.add(replaceTabs(text, (indent) => toTabStops(indent, width)))
  }
  let best = text
  let fewest = Infinity
  for (const candidate of candidates) {
    const count = countErrors(candidate)
    if (count >= fewest) continue
    best = candidate
    fewest = count
    if (count === 0) break
  }
  return best
}

function toTabStops(indent: string, width: number): string {
  let column = 0
  for (const character of indent) column += character === '\t' ? width - (column % width) : 1
  return ' '.repeat(column)
}

const blockScalarHeader = /(?:^|[:\-?]\s+)(?:[!&]\S+\s+)*[|>][-+\d]{0,2}\s*(?:#.*)?$/

function replaceTabs(text: string, expand: (indent: string) => string): string {
  /** Columns that the keys of the block scalar being passed, and its text, stand at. */
  let header = -1
  let content = -1
  return text.split('\n').map((line) => {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
    if (indent.length === line.trimEnd().length) return line
    const spaces = /^ */.exec(line)?.[0].length ?? 0
    if (content >= 0 && spaces >= content) return line
    const mended = indent.includes('\t') ? expand(indent) : indent
    if (header >= 0 && mended.length > header) {
      if (content < 0) content = mended.length
      return mended + line.slice(indent.length)
    }
    header = blockScalarHeader.test(line.trimEnd()) ? mended.length : -1
    content = -1
    return mended + line.slice(indent.length)
  }).join('\n')
}
