import { Buffer } from 'node:buffer'

/** Texts one after another as UTF-8. */
export interface Bytes {
  add(text: string): void
  /** All that was added; nothing may be added after it. */
  take(): Uint8Array
}

/** `expected` is about how many bytes there will be. Each text is encoded at once: joined first, all would be copied twice more. */
export function createBytes(expected: number): Bytes {
  let buffer = Buffer.allocUnsafe(expected)
  let length = 0
  return {
    add: (text) => {
      // A UTF-16 unit takes three bytes at most.
      const needed = length + text.length * 3
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, buffer.length * 2))
        buffer.copy(larger, 0, 0, length)
        buffer = larger
      }
      length += buffer.write(text, length)
    },
    take: () => buffer.subarray(0, length),
  }
}
