import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anySelector, labelSet } from '../../test/support/selectors.ts'
import { quoteGo, type StringMap } from '../model/index.ts'
import { matches, parseSelector } from './index.ts'

// PODSCAPE_CASES=5000 asks more than a test run has time for.
const CASES = Number(process.env['PODSCAPE_CASES'] ?? 160)
const SEED = 20_250_101
const PODS_A_FILE = 24
const FILES = 8
const AT_ONCE = 3

// kubectl evaluates -l on files itself; all it asks a server for is what kinds there are.
const DISCOVERY: Readonly<Record<string, object>> = {
  '/version': { major: '1', minor: '32', gitVersion: 'v1.32.4' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['create'] }] },
}

// Labels that only a file nobody validated can have.
const wildLabelSet = fc.tuple(labelSet, fc.dictionary(fc.constantFrom('cpu', 'app'), fc.constantFrom('-1', '+8', '9223372036854775808', '8.5', ' '))).map(([tame, wild]) => ({ ...tame, ...wild }))
const kubectl = spawnSync('kubectl', ['version', '--client', '-o', 'json']).status === 0
const home = mkdtempSync(join(tmpdir(), 'podscape-kubectl-'))
const podSets = fc.sample(fc.array(wildLabelSet, { minLength: PODS_A_FILE, maxLength: PODS_A_FILE }), { seed: SEED, numRuns: FILES })
let server: Server

beforeAll(async () => {
  for (const [file, pods] of podSets.entries()) writeFileSync(join(home, `${file}.json`), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods.map(podOf) }))
  server = createServer((request, response) => {
    const body = DISCOVERY[new URL(request.url ?? '/', 'http://stub').pathname]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}))
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
})

afterAll(() => {
  server.close()
  rmSync(home, { recursive: true, force: true })
})

test('kubectl selects the same pods, and refuses in the same words', { timeout: 60_000 + CASES * 500 }, async (context) => {
  if (!kubectl) context.skip('no kubectl on PATH')
  const selectors = fc.sample(anySelector, { seed: SEED, numRuns: CASES })
  const differences: object[] = []
  let refused = 0
  let asked = 0
  const work = async () => {
    while (asked < selectors.length) {
      const file = asked % FILES
      const selector = selectors[asked++] ?? ''
      const theirs = await askKubectl(selector, file)
      const ours = answer(selector, podSets[file] ?? [])
      if (ours.startsWith('error: the provided')) refused++
      if (theirs !== ours) differences.push({ seed: SEED, selector, theirs, ours })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  expect(differences).toEqual([])
  // Both halves of the language were met.
  expect(refused).toBeGreaterThan(CASES / 5)
  expect(refused).toBeLessThan(CASES * 0.9)
})

function podOf(labels: StringMap, index: number): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}`, labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }
}

/** Everything kubectl prints. */
async function askKubectl(selector: string, file: number): Promise<string> {
  const { port } = server.address() as AddressInfo
  const flags = ['--dry-run=client', '--validate=false', '-o', 'name', '-f', join(home, `${file}.json`), `--selector=${selector}`, `--server=http://127.0.0.1:${port}`]
  const child = spawn('kubectl', ['create', ...flags], { env: { ...process.env, HOME: home, KUBECONFIG: join(home, 'none') }, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  await new Promise((done) => {
    child.once('close', done)
  })
  return Buffer.concat(printed).toString('utf8')
}

/** What we would print in its place. */
function answer(selector: string, pods: readonly StringMap[]): string {
  // kubectl cuts what Go takes for white space off both ends before it reads.
  const text = selector.replace(/^[\t-\r \u0085\u00a0\u2000-\u200a\u3000]+|[\t-\r \u0085\u00a0\u2000-\u200a\u3000]+$/g, '')
  const parsed = parseSelector(text)
  if (!parsed.ok) return `error: the provided selector ${quoteGo(text)} is not valid: ${parsed.error.message}\n`
  const names = pods.flatMap((labels, index) => (matches(parsed.value, labels) ? [`pod/p${index}\n`] : []))
  return names.length === 0 ? 'error: no objects passed to create\n' : names.join('')
}
