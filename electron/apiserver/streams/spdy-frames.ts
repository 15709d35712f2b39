import { createByteQueue } from './byte-queue.ts'
import { uint32 } from './spdy-headers.ts'

/** What a client sends in SPDY/3.1, as far as Kubernetes' streams use it. */
export type SpdyFrame =
  | { readonly kind: 'data'; readonly stream: number; readonly last: boolean; readonly bytes: Buffer }
  /** Opens a stream; `block` holds its compressed headers. */
  | { readonly kind: 'open'; readonly stream: number; readonly last: boolean; readonly block: Buffer }
  /** More headers for a stream (SYN_REPLY, HEADERS): not used, but their block belongs to the one zlib stream. */
  | { readonly kind: 'headers'; readonly block: Buffer }
  | { readonly kind: 'reset'; readonly stream: number }
  | { readonly kind: 'ping'; readonly id: Buffer }
  | { readonly kind: 'goaway' }
  /** SETTINGS and WINDOW_UPDATE: kubectl's library keeps no windows, so there is nothing to do. */
  | { readonly kind: 'ignored' }
  /** The frame broke the protocol; the session cannot go on. */
  | { readonly kind: 'breach' }

const types = { open: 1, reply: 2, reset: 3, settings: 4, ping: 6, goaway: 7, headers: 8, windowUpdate: 9 } as const
const lastFlag = 1

/** kubectl sends at most 64 KiB at once. */
const maxFrame = 1024 * 1024

/** RST_STREAM status codes. */
export const resetCodes = { protocolError: 1, refusedStream: 3, cancel: 5 } as const

function encodeControl(type: number, payload: Buffer): Buffer {
  return Buffer.concat([uint32(0x8003_0000 + type), uint32(payload.length), payload])
}

export function encodeReply(stream: number, block: Buffer): Buffer {
  return encodeControl(types.reply, Buffer.concat([uint32(stream), block]))
}

export function encodeReset(stream: number, code: number): Buffer {
  return encodeControl(types.reset, Buffer.concat([uint32(stream), uint32(code)]))
}

export function encodePing(id: Buffer): Buffer {
  return encodeControl(types.ping, id)
}

export function encodeGoAway(lastStream: number): Buffer {
  return encodeControl(types.goaway, Buffer.concat([uint32(lastStream), uint32(0)]))
}

/** The head of a data frame of up to 2^24 - 1 bytes. */
export function encodeDataHead(stream: number, length: number, last: boolean): Buffer {
  return Buffer.concat([uint32(stream), uint32((last ? lastFlag * 2 ** 24 : 0) + length)])
}

function readControl(type: number, last: boolean, payload: Buffer): SpdyFrame {
  const stream = payload.length >= 4 ? payload.readUInt32BE(0) & 0x7fff_ffff : 0
  switch (type) {
    case types.open: return payload.length < 10 ? { kind: 'breach' } : { kind: 'open', stream, last, block: payload.subarray(10) }
    case types.reply:
    case types.headers: return payload.length < 4 ? { kind: 'breach' } : { kind: 'headers', block: payload.subarray(4) }
    case types.reset: return payload.length < 8 ? { kind: 'breach' } : { kind: 'reset', stream }
    case types.ping: return payload.length === 4 ? { kind: 'ping', id: payload } : { kind: 'breach' }
    case types.goaway: return { kind: 'goaway' }
    case types.settings:
    case types.windowUpdate: return { kind: 'ignored' }
    default: return { kind: 'breach' }
  }
}

export interface SpdyReader {
  push(bytes: Uint8Array): void
  /** The next frame, or undefined until more bytes are pushed. */
  next(): SpdyFrame | undefined
}

export function createSpdyReader(): SpdyReader {
  const queue = createByteQueue()
  return {
    push: (bytes) => queue.push(bytes),
    next: () => {
      if (queue.length < 8) return undefined
      const head = queue.peek(8)
      const first = head.readUInt32BE(0)
      const last = (head.readUInt8(4) & lastFlag) !== 0
      const length = head.readUIntBE(5, 3)
      const control = first >= 0x8000_0000
      if (length > maxFrame || (control && (first >>> 16) !== 0x8003)) return { kind: 'breach' }
      if (queue.length < 8 + length) return undefined
      queue.take(8)
      const payload = queue.take(length)
      return control ? readControl(first & 0xffff, last, payload) : { kind: 'data', stream: first, last, bytes: payload }
    },
  }
}
