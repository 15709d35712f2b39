import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../electron/apiserver/certificate.ts'
import { openHttps, openKubeconfig } from '../support/https-client.ts'
import { machine, printTable, show, summarise } from '../support/measure.ts'
import { serve } from '../support/serve.ts'

const PODS = 10_000
const CLIENTS = 8
/** As kubectl asks for a list to show. */
const asTable = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json' }

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'podscape-bench-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

function podNumbered(index: number): string {
  const labels = { app: `app-${index % 50}`, env: ['prod', 'staging', 'dev'][index % 3], tier: 'web' }
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}`, labels }, spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] } })
}

/** A server that answers any request with the same bytes. */
async function replay(bytes: ReadonlyMap<string, Buffer>): Promise<string> {
  const server = createServer(await makeCertificate(Date.now()), (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(bytes.get(request.url ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('creates over eight clients with synced writes, and a list of them as kubectl shows it against the same bytes replayed', async () => {
  const served = await serve(['--data', await folder(), '--nodes', '100'])
  const client = await openKubeconfig(served.kubeconfig)
  let next = 0
  const start = performance.now()
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < PODS) await client.send('POST', '/api/v1/namespaces/default/pods', podNumbered(next++))
  }))
  const seconds = (performance.now() - start) / 1000
  printTable([`${CLIENTS} clients, synced writes (${machine()})`, 'pods', 'seconds', 'pods a second'], [['create', String(PODS), show(seconds), show(PODS / seconds)]])

  // The cluster comes to rest: what is measured is the list.
  for (let last = ''; ;) {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const { metadata } = JSON.parse((await client.send('GET', '/api/v1/namespaces/default/pods?limit=1')).toString()) as { readonly metadata: { readonly resourceVersion: string } }
    if (Number(metadata.resourceVersion) - Number(last) < 50) break
    last = metadata.resourceVersion
  }
  const path = '/api/v1/pods'
  const whole = await client.send('GET', path, undefined, asTable)
  const pages = new Map<string, Buffer>([[path, whole]])
  for (let page = `${path}?limit=500`; ;) {
    const bytes = await client.send('GET', page, undefined, asTable)
    pages.set(page, bytes)
    const more = (JSON.parse(bytes.toString()) as { readonly metadata: { readonly continue?: string } }).metadata.continue
    if (more === undefined) break
    page = `${path}?limit=500&continue=${more}`
  }
  const replayed = openHttps({ server: await replay(pages) }, 64)
  const time = async (from: typeof client, paths: readonly string[]) => {
    const begun = performance.now()
    for (const one of paths) expect((await from.send('GET', one, undefined, asTable)).length).toBeGreaterThan(10_000)
    return performance.now() - begun
  }
  const rows = []
  for (const [name, paths] of [['in one', [path]], ['in pages of 500', [...pages.keys()].slice(1)]] as const) {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = 0; round < 11; round++) {
      ours.push(await time(client, paths))
      theirs.push(await time(replayed, paths))
    }
    const [a, b] = [summarise(ours).median, summarise(theirs).median]
    rows.push([name, String(whole.length), show(a), show(b), `${show(a / b)} x`])
  }
  printTable([`list of ${PODS} pods as a table`, 'bytes', 'Podscape, ms', 'the same bytes replayed, ms', 'ratio'], rows)
  client.close()
  replayed.close()
  await served.stop()
}, 300_000)
