import type { Duplex } from 'node:stream'
import { createPipe } from '../../../shared/lang/pipe.ts'
import type { StreamTiming } from './timing.ts'

/** A connection that carries bytes both ways: a socket, or the messages of a WebSocket. */
export interface Carrier {
  /** The next bytes, or undefined when the peer sends no more. The peer is held back until they are read. */
  read(): Promise<Uint8Array | undefined>
  /** Sends the parts as one. Resolves when there is room for more: true, or false when the connection is gone. */
  write(...parts: readonly Uint8Array[]): Promise<boolean>
  /** What was written is still sent; what comes is dropped; cut off after a while if the peer does not close too. */
  end(): void
  /** Cuts the connection now. */
  destroy(): void
  /** A write waits for the peer to read. */
  stalled(): boolean
}

/** Takes over a socket after an HTTP upgrade; `head` is what came behind the request. */
export function carrySocket(socket: Duplex, head: Uint8Array, timing: StreamTiming): Carrier {
  const incoming = createPipe()
  let closed = socket.destroyed
  let waiting: (() => void)[] = []
  const release = () => {
    const all = waiting
    waiting = []
    for (const go of all) go()
  }
  socket.on('data', (bytes: Uint8Array) => {
    socket.pause()
    void incoming.write(bytes).then(() => socket.resume())
  })
  socket.on('end', () => incoming.end())
  socket.on('drain', release)
  // 'close' follows, and tells all that there is to do
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed = true
    incoming.end()
    release()
  })
  if (head.length > 0) void incoming.write(head)

  return {
    read: () => incoming.read(),
    write: async (...parts) => {
      if (closed || socket.writableEnded) return false
      socket.cork()
      let room = true
      for (const part of parts) room = socket.write(part)
      socket.uncork()
      if (!room) await new Promise<void>((resolve) => waiting.push(resolve))
      return !closed
    },
    end: () => {
      if (closed) return
      incoming.cancel()
      socket.end()
      const cancel = timing.clock.after(timing.linger, () => socket.destroy())
      socket.on('close', cancel)
    },
    destroy: () => socket.destroy(),
    stalled: () => waiting.length > 0,
  }
}
