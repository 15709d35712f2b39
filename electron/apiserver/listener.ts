import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { MAX_BODY_BYTES } from './body.ts'
import type { Certificate } from './certificate.ts'
import { checkCaller, type Gate, type Refusal } from './gate.ts'
import { nodeToRequest, sendResponse } from './node-http.ts'
import type { ApiServer } from './server.ts'
import type { UpgradeRequest } from './streams/index.ts'

export interface ListenerParts {
  readonly api: ApiServer
  readonly certificate: Certificate
  readonly token: string
  /** Port to listen on; 0 leaves it to the system. */
  readonly port: number
}

export interface Listener {
  readonly port: number
  /** `https://127.0.0.1:<port>`. */
  readonly url: string
  /** Cuts all connections; resolves when the port is free. */
  close(): Promise<void>
}

const address = '127.0.0.1'
const limits = { headerBytes: 16 * 1024, headerTime: 10_000, bodyTime: 30_000, connections: 256, keepAlive: 60_000 }

/** Serves the API with HTTPS on the loopback address. Rejects when the port is taken. */
export async function listen({ api, certificate, token, port }: ListenerParts): Promise<Listener> {
  let gate: Gate = { token, hosts: [] }
  const server = createServer({
    cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2', maxHeaderSize: limits.headerBytes, connectionsCheckingInterval: 1_000,
    headersTimeout: limits.headerTime, requestTimeout: limits.bodyTime, keepAliveTimeout: limits.keepAlive,
  })
  server.maxConnections = limits.connections
  server.on('request', (incoming, outgoing) => void serve(incoming, outgoing))
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const passed = checkCaller(gate, callerOf(incoming))
    if (!passed.ok) return refuseSocket(socket, passed.error)
    api.upgrade(upgradeOf(incoming, socket, head), incoming.url ?? '/', incoming.method ?? 'GET')
  })
  // What is no HTTP, or comes too slowly, is not answered as an API request.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(`HTTP/1.1 ${error.code === 'HPE_HEADER_OVERFLOW' ? '431' : '400'} Bad Request\r\nConnection: close\r\n\r\n`)
    else socket.destroy()
  })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const passed = checkCaller(gate, callerOf(incoming))
    if (!passed.ok) return sendResponse(refuse(passed.error), incoming, outgoing)
    const request = await nodeToRequest(incoming, MAX_BODY_BYTES)
    if (request !== undefined) await sendResponse(await api.handle(request), incoming, outgoing)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port, exclusive: true }, resolve)
  })
  const { port: given } = server.address() as AddressInfo
  gate = { token, hosts: [`${address}:${given}`, `localhost:${given}`] }
  return {
    port: given,
    url: `https://${address}:${given}`,
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

function callerOf({ method = 'GET', url = '/', headers }: IncomingMessage) {
  return { method, target: url, headers }
}

function upgradeOf(incoming: IncomingMessage, socket: Duplex, head: Uint8Array): UpgradeRequest {
  return { headers: incoming.headers, query: new URL(incoming.url ?? '/', 'https://localhost').searchParams, socket, head }
}

const reasons: Readonly<Record<Refusal['code'], string>> = { 400: 'BadRequest', 401: 'Unauthorized', 403: 'Forbidden', 415: 'UnsupportedMediaType' }

function statusOf({ code, message }: Refusal): string {
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: reasons[code], code })
}

function refuse(refusal: Refusal): Response {
  return new Response(statusOf(refusal), { status: refusal.code, headers: { 'Content-Type': 'application/json' } })
}

function refuseSocket(socket: Duplex, refusal: Refusal): void {
  const body = statusOf(refusal)
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${refusal.code} ${STATUS_CODES[refusal.code] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}
