import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } }]
  readonly users: readonly [{ readonly user: { readonly token: string } }]
}

const SOCKETS = 16
const BEAT_MS = 10

/** Asks the program's API for something, with a JSON body or without. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>

/** A client of the API of the program that keeps its data in a folder. */
export async function openClient(dataFolder: string): Promise<{ readonly ask: Ask; close(): void }> {
  const { clusters: [{ cluster }], users: [{ user }] } = parse(await readFile(join(dataFolder, 'kubeconfig'), 'utf8')) as Kubeconfig
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS, ca: Buffer.from(cluster['certificate-authority-data'], 'base64') })
  const ask: Ask = (method, path, body) => new Promise((resolve, reject) => {
    const asking = request(`${cluster.server}${path}`, { method, agent, headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/merge-patch+json' } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => {
        if ((answer.statusCode ?? 500) < 300) resolve(JSON.parse(text))
        else reject(new Error(text))
      })
    })
    asking.on('error', reject)
    asking.end(body === undefined ? undefined : JSON.stringify(body))
  })
  return { ask, close: () => agent.destroy() }
}

/** Changes a label of one pod after the other, `rate` a second for so many ms. Resolves with the changes a second that were made. */
export async function churn(ask: Ask, paths: readonly string[], rate: number, lasting: number): Promise<number> {
  const start = performance.now()
  const asked: Promise<unknown>[] = []
  for (let passed = 0; passed < lasting; passed = performance.now() - start) {
    while (asked.length < (passed * rate) / 1000) {
      const path = paths[asked.length % paths.length]!
      asked.push(ask('PATCH', path, { metadata: { labels: { turn: String(asked.length % 7) } } }))
    }
    await new Promise((done) => setTimeout(done, BEAT_MS))
  }
  await Promise.all(asked)
  return (asked.length * 1000) / (performance.now() - start)
}
