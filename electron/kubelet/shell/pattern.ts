import { type FileSystem, resolvePath } from './file-system.ts'

/** Escapes text so that a pattern matches it literally. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)
}

export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern.replaceAll(/\\./gs, ''))
}

/** Undoes `escapePattern`. */
export function unescapePattern(pattern: string): string {
  return pattern.replaceAll(/\\(.)/gs, '$1')
}

/** Whether a shell pattern (`*`, `?`, `[a-z]`, `[!x]`) matches the whole text. Takes time in proportion to both lengths at worst. */
export function matchesPattern(pattern: string, text: string): boolean {
  let [at, place, star, starPlace] = [0, 0, -1, 0]
  while (place < text.length) {
    const step = matchOne(pattern, at, text[place] ?? '')
    if (step > 0) {
      at += step
      place += 1
    } else if (pattern[at] === '*') {
      star = at++
      starPlace = place
    } else if (star >= 0) {
      at = star + 1
      place = ++starPlace
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}

/** The length of the pattern's element at `at` if it matches one character, else 0. */
function matchOne(pattern: string, at: number, character: string): number {
  const first = pattern[at]
  if (first === undefined || first === '*') return 0
  if (first === '?') return 1
  if (first === '\\') return pattern[at + 1] === character ? 2 : 0
  if (first !== '[') return first === character ? 1 : 0
  const end = pattern.indexOf(']', at + (/[!^]/.test(pattern[at + 1] ?? '') ? 3 : 2))
  if (end < 0) return character === '[' ? 1 : 0
  const negated = /[!^]/.test(pattern[at + 1] ?? '')
  let found = false
  for (let index = at + (negated ? 2 : 1); index < end; index++) {
    const low = pattern[index] ?? ''
    const high = pattern[index + 1] === '-' && index + 2 < end ? pattern[index + 2] ?? '' : low
    if (high !== low) index += 2
    if (character >= low && character <= high) found = true
  }
  return found === negated ? 0 : end + 1 - at
}

/** Paths that match, in order, written as the pattern writes them; none when none does. */
export function matchPaths(files: FileSystem, cwd: string, pattern: string): readonly string[] {
  const parts = pattern.split('/')
  let bases = [pattern.startsWith('/') ? '/' : '']
  for (const [index, part] of parts.entries()) {
    if (part === '') continue
    const last = index === parts.length - 1
    bases = bases.flatMap((base) => {
      const directory = resolvePath(cwd, base === '' ? '.' : base)
      const listed = files.list(directory)
      const names = listed.ok ? listed.value : []
      const found = hasWildcard(part)
        ? names.filter((name) => (!name.startsWith('.') || part.startsWith('.')) && matchesPattern(part, name))
        : [unescapePattern(part)].filter((name) => name === '.' || name === '..' || names.includes(name))
      return found.map((name) => `${base}${name}${last ? '' : '/'}`)
    })
  }
  return bases.filter((base) => base !== '')
}
