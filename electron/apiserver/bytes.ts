import { Buffer } from 'node:buffer'

/** Texts one after another as UTF-8, written into one piece of memory after the other. */
export interface Bytes {
  /** Goes on in this memory, with what the one before had no room for. */
  into(memory: Uint8Array): void
  /** How much of the memory is written. */
  readonly length: number
  /** How much of it is left. */
  readonly room: number
  /** Whether there was no room for all. */
  readonly isOver: boolean
  add(text: string): void
  /** Adds what is UTF-8 already. */
  copy(bytes: Uint8Array, from: number, to: number): void
}

const nothing = new Uint8Array()

/** Each text is encoded at once: joined first, all would be copied twice more. */
export function createBytes(): Bytes {
  let memory: Buffer = Buffer.alloc(0)
  let length = 0
  /** What comes first in the next memory. */
  let over: Uint8Array = nothing

  function put(bytes: Uint8Array): void {
    const fits = over.length > 0 ? 0 : Math.min(bytes.length, memory.length - length)
    memory.set(bytes.subarray(0, fits), length)
    length += fits
    if (fits < bytes.length) over = Buffer.concat([over, bytes.subarray(fits)])
  }

  return {
    get length() {
      return length
    },
    get room() {
      return memory.length - length
    },
    get isOver() {
      return over.length > 0
    },
    into: (next) => {
      memory = Buffer.from(next.buffer, next.byteOffset, next.byteLength)
      length = 0
      const first = over
      over = nothing
      put(first)
    },
    add: (text) => {
      // A UTF-16 unit takes three bytes at most.
      if (text.length * 3 <= memory.length - length && over.length === 0) length += memory.write(text, length)
      else put(Buffer.from(text))
    },
    copy: (bytes, from, to) => {
      const part = bytes.subarray(from, to)
      if (part.length > memory.length - length || over.length > 0) return put(part)
      memory.set(part, length)
      length += part.length
    },
  }
}
