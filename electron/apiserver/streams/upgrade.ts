import type { IncomingHttpHeaders } from 'node:http'
import type { Duplex } from 'node:stream'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'

/** A request that asks to leave HTTP, as `server.on('upgrade')` gives it, with its query. */
export interface UpgradeRequest {
  readonly headers: IncomingHttpHeaders
  readonly query: URLSearchParams
  readonly socket: Duplex
  /** What came behind the request. */
  readonly head: Uint8Array
}

/** What a request asks to be upgraded to; undefined when it is nothing that is spoken here. */
export function readUpgrade(headers: IncomingHttpHeaders): 'websocket' | 'spdy' | undefined {
  const connection = (headers.connection ?? '').toLowerCase()
  const upgrade = (headers.upgrade ?? '').toLowerCase()
  if (!connection.includes('upgrade')) return undefined
  if (upgrade.includes('websocket')) return 'websocket'
  return upgrade.includes('spdy/3.1') ? 'spdy' : undefined
}

interface SpdyHandshake {
  readonly protocol: string
  /** The 101 answer, all of it. */
  readonly answer: string
}

/** Answers a SPDY request with the client's first protocol that is also `supported`; none offered means the oldest, ''. The error is the text of a 403. */
export function planSpdyHandshake(headers: IncomingHttpHeaders, supported: readonly string[]): Result<SpdyHandshake, string> {
  const header = headers['x-stream-protocol-version']
  const offered = (Array.isArray(header) ? header.join(',') : header ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')
  const protocol = offered.length === 0 ? '' : offered.find((name) => supported.includes(name))
  if (protocol === undefined) {
    return fail(`unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${supported.join(' ')}]`)
  }
  const named = protocol === '' ? [] : [`X-Stream-Protocol-Version: ${protocol}`]
  return ok({ protocol, answer: ['HTTP/1.1 101 Switching Protocols', 'Upgrade: SPDY/3.1', 'Connection: Upgrade', ...named, '', ''].join('\r\n') })
}

const reasons = { 400: 'BadRequest', 403: 'Forbidden' } as const

/** Answers an upgrade that cannot be had with a `Status`, and closes. */
export function refuseUpgrade(socket: Duplex, code: 400 | 403, message: string): void {
  const body = JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: reasons[code], code })
  const lines = [
    `HTTP/1.1 ${code} ${code === 400 ? 'Bad Request' : 'Forbidden'}`, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close', '', body,
  ]
  socket.on('error', () => undefined)
  socket.end(lines.join('\r\n'))
}
