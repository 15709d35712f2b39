import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip, type ZlibOptions } from 'node:zlib'
import type { ApiRequest } from './api-request.ts'
import { openPieces } from './pieces.ts'
import { findWhole, keepWhole } from './whole-bodies.ts'

/** Shorter answers are sent as they are: upstream's threshold, in bytes. */
const THRESHOLD = 128 * 1024

/** The answer as it is, or compressed when it is long and the client takes gzip: upstream's APIResponseCompression. Not for answers that go on. */
export async function compressLong(request: ApiRequest, response: Response): Promise<Response> {
  const { body, headers, status } = response
  if (body === null || !takesGzip(request.headers.get('accept-encoding'))) return response
  const whole = findWhole(response)
  if (whole !== undefined) return whole.length <= THRESHOLD ? response : compressWhole(response, whole)
  // What is written as it is read is long.
  return new Response(compressPieces(body), { status, headers: ofCompressed(headers) })
}

async function compressWhole({ headers, status }: Response, whole: string | Uint8Array): Promise<Response> {
  const bytes = await zip(whole, { level: constants.Z_BEST_SPEED })
  return keepWhole(new Response(bytes as ConstructorParameters<typeof Response>[0], { status, headers: ofCompressed(headers) }), bytes)
}

function compressPieces(body: ReadableStream<Uint8Array>): ConstructorParameters<typeof Response>[0] {
  const zipped = createGzip({ level: constants.Z_BEST_SPEED })
  const { read, cancel } = openPieces(body)
  const pump = async () => {
    for (let piece = await read(); piece !== undefined && !zipped.destroyed; piece = await read()) {
      const taken = piece
      await new Promise((resolve) => zipped.write(taken, resolve))
    }
    zipped.end()
  }
  // A client that leaves ends both; there is nobody to tell.
  zipped.on('error', () => undefined).once('close', () => void cancel())
  pump().catch((error: unknown) => zipped.destroy(error as Error))
  // Node's types and the platform's do not know each other.
  const sent: unknown = Readable.toWeb(zipped)
  return sent as ConstructorParameters<typeof Response>[0]
}

function ofCompressed(headers: Headers): Headers {
  const compressed = new Headers(headers)
  compressed.delete('content-length')
  compressed.set('content-encoding', 'gzip')
  compressed.append('vary', 'Accept-Encoding')
  return compressed
}

const zip: (bytes: string | Uint8Array, options: ZlibOptions) => Promise<Buffer> = promisify(gzip)

function takesGzip(accepted: string | null): boolean {
  return (accepted ?? '').split(',').some((one) => one.split(';')[0]?.trim() === 'gzip')
}
