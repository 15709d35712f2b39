import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'

/** Sends requests over connections that it keeps. */
export interface HttpsClient {
  /** Resolves with the body of the answer. Rejects when that is an error. */
  send(method: string, path: string, body?: string, headers?: Readonly<Record<string, string>>): Promise<Buffer>
  close(): void
}

/** A client of the server at `url`, that takes whatever certificate it shows. */
export function openHttps(url: string, token = ''): HttpsClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, rejectUnauthorized: false })
  return {
    send: (method, path, body, headers = {}) => new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, {
        agent, method,
        headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      }, (answer) => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.on('error', reject)
        answer.on('end', () => {
          const whole = Buffer.concat(pieces)
          if ((answer.statusCode ?? 500) < 300) resolve(whole)
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${whole.toString('utf8').slice(0, 300)}`))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    }),
    close: () => agent.destroy(),
  }
}

/** The token in a kubeconfig. */
export async function readToken(kubeconfig: string): Promise<string> {
  return /token: "?([^"\s]+)/.exec(await readFile(kubeconfig, 'utf8'))?.[1] ?? ''
}
