import { badRequest, requestTooLarge, unsupportedMediaType } from '../../shared/status/index.ts'
import type { ApiRequest } from './api-request.ts'
import { parseMediaTypes } from './media-types.ts'
import { PROTOBUF_CONTENT_TYPE } from './protobuf/index.ts'
import { findWhole } from './whole-bodies.ts'

/** Longest body that is read, in bytes: the API server's own limit. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

/** A request's body. Throws RequestEntityTooLarge, and reads no further than that takes. */
export async function readBody(request: ApiRequest): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > MAX_BODY_BYTES) throw requestTooLarge(MAX_BODY_BYTES)
  const whole = findWhole(request)
  if (whole instanceof Uint8Array) {
    if (whole.byteLength > MAX_BODY_BYTES) throw requestTooLarge(MAX_BODY_BYTES)
    return whole
  }
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength
    if (length > MAX_BODY_BYTES) throw requestTooLarge(MAX_BODY_BYTES)
    chunks.push(chunk)
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.byteLength
  }
  return body
}

const accepted = ['application/json', 'application/yaml', PROTOBUF_CONTENT_TYPE]

/** The media type of a body; a PUT that names none is JSON (kubectl's of scales). Throws UnsupportedMediaType for one that is not in `types`. */
export function readContentType(request: ApiRequest, types: readonly string[] = accepted): string {
  const [type] = parseMediaTypes(request.headers.get('content-type') ?? (request.method === 'PUT' ? 'application/json' : ''))
  if (type === undefined || !types.includes(type.name)) throw unsupportedMediaType(types)
  return type.name
}

const strict = new TextDecoder('utf-8', { fatal: true })

/** Throws BadRequest for what is not UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    throw badRequest('the body of the request is not UTF-8')
  }
}
