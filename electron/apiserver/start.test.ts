import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openApi } from '../../test/support/api.ts'
import { readKubeconfig } from '../../test/support/kubeconfig.ts'
import type { Cluster } from '../cluster/index.ts'
import { type Activity, type RunningApiServer, silentPods, startApiServer } from './index.ts'

let folder: string
let server: RunningApiServer
let ending: AbortController
let activities: Activity[]
let cluster: Cluster

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podscape-api-'))
  server = await start()
})

afterEach(async () => {
  ending.abort()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

/** `opening` is waited for before there is a cluster. */
async function start(port?: number, opening?: Promise<void>): Promise<RunningApiServer> {
  ending = new AbortController()
  activities = []
  const { signal } = ending
  const open = async () => {
    await opening
    cluster = (await openApi()).cluster
    return { cluster, pods: silentPods, ending: signal, onActivity: (activity: Activity) => activities.push(activity) }
  }
  return startApiServer(opening === undefined ? await open() : open(), {
    wallTime: Date.now(), folder: join(folder, 'api'), kubeconfig: join(folder, 'kube/config'), ...(port === undefined ? {} : { port }),
  })
}

interface Answer {
  readonly code: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
  readonly bytes: Buffer
}

/** Asks as the kubeconfig says, with its authority checked. */
async function ask(path: string, { method = 'GET', headers = {}, body }: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {}): Promise<Answer> {
  const { token, ca } = await readKubeconfig(server.kubeconfig)
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { method, ca, agent: false, servername: 'localhost', headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const bytes = Buffer.concat(pieces)
        resolve({ code: response.statusCode ?? 0, headers: response.headers, text: bytes.toString(), bytes })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Some megabytes of objects, with characters of one to four bytes. */
async function fillWithText() {
  await cluster.transact((tx) => {
    for (let index = 0; index < 40; index++) tx.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c-${index}`, namespace: 'default' }, data: { text: 'aé한🙂'.repeat(index * 500) } })
  })
  return cluster.list('ConfigMap')
}

test('a client with the kubeconfig is let in by a certificate that its authority vouches for', async () => {
  const { code, text } = await ask('/version')
  expect([code, (JSON.parse(text) as { readonly major: string }).major]).toEqual([200, '1'])
  expect(activities).toMatchObject([{ verb: 'get', path: '/version', code: 200 }])
})

test('while the cluster is still being opened, a request waits for it', async () => {
  await server.close()
  let open = () => {}
  server = await start(undefined, new Promise((resolve) => { open = resolve }))
  const answers: number[] = []
  const asked = ask('/api/v1/namespaces').then(({ code }) => answers.push(code))
  // Refused at once without the cluster: the caller is looked at first.
  expect((await ask('/api/v1/namespaces', { headers: { authorization: 'Bearer wrong' } })).code).toBe(401)
  expect(answers).toEqual([])
  open()
  await asked
  expect(answers).toEqual([200])
})

test('when the cluster cannot be opened, a request for an upgrade is refused as any other', async () => {
  await server.close()
  let fail = (_error: Error) => {}
  server = await start(undefined, new Promise((_resolve, reject) => { fail = reject }))
  const { token, ca } = await readKubeconfig(server.kubeconfig)
  const { host, port } = new URL(server.url)
  const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca })
  socket.write(`POST /api/v1/namespaces/default/pods/p/exec?command=ls HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n`)
  const said = readAll(socket)
  const told = vi.spyOn(console, 'error').mockReturnValue()
  const asked = ask('/version')
  fail(new Error('damaged'))
  expect([(await asked).code, await said]).toEqual([500, expect.stringMatching(/^HTTP\/1\.1 500 [^]*the request met a fault of Podscape/)])
  expect(told.mock.calls).toMatchObject([[{ message: 'damaged' }], [{ message: 'damaged' }]])
  told.mockRestore()
})

test('a list in many pieces comes whole and as it is stored, compressed too', async () => {
  const { items } = await fillWithText()
  for (const headers of [{}, { 'accept-encoding': 'gzip' }] as Record<string, string>[]) {
    const { code, headers: answered, bytes } = await ask('/api/v1/configmaps', { headers })
    expect([code, answered['content-encoding'], answered['transfer-encoding']]).toEqual([200, headers['accept-encoding'], 'chunked'])
    const text = (headers['accept-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
    const listed = JSON.parse(text) as { readonly items: readonly unknown[] }
    expect(JSON.stringify(listed)).toBe(text)
    expect(listed.items).toEqual(items.map(({ kind: _kind, apiVersion: _version, ...rest }) => rest))
  }
})

test('who leaves in the middle of a long list holds nobody up', async () => {
  await fillWithText()
  const { token, ca } = await readKubeconfig(server.kubeconfig)
  const { port } = new URL(server.url)
  const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca })
  socket.on('error', () => undefined)
  socket.write(`GET /api/v1/configmaps HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  socket.destroy()
  expect((await ask('/api/v1/namespaces')).code).toBe(200)
})

test('kubeconfig, token and key are their owner\'s alone', async () => {
  for (const [path, mode] of [['kube', 0o700], ['kube/config', 0o600], ['api', 0o700], ['api/credentials.json', 0o600]] as const) {
    expect([path, (await stat(join(folder, path))).mode & 0o777]).toEqual([path, mode])
  }
  expect((await readKubeconfig(server.kubeconfig)).token).toMatch(/^[0-9a-f]{64}$/)
})

test('a restart keeps token, certificate and port; what is damaged is made anew', async () => {
  const before = await readKubeconfig(server.kubeconfig)
  await server.close()
  server = await start()
  expect(await readKubeconfig(server.kubeconfig)).toEqual(before)
  await server.close()
  await writeFile(join(folder, 'api/credentials.json'), '{"cert":"x","key":"y","token":"short"}')
  server = await start()
  const after = await readKubeconfig(server.kubeconfig)
  expect(after.token).not.toBe(before.token)
  expect((await ask('/version')).code).toBe(200)
})

test('a port that is taken is refused when asked for, else another one is found', async () => {
  const taken = Number(new URL(server.url).port)
  await expect(start(taken)).rejects.toThrow('EADDRINUSE')
  const other = await start()
  expect(Number(new URL(other.url).port)).not.toBe(taken)
  await other.close()
})

test.each<[string, Record<string, string>, number]>([
  ['no token', { authorization: '' }, 401],
  ['a foreign page', { origin: 'https://evil.example' }, 403],
  ['a rebound name', { host: 'evil.example' }, 403],
])('%s is refused before anything is served, without a CORS header', async (_name, headers, expected) => {
  const { code, headers: answered } = await ask('/api/v1/secrets', { headers })
  expect(code).toBe(expected)
  expect(Object.keys(answered).filter((name) => name.startsWith('access-control'))).toEqual([])
  expect(activities).toEqual([])
})

test('a preflight of another site is refused', async () => {
  const { code, headers } = await ask('/api/v1/pods', { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } })
  expect([code, headers['access-control-allow-origin']]).toEqual([403, undefined])
})

test('an encoded way up is refused as it was sent', async () => {
  const { token, ca } = await readKubeconfig(server.kubeconfig)
  const { port } = new URL(server.url)
  const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca })
  socket.write(`GET /api/v1/%2e%2e/secrets HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`)
  expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 400 /)
})

test('a method that no API has is refused, and harms nobody', async () => {
  expect((await ask('/api/v1/namespaces', { method: 'TRACE' })).code).toBe(405)
  expect((await ask('/api/v1/namespaces')).code).toBe(200)
})

test('a long head is refused', async () => {
  const { code } = await ask('/version', { headers: { 'x-pad': 'x'.repeat(20_000) } })
  expect(code).toBe(431)
})

test('a body over the limit is refused', async () => {
  const { code, text } = await ask('/api/v1/namespaces/default/configmaps', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ data: { k: 'x'.repeat(3 * 1024 * 1024) } }),
  })
  expect([code, (JSON.parse(text) as { readonly message: string }).message]).toEqual([413, 'Request entity too large: limit is 3145728'])
})

test('plain HTTP gets no answer of the API', async () => {
  const { port } = new URL(server.url)
  const socket = connectTcp({ host: '127.0.0.1', port: Number(port) })
  socket.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  expect(await readAll(socket)).not.toContain('200')
})

function readAll(socket: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('error', () => undefined).on('close', () => resolve(text))
  })
}
