import type { Source, Steps } from './steps.ts'

/** A source that can be read line by line: what was read past a line is kept for the next reader. */
export interface LineSource extends Source {
  /** Gives bytes back to whoever reads next. */
  unread(bytes: Uint8Array): void
}

export function createLineSource(source: Source): LineSource {
  let kept: Uint8Array[] = []
  return {
    *read() {
      return kept.pop() ?? (yield* source.read())
    },
    cancel: () => {
      kept = []
      source.cancel()
    },
    unread: (bytes) => {
      if (bytes.length > 0) kept.push(bytes)
    },
  }
}

function canUnread(source: Source): source is LineSource {
  return 'unread' in source
}

/** Longest line, in bytes. */
const maxLine = 1024 * 1024

/** The next line without its end, and whether it had one; undefined when there is none. */
export function* readLineEnd(source: Source): Steps<{ readonly line: string; readonly ended: boolean } | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) {
    const end = bytes.indexOf(10)
    parts.push(end < 0 ? bytes : bytes.subarray(0, end))
    size += bytes.length
    if (end >= 0 && canUnread(source)) source.unread(bytes.subarray(end + 1))
    if (end >= 0 || size > maxLine) return { line: Buffer.concat(parts).toString('utf8'), ended: true }
  }
  return parts.length === 0 ? undefined : { line: Buffer.concat(parts).toString('utf8'), ended: false }
}

/** The next line without its end; a last line without an end counts; undefined when there is none. */
export function* readLine(source: Source): Steps<string | undefined> {
  return (yield* readLineEnd(source))?.line
}
