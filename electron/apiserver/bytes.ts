import { Buffer } from 'node:buffer'

/** Texts one after another as UTF-8. */
export interface Bytes {
  readonly length: number
  add(text: string): void
  /** Adds what is UTF-8 already. */
  copy(bytes: Buffer, from: number, to: number): void
  /** All that was added, until more is. */
  read(): Uint8Array
  /** Begins anew in the same place. */
  clear(): void
}

/** `expected` is about how many bytes there will be. Each text is encoded at once: joined first, all would be copied twice more. */
export function createBytes(expected: number): Bytes {
  let buffer = Buffer.allocUnsafe(expected)
  let length = 0

  function makeRoom(more: number): void {
    if (length + more <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(length + more, Math.ceil(buffer.length * 1.5)))
    buffer.copy(larger, 0, 0, length)
    buffer = larger
  }

  return {
    get length() {
      return length
    },
    add: (text) => {
      // A UTF-16 unit takes three bytes at most.
      makeRoom(text.length * 3)
      length += buffer.write(text, length)
    },
    copy: (bytes, from, to) => {
      makeRoom(to - from)
      length += bytes.copy(buffer, length, from, to)
    },
    read: () => buffer.subarray(0, length),
    clear: () => {
      length = 0
    },
  }
}
