import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { type Connection, createHttpReader } from './shell/index.ts'

/** A request to a server in a pod. */
export interface HttpRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

export interface HttpReply {
  readonly status: number
  /** Without those that are the connection's own. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade'])

/** Sends a request over a connection that is used for nothing else; the error is what Go's client says of an answer that is none. */
export async function requestHttp({ input, output }: Connection, request: HttpRequest): Promise<Result<HttpReply, string>> {
  const { method, target, headers, body } = request
  const kept = headers.filter(([name]) => !ofConnection.has(name.toLowerCase()))
  const lines = [`${method} ${target} HTTP/1.1`, ...kept.map(([name, value]) => `${name}: ${value}`), `Content-Length: ${body.byteLength}`, 'Connection: close']
  await output.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]))
  const reader = createHttpReader(input)
  const head = await reader.head()
  const status = Number(head?.start[1])
  const content = head === undefined || method === 'HEAD' ? Buffer.alloc(0) : await reader.body(head, true)
  input.cancel()
  output.end()
  if (head === undefined || content === undefined) return fail('EOF')
  if (!head.start[0].startsWith('HTTP/1.') || !(status >= 200 && status <= 599)) return fail(`net/http: HTTP/1.x transport connection broken: malformed HTTP response ${JSON.stringify(head.lines[0])}`)
  return ok({ status, headers: [...head.headers].filter(([name]) => !ofConnection.has(name)), body: content })
}
