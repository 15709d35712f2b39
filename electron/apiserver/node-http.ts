import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { ApiRequest } from './api-request.ts'
import { openPieces } from './pieces.ts'
import { findWhole, keepWhole } from './whole-bodies.ts'

/** A request of Node's server, its path looked at already, as the API takes it, when its body has come, or more of it than `mostBytes`. Undefined when the client leaves before. */
export async function nodeToRequest(incoming: IncomingMessage, mostBytes: number): Promise<ApiRequest | undefined> {
  const { method = 'GET', url = '/', headers } = incoming
  const request = { method, url: `https://${headers.host ?? 'localhost'}${url}`, headers: readHeaders(headers), body: null }
  if (method === 'GET' || method === 'HEAD') return request
  const body = Number(headers['content-length'] ?? 0) > mostBytes ? new Uint8Array() : await readIncoming(incoming, mostBytes)
  return body === undefined ? undefined : keepWhole(request, body)
}

function readHeaders(headers: IncomingHttpHeaders): ApiRequest['headers'] {
  return {
    get: (name) => joinValues(headers[name.toLowerCase()]) ?? null,
    * [Symbol.iterator]() {
      for (const [name, values] of Object.entries(headers)) {
        const value = joinValues(values)
        if (value !== undefined) yield [name, value]
      }
    },
  }
}

function joinValues(values: string | string[] | undefined): string | undefined {
  return Array.isArray(values) ? values.join(', ') : values
}

function readIncoming(incoming: IncomingMessage, mostBytes: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let length = 0
    const finish = (body: Uint8Array | undefined) => {
      incoming.off('data', take).off('end', end).off('close', leave)
      resolve(body)
    }
    const take = (piece: Buffer) => {
      pieces.push(piece)
      length += piece.length
      if (length <= mostBytes) return
      incoming.pause()
      finish(Buffer.concat(pieces))
    }
    const end = () => finish(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces))
    const leave = () => finish(undefined)
    incoming.on('error', () => undefined)
    incoming.on('data', take).on('end', end).on('close', leave)
  })
}

/** Sends an answer, as fast as the client takes it; a client that leaves ends the answer's body. */
export async function sendResponse(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  outgoing.on('error', () => undefined)
  const whole = findWhole(response)
  if (whole !== undefined) {
    outgoing.end(incoming.method === 'HEAD' ? undefined : whole)
    return
  }
  if (response.body === null || incoming.method === 'HEAD') {
    await response.body?.cancel()
    outgoing.end()
    return
  }
  const { read, cancel } = openPieces(response.body)
  outgoing.once('close', () => void cancel())
  // A watch that has nothing to tell yet is there all the same; else the head goes out with the first piece.
  const silent = setImmediate(() => outgoing.flushHeaders())
  for (let piece = await read(); piece !== undefined; piece = await read()) {
    clearImmediate(silent)
    await send(outgoing, piece)
  }
  clearImmediate(silent)
  outgoing.end()
}

/** Resolves when a piece is on its way and its memory is free again, or when there is nobody to send to. */
function send(outgoing: ServerResponse, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) return resolve()
    const go = () => {
      outgoing.off('close', go)
      resolve()
    }
    outgoing.once('close', go)
    outgoing.write(piece, go)
  })
}
