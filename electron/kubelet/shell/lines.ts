import type { ByteSource } from '../../../shared/lang/pipe.ts'

/** A source that can be read line by line: what was read past a line is kept for the next reader. */
export interface LineSource extends ByteSource {
  /** Gives bytes back to whoever reads next. */
  unread(bytes: Uint8Array): void
}

export function createLineSource(source: ByteSource): LineSource {
  let kept: Uint8Array[] = []
  return {
    read: async () => kept.pop() ?? source.read(),
    cancel: () => {
      kept = []
      source.cancel()
    },
    unread: (bytes) => {
      if (bytes.length > 0) kept.push(bytes)
    },
  }
}

function canUnread(source: ByteSource): source is LineSource {
  return 'unread' in source
}

/** Longest line, in bytes. */
const maxLine = 1024 * 1024

/** The next line without its end; a last line without an end counts; undefined when there is none. */
export async function readLine(source: ByteSource): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) {
    const end = bytes.indexOf(10)
    parts.push(end < 0 ? bytes : bytes.subarray(0, end))
    size += bytes.length
    if (end >= 0 && canUnread(source)) source.unread(bytes.subarray(end + 1))
    if (end >= 0 || size > maxLine) return Buffer.concat(parts).toString('utf8')
  }
  return parts.length === 0 ? undefined : Buffer.concat(parts).toString('utf8')
}
