import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { assertNever } from '../../../shared/lang/assert-never.ts'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import type { Carrier } from './carrier.ts'
import { keepAlive, type StreamTiming } from './timing.ts'
import { createWebSocketReader, encodeFrameHead, type SentOpcode } from './websocket-frames.ts'

/** The server side of RFC 6455. A `Carrier` too, of a byte stream cut into messages anywhere. */
export interface WebSocket extends Carrier {
  readonly protocol: string
  /** The next message, or undefined when the peer closed, broke the rules or is gone. Pings are answered while somebody reads. */
  read(): Promise<Uint8Array | undefined>
  /** Sends the parts as one binary message. */
  write(...parts: readonly Uint8Array[]): Promise<boolean>
  /** Says goodbye with code 1000, then ends the connection. */
  end(): void
}

/** Kubernetes' stream messages are below 64 KiB; a client may yet send a whole file as one. */
const maxMessage = 16 * 1024 * 1024

const acceptGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

interface Handshake {
  readonly protocol: string
  /** The 101 answer, all of it. */
  readonly answer: string
}

function splitHeader(value: string | undefined): readonly string[] {
  return (value ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '')
}

/** Answers a WebSocket request with the first of `supported` that the client offers; the error is the text of a 400. */
export function planHandshake(headers: IncomingHttpHeaders, supported: readonly string[]): Result<Handshake, string> {
  const key = headers['sec-websocket-key'] ?? ''
  if (!/^[A-Za-z0-9+/]{22}==$/.test(key)) return fail('missing or bad Sec-WebSocket-Key')
  if (headers['sec-websocket-version'] !== '13') return fail('missing or bad WebSocket Version')
  const offered = splitHeader(headers['sec-websocket-protocol'])
  const protocol = supported.find((name) => offered.includes(name))
  if (protocol === undefined) return fail(`unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${supported.join(' ')}]`)
  const accept = createHash('sha1').update(key + acceptGuid).digest('base64')
  const lines = [
    'HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`, `Sec-WebSocket-Protocol: ${protocol}`, '', '',
  ]
  return ok({ protocol, answer: lines.join('\r\n') })
}

/** Speaks WebSocket over a connection whose handshake has been answered. */
export function speakWebSocket(carrier: Carrier, protocol: string, timing: StreamTiming): WebSocket {
  const reader = createWebSocketReader(maxMessage)
  const state = { closed: false, listening: false }

  const send = (opcode: SentOpcode, parts: readonly Uint8Array[]): Promise<boolean> => {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    return carrier.write(encodeFrameHead(opcode, length), ...parts)
  }
  const close = (code: number) => {
    if (state.closed) return
    state.closed = true
    pings.stop()
    const reason = Buffer.alloc(2)
    reason.writeUInt16BE(code)
    void send('close', [reason])
    carrier.end()
  }
  const gone = () => {
    state.closed = true
    pings.stop()
    carrier.destroy()
  }
  const pings = keepAlive(timing, { ping: () => void send('ping', []), held: () => !state.listening || carrier.stalled(), drop: gone })

  const receive = async (): Promise<boolean> => {
    state.listening = true
    const bytes = await carrier.read()
    state.listening = false
    if (bytes === undefined) return false
    pings.heard()
    reader.push(bytes)
    return true
  }
  const read = async (): Promise<Uint8Array | undefined> => {
    while (!state.closed) {
      const event = reader.next()
      if (event === undefined) {
        if (!(await receive()) && !state.closed) gone()
        continue
      }
      switch (event.kind) {
        case 'message': return event.bytes
        case 'ping':
          // waiting here keeps a flood of pings from piling up answers
          await send('pong', [event.bytes])
          break
        case 'pong': break
        case 'close':
        case 'breach':
          close(event.code)
          break
        default: assertNever(event)
      }
    }
    return undefined
  }

  return {
    protocol,
    read,
    write: async (...parts) => !state.closed && send('binary', parts),
    end: () => close(1000),
    destroy: gone,
    stalled: () => carrier.stalled(),
  }
}
