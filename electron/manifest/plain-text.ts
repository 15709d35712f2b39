/** What a text in quotes says; of escapes there are only those that JSON has too. */
export function unquote(quoted: string): string {
  const content = quoted.slice(1, -1)
  if (quoted.startsWith("'")) return content.includes("''") ? content.replaceAll("''", "'") : content
  return content.includes('\\') ? (JSON.parse(quoted) as string) : content
}

/** Joins lines by spaces; of the line ends around empty ones, one is left out. */
export function foldLines(lines: readonly string[]): string {
  let folded = ''
  let empty = 0
  for (const line of lines) {
    if (line === '') empty++
    else {
      folded += (folded === '' ? '' : empty === 0 ? ' ' : '\n'.repeat(empty)) + line
      empty = 0
    }
  }
  return folded
}
