import type { Pace } from '../cluster/index.ts'

/** Bytes of a long body that are read at a time. */
export const PIECE_BYTES = 256 * 1024

/** The last piece is what the generator returns. Each may lie where the one before it lay. */
export type Pieces = Generator<Uint8Array, Uint8Array>

/**
 * A body that is made as it is read, in turns; `first` is what was made of it already. It is written into memory that the reader brings: were
 * each piece a new buffer, V8 would collect the whole heap every few hundred of them, and with many objects in it that takes longer than all else.
 */
export function streamPieces(first: Uint8Array, pieces: Pieces, pace: Pace): ReadableStream<Uint8Array> {
  let unread = first
  let done = false
  return new ReadableStream({
    type: 'bytes',
    // For readers that bring none.
    autoAllocateChunkSize: PIECE_BYTES,
    pull: async (controller) => {
      if (unread.length === 0 && !done) {
        if (pace.isOver()) await pace.turn()
        const next = pieces.next()
        unread = next.value
        done = next.done === true
      }
      const request = controller.byobRequest
      // The reader may have left meanwhile.
      if (!request?.view) return
      const read = unread.subarray(0, request.view.byteLength)
      new Uint8Array(request.view.buffer, request.view.byteOffset).set(read)
      unread = unread.subarray(read.length)
      if (read.length === 0) controller.close()
      request.respond(read.length)
    },
  })
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
  let memory = new ArrayBuffer(PIECE_BYTES)
  return {
    read: async () => {
      const { value, done } = await reader.read(new Uint8Array(memory))
      if (value !== undefined) memory = value.buffer
      return done ? undefined : value
    },
    cancel: () => reader.cancel(),
  }
}
