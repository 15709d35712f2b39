import { pump } from '../../../shared/lang/pipe.ts'
import { findAnswer, type HttpAnswer } from './answers.ts'
import type { Connection, Listener } from './connection.ts'
import { createHttpReader, type HttpHead } from './http-message.ts'

/** What a listening container is asked about with every request. */
export interface ServingContainer {
  readonly image: string
  readonly hostname: string
  readonly ip: string
  readonly port: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Takes the lines that the program logs. */
  readonly log: (line: string) => void
}

function encodeAnswer({ status, reason, headers, body }: HttpAnswer, method: string): Buffer {
  const lines = [`HTTP/1.1 ${status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`), `Content-Length: ${Buffer.byteLength(body)}`]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${method === 'HEAD' ? '' : body}`)
}

function wantsClose({ start, headers }: HttpHead): boolean {
  const connection = headers.get('connection')?.toLowerCase()
  return connection === 'close' || (start[2] === 'HTTP/1.0' && connection !== 'keep-alive')
}

async function serveConnection({ input, output }: Connection, from: string, container: ServingContainer): Promise<void> {
  const reader = createHttpReader(input)
  const respond = findAnswer(container.image)
  for (;;) {
    const head = await reader.head()
    if (head === undefined || !head.start[2].startsWith('HTTP/1.')) break
    const body = await reader.body(head, false)
    if (body === undefined) break
    const [method, target] = head.start
    const { hostname, ip, port } = container
    const answer = respond({ method, target, headers: head.headers, body }, { hostname, ip, port, from, now: container.now() })
    if (answer.log !== undefined) container.log(answer.log)
    if (!(await output.write(encodeAnswer(answer, method))) || wantsClose(head)) {
      input.cancel()
      output.end()
      return
    }
  }
  // not HTTP: a listener of the generic kind sends back what it gets
  await output.write(reader.rest())
  await pump(input, output)
}

/** What listens on a port of a simulated container: HTTP as its image answers it, and an echo for anything else. */
export function createListener(container: ServingContainer): Listener {
  return (connection, from) => void serveConnection(connection, from, container)
}
