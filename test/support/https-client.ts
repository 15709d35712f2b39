import { Agent, request } from 'node:https'
import { readKubeconfig, type Kubeconfig } from './kubeconfig.ts'

/** Sends requests over connections that it keeps. */
export interface HttpsClient {
  /** Resolves with the body of the answer. Rejects when that is an error. */
  send(method: string, path: string, body?: string, headers?: Readonly<Record<string, string>>): Promise<Buffer>
  close(): void
}

/** A client of a server, over so many connections at most. Without an authority it takes whatever certificate it is shown. */
export function openHttps({ server, token, ca }: Pick<Kubeconfig, 'server'> & Partial<Kubeconfig>, maxSockets: number): HttpsClient {
  const agent = new Agent({ keepAlive: true, maxSockets, ...(ca === undefined ? { rejectUnauthorized: false } : { ca }) })
  return {
    send: (method, path, body, headers = {}) => new Promise((resolve, reject) => {
      const sent = request(`${server}${path}`, {
        agent, method,
        headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
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

/** A client that is led by a kubeconfig. */
export async function openKubeconfig(file: string, maxSockets = 64): Promise<HttpsClient> {
  return openHttps(await readKubeconfig(file), maxSockets)
}
