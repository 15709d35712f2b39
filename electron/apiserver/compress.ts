import { pipeline, Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { promisify } from 'node:util'
import { constants, createGzip, gzip, type ZlibOptions } from 'node:zlib'
import { findWhole, keepWhole } from './whole-bodies.ts'

/** Shorter answers are sent as they are: upstream's threshold, in bytes. */
const THRESHOLD = 128 * 1024

/** The answer as it is, or compressed when it is long and the client takes gzip: upstream's APIResponseCompression. Not for answers that go on. */
export async function compressLong(request: Request, response: Response): Promise<Response> {
  const whole = findWhole(response)
  if (whole !== undefined) return whole.length <= THRESHOLD || !takesGzip(request.headers.get('accept-encoding')) ? response : compressWhole(response, whole)
  const { body, headers, status } = response
  const known = headers.get('content-length')
  if (body === null || !takesGzip(request.headers.get('accept-encoding')) || (known !== null && Number(known) <= THRESHOLD)) return response
  const { rest, long } = await readAhead(body)
  if (!long) return new Response(rest, { status, headers })
  const zipped = createGzip({ level: constants.Z_BEST_SPEED })
  // A client that leaves ends both; there is nobody to tell.
  pipeline(Readable.fromWeb(rest as unknown as NodeStream), zipped, () => undefined)
  // Node's types and the platform's do not know each other.
  const sent: unknown = Readable.toWeb(zipped)
  return new Response(sent as ConstructorParameters<typeof Response>[0], { status, headers: ofCompressed(headers) })
}

async function compressWhole({ headers, status }: Response, whole: string | Uint8Array): Promise<Response> {
  const bytes = await zip(whole, { level: constants.Z_BEST_SPEED })
  return keepWhole(new Response(bytes as ConstructorParameters<typeof Response>[0], { status, headers: ofCompressed(headers) }), bytes)
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

/** The same body, and whether it is long, found out by reading no more of it than that takes. */
async function readAhead(body: ReadableStream<Uint8Array>): Promise<{ readonly rest: ReadableStream<Uint8Array<ArrayBuffer>>; readonly long: boolean }> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  let over = false
  while (!over && length <= THRESHOLD) {
    const piece = await reader.read()
    over = piece.done
    if (piece.value === undefined) continue
    chunks.push(piece.value)
    length += piece.value.byteLength
  }
  const rest = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const next = chunks.shift() ?? (over ? undefined : (await reader.read()).value)
      if (next === undefined) controller.close()
      else controller.enqueue(next as Uint8Array<ArrayBuffer>)
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 })
  return { rest, long: length > THRESHOLD }
}
