/** A line cut at the character a problem was found at. */
export interface SourceLine {
  readonly before: string
  /** The character, or '' past the end of the line. */
  readonly at: string
  readonly after: string
}

/** So much of a long line is kept on each side of the place. */
const KEPT = 60

/** Cuts a line at a column (from 1, in UTF-16 units); of a long line only the part around it is kept. */
export function cutLine(line: string, column: number): SourceLine {
  const place = Math.min(Math.max(column - 1, 0), line.length)
  const at = place < line.length ? String.fromCodePoint(line.codePointAt(place)!) : ''
  const before = line.slice(0, place)
  const after = line.slice(place + at.length)
  return {
    before: before.length > KEPT ? `…${before.slice(-KEPT)}` : before,
    at,
    after: after.length > KEPT ? `${after.slice(0, KEPT)}…` : after,
  }
}
