import { fail, ok, type Result } from '../../shared/lang/result.ts'

/**
 * The segments of a URL's path, each decoded once. Refused is what could mean one thing here and another elsewhere: encoded slashes,
 * dot segments in any writing, NUL, and percent signs that encode nothing.
 */
export function parsePath(path: string): Result<readonly string[], string> {
  if (!path.startsWith('/')) return fail('a path begins with a slash')
  const segments: string[] = []
  for (const raw of path.slice(1).split('/')) {
    const segment = decodeSegment(raw)
    if (segment === undefined) return fail('the path is not well encoded')
    if (segment === '.' || segment === '..' || /[/\\\0]/.test(segment)) return fail('the path holds a segment that is not allowed')
    segments.push(segment)
  }
  // One slash at the end is of no meaning.
  return ok(segments.at(-1) === '' ? segments.slice(0, -1) : segments)
}

function decodeSegment(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw)
  } catch {
    return undefined
  }
}
