import { internal, type Status, StatusError } from '../../shared/status/index.ts'
import { keepWhole } from './whole-bodies.ts'

/** Warning texts as headers, in Kubernetes' form (RFC 7234's `299 - "text"`). */
function withWarnings(headers: Headers, warnings: readonly string[]): Headers {
  for (const text of warnings) headers.append('Warning', `299 - ${JSON.stringify(text.replaceAll(/[\r\n]+/g, ' '))}`)
  return headers
}

export function answerJson(value: unknown, code = 200, warnings: readonly string[] = []): Response {
  return answerText(JSON.stringify(value), { code, warnings })
}

interface AnswerOptions {
  readonly code?: number
  readonly contentType?: string
  readonly warnings?: readonly string[]
}

/** An answer that is written already, whole or in pieces. */
export function answerText(body: string | Uint8Array | ReadableStream<Uint8Array>, options: AnswerOptions = {}): Response {
  const { code = 200, contentType = 'application/json', warnings = [] } = options
  const headers = withWarnings(new Headers({ 'Content-Type': contentType }), warnings)
  if (!(body instanceof ReadableStream)) headers.set('Content-Length', String(Buffer.byteLength(body)))
  // Its bytes are never shared, which is what the platform's types want to be told.
  const response = new Response(body as ConstructorParameters<typeof Response>[0], { status: code, headers })
  return body instanceof ReadableStream ? response : keepWhole(response, body)
}

/** What refused a request, as its Status. Anything but a StatusError is a bug: it is told in full where the program tells such things. */
export function statusOf(error: unknown): Status {
  if (error instanceof StatusError) return error.status
  console.error(error)
  return internal('the request met a fault of Podscape').status
}

/** What refused a request, as its answer. */
export function answerError(error: unknown): Response {
  return answerStatus(statusOf(error))
}

function answerStatus(status: Status): Response {
  const retry = status.details?.retryAfterSeconds
  const response = answerJson(status, status.code)
  if (retry !== undefined) response.headers.set('Retry-After', String(retry))
  return response
}

/** A path that nothing is served at: no Status, but plain text, as the API server's multiplexer answers. kubectl words it itself. */
export function answerNowhere(): Response {
  return answerText('404 page not found\n', { code: 404, contentType: 'text/plain; charset=utf-8' })
}

/** Kubernetes' `Status` of a success. */
export function buildSuccess(details?: { readonly name: string; readonly group?: string; readonly kind: string; readonly uid?: string }, code?: number): unknown {
  return {
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', ...(details === undefined ? {} : { details }), ...(code === undefined ? {} : { code }),
  }
}
