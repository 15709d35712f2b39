/** The text between two document lines, and the line of the file it begins on (from 1). */
export interface DocumentText {
  readonly text: string
  readonly line: number
}

/**
 * Splits a file's text on the lines `---` and `...` at column 0: they end a document even inside a block scalar.
 * Leaves out parts with nothing but comments; directives (`%TAG`) stay with the document they are for.
 */
export function splitDocuments(text: string): readonly DocumentText[] {
  const documents: DocumentText[] = []
  const separator = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm
  let start = 0
  let line = 1
  let next = separator.exec(text)
  for (;;) {
    const end = next?.index ?? text.length
    const part = text.slice(start, end)
    const directives = next !== null && text[end] === '-' && /^%/m.test(part) && isOnlyComments(part)
    if (!directives) {
      if (!isOnlyComments(part)) documents.push({ text: part, line })
      line += countLines(part)
      start = end
    }
    if (next === null) return documents
    if (!directives) {
      const afterLine = text.indexOf('\n', end)
      const rest = text.slice(end + 3, afterLine < 0 ? text.length : afterLine)
      // What stands on the line itself (`--- {a: b}`) belongs to the document, which then begins there.
      if (isOnlyComments(rest) || text[end] === '.') {
        start = afterLine < 0 ? text.length : afterLine + 1
        line++
      }
    }
    next = separator.exec(text)
  }
}

function isOnlyComments(text: string): boolean {
  return !/^[ \t]*[^\s#%]/m.test(text) && !/^[ \t]+%/m.test(text)
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
