import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

/** A request of Node's server as the platform's own. */
export function nodeToRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming
  const copied = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) if (one !== undefined) copied.append(name, one)
  }
  const withBody = method !== 'GET' && method !== 'HEAD'
  const streamed = withBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}
  return new Request(new URL(url, `https://${headers.host ?? 'localhost'}`), { method, headers: copied, ...streamed } as RequestInit)
}

/** Sends an answer, as fast as the client takes it; a client that leaves ends the answer's body. */
export async function sendResponse(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  outgoing.on('error', () => undefined)
  const reader = response.body?.getReader()
  if (reader === undefined || incoming.method === 'HEAD') {
    await reader?.cancel()
    outgoing.end()
    return
  }
  outgoing.once('close', () => void reader.cancel())
  // A watch that has nothing to tell yet is there all the same.
  if (!outgoing.hasHeader('Content-Length')) outgoing.flushHeaders()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (!outgoing.write(piece.value)) await drained(outgoing)
  }
  outgoing.end()
}

/** Resolves when there is room to write again, or nobody to write to. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) return resolve()
    const go = () => {
      outgoing.off('drain', go)
      outgoing.off('close', go)
      resolve()
    }
    outgoing.once('drain', go)
    outgoing.once('close', go)
  })
}
