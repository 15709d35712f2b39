import type { Pace } from '../cluster/index.ts'

/** Bytes of a long body that are made and sent at a time. */
export const PIECE_BYTES = 256 * 1024

/** Fills memory with what comes next of a body; less than there is room for, or nothing, only at its end. */
export type Fill = (memory: Uint8Array) => { readonly length: number; readonly done: boolean }

/**
 * A body that is made as it is read, in turns; `first`, in memory that was taken, is what was made of it already. It is written into memory that
 * the reader brings: were each piece a new buffer, V8 would collect the whole heap every few hundred of them, and with many objects in it that
 * takes longer than all else.
 */
export function streamPieces(first: Uint8Array<ArrayBuffer>, fill: Fill, pace: Pace): ReadableStream<Uint8Array> {
  let unread = first
  let done = false
  return new ReadableStream({
    type: 'bytes',
    // For readers that bring none.
    autoAllocateChunkSize: PIECE_BYTES,
    pull: async (controller) => {
      if (unread.length === 0 && !done && pace.isOver()) await pace.turn()
      const request = controller.byobRequest
      // The reader may have left meanwhile.
      if (!request?.view) return
      const memory = new Uint8Array(request.view.buffer, request.view.byteOffset, request.view.byteLength)
      let length = 0
      if (unread.length > 0) {
        const read = unread.subarray(0, memory.length)
        memory.set(read)
        length = read.length
        unread = unread.subarray(length)
        if (unread.length === 0) giveBackMemory(first)
      } else if (!done) ({ length, done } = fill(memory))
      if (length === 0) controller.close()
      request.respond(length)
    },
  })
}

/** Memory for pieces that nobody reads from any more. */
const spare: Uint8Array<ArrayBuffer>[] = []
const mostSpare = 8

/** Memory for a piece, with whatever was in it. */
export function takeMemory(): Uint8Array<ArrayBuffer> {
  return spare.pop() ?? new Uint8Array(PIECE_BYTES)
}

/** What is not given back is not used again, and that is all. */
export function giveBackMemory({ buffer }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === PIECE_BYTES && spare.length < mostSpare) spare.push(new Uint8Array(buffer))
}

/** Reads a body a piece at a time. */
export interface PieceReader {
  /** The next piece, there only until one more is asked for; undefined at the end. */
  read(): Promise<Uint8Array | undefined>
  /** Ends the body; what is being waited for comes as undefined. */
  cancel(): Promise<void>
}

export function openPieces(body: ReadableStream<Uint8Array>): PieceReader {
  return openInPlace(body) ?? openAsItComes(body)
}

function openAsItComes(body: ReadableStream<Uint8Array>): PieceReader {
  const reader = body.getReader()
  return { read: async () => (await reader.read()).value, cancel: () => reader.cancel() }
}

/** All pieces in one place of memory; undefined for a body that brings its own. */
function openInPlace(body: ReadableStream<Uint8Array>): PieceReader | undefined {
  let reader: ReadableStreamBYOBReader
  try {
    reader = body.getReader({ mode: 'byob' })
  } catch {
    return undefined
  }
  let memory = takeMemory()
  return {
    read: async () => {
      const { value, done } = await reader.read(memory)
      if (value !== undefined) memory = new Uint8Array(value.buffer)
      if (!done) return value
      giveBackMemory(memory)
      return undefined
    },
    cancel: () => reader.cancel(),
  }
}
