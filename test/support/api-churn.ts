import { join } from 'node:path'
import { openKubeconfig } from './https-client.ts'

const SOCKETS = 16
const BEAT_MS = 10

/** Asks the program's API for something, with a JSON body (that of a merge patch, where it is one) or without. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>

/** A client of the API of the program that keeps its data in a folder. */
export async function openClient(dataFolder: string): Promise<{ readonly ask: Ask; close(): void }> {
  const { send, close } = await openKubeconfig(join(dataFolder, 'kubeconfig'), SOCKETS)
  const ask: Ask = async (method, path, body) => {
    const answer = await send(method, path, body === undefined ? undefined : JSON.stringify(body), { 'content-type': 'application/merge-patch+json' })
    return JSON.parse(answer.toString()) as unknown
  }
  return { ask, close }
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
