import { assertNever } from '../../../shared/lang/assert-never.ts'
import { type ByteSink, type ByteSource, createPipe, type Pipe } from '../../../shared/lang/pipe.ts'
import type { Carrier } from './carrier.ts'
import { createSpdyReader, encodeDataHead, encodeGoAway, encodePing, encodeReply, encodeReset, resetCodes, type SpdyFrame } from './spdy-frames.ts'
import { createHeaderReader, createHeaderWriter, type SpdyHeaders, uint32 } from './spdy-headers.ts'
import { keepAlive, type StreamTiming } from './timing.ts'

/** A stream that the client opened: `input` is what it sends, `output` goes to it. */
export interface SpdyStream {
  readonly headers: SpdyHeaders
  readonly input: ByteSource
  readonly output: ByteSink
  /** Ends both directions at once, whatever is still under way. */
  reset(): void
}

export interface SpdySession {
  /** Resolves when the connection is over; every stream is then ended. */
  readonly ended: Promise<void>
  /** Tells the client that nothing more is served, and ends the connection. */
  end(): void
}

/** As many as a browser with many tabs may need of one port-forward; each stream holds a buffer. */
const maxStreams = 1024
/** Of what a client sent on one stream and nobody has read. kubectl keeps no windows: past this, its whole connection waits. */
const streamRoom = 256 * 1024
const maxPayload = 64 * 1024

interface OpenStream {
  readonly incoming: Pipe
  outgoing: boolean
  heard: boolean
}

/** The server side of SPDY/3.1 over any carrier. `serve` is called once for each stream that the client opens; it must not throw. */
export function serveSpdy(carrier: Carrier, timing: StreamTiming, serve: (stream: SpdyStream) => void): SpdySession {
  const streams = new Map<number, OpenStream>()
  const frames = createSpdyReader()
  const headerReader = createHeaderReader()
  const packHeaders = createHeaderWriter()
  let lastStream = 0
  let over = false
  let listening = false
  let pinged = 0

  const pings = keepAlive(timing, {
    // a server's ping identifiers are even
    ping: () => void carrier.write(encodePing(uint32((pinged += 2)))),
    held: () => !listening || carrier.stalled(),
    drop: () => carrier.destroy(),
  })

  const forget = (id: number, stream: OpenStream) => {
    if (stream.heard && !stream.outgoing) streams.delete(id)
  }
  const drop = (id: number) => {
    const stream = streams.get(id)
    if (stream === undefined) return
    stream.outgoing = false
    stream.heard = true
    stream.incoming.cancel()
    streams.delete(id)
  }
  const createOutput = (id: number, stream: OpenStream): ByteSink => ({
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; at += maxPayload) {
        if (over || !stream.outgoing) return false
        const part = bytes.subarray(at, at + maxPayload)
        if (!(await carrier.write(encodeDataHead(id, part.length, false), part))) return false
      }
      return stream.outgoing
    },
    end: () => {
      if (over || !stream.outgoing) return
      stream.outgoing = false
      void carrier.write(encodeDataHead(id, 0, true))
      forget(id, stream)
    },
  })

  const open = async (id: number, last: boolean, block: Buffer): Promise<boolean> => {
    const headers = await headerReader.read(block)
    if (id % 2 === 0 || id <= lastStream) return false
    lastStream = id
    if (streams.size >= maxStreams) {
      await carrier.write(encodeReset(id, resetCodes.refusedStream))
      return true
    }
    const stream: OpenStream = { incoming: createPipe(streamRoom), outgoing: true, heard: last }
    streams.set(id, stream)
    if (last) stream.incoming.end()
    await carrier.write(encodeReply(id, packHeaders({})))
    serve({
      headers,
      input: stream.incoming,
      output: createOutput(id, stream),
      reset: () => {
        if (over || !streams.has(id)) return
        drop(id)
        void carrier.write(encodeReset(id, resetCodes.cancel))
      },
    })
    return true
  }

  /** Acts on a frame; false ends the session. */
  const act = async (frame: SpdyFrame): Promise<boolean> => {
    switch (frame.kind) {
      case 'data': {
        // frames of a stream that was reset may still be on their way
        const stream = streams.get(frame.stream)
        if (stream === undefined || stream.heard) return true
        await stream.incoming.write(frame.bytes)
        if (!frame.last) return true
        stream.heard = true
        stream.incoming.end()
        forget(frame.stream, stream)
        return true
      }
      case 'open': return open(frame.stream, frame.last, frame.block)
      case 'headers':
        await headerReader.read(frame.block)
        return true
      case 'reset':
        drop(frame.stream)
        return true
      case 'ping':
        // even identifiers are answers to ours
        if (frame.id.readUInt32BE(0) % 2 === 1) await carrier.write(encodePing(frame.id))
        return true
      case 'ignored': return true
      case 'goaway':
      case 'breach': return false
      default: return assertNever(frame)
    }
  }

  const receive = async (): Promise<boolean> => {
    listening = true
    const bytes = await carrier.read()
    listening = false
    if (bytes === undefined) return false
    pings.heard()
    frames.push(bytes)
    return true
  }
  const run = async () => {
    for (;;) {
      const frame = frames.next()
      if (frame === undefined ? !(await receive()) : !(await act(frame))) return
    }
  }
  const finish = () => {
    over = true
    pings.stop()
    headerReader.close()
    for (const id of Array.from(streams.keys())) drop(id)
    carrier.end()
  }

  return {
    // a header block that cannot be read ends the session like any other breach
    ended: run().then(finish, finish),
    end: () => {
      if (over) return
      void carrier.write(encodeGoAway(lastStream))
      carrier.end()
    },
  }
}
