import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type KubectlReading = { readonly objects: readonly unknown[] } | { readonly error: string }

export interface KubectlReader {
  /** What kubectl makes of a file, by its own words; only a stub of discovery is behind it. */
  readFile(path: string): Promise<KubectlReading>
  readText(name: string, text: string): Promise<KubectlReading>
  close(): Promise<void>
}

const kinds: Readonly<Record<string, readonly (readonly [plural: string, kind: string])[]>> = {
  '/api/v1': [
    ['pods', 'Pod'], ['configmaps', 'ConfigMap'], ['secrets', 'Secret'], ['services', 'Service'], ['namespaces', 'Namespace'],
    ['serviceaccounts', 'ServiceAccount'], ['replicationcontrollers', 'ReplicationController'],
  ],
  '/apis/apps/v1': [['deployments', 'Deployment'], ['replicasets', 'ReplicaSet']],
  '/apis/probe.test/v1': [['probes', 'Probe']],
}

function describeGroup(name: string): unknown {
  const version = { groupVersion: `${name}/v1`, version: 'v1' }
  return { name, versions: [version], preferredVersion: version }
}

function answer(path: string): unknown {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: ['apps', 'probe.test'].map((name) => describeGroup(name)) }
  const resources = kinds[path]?.map(([name, kind]) => ({ name, singularName: kind.toLowerCase(), namespaced: kind !== 'Namespace', kind, verbs: ['create', 'get'] }))
  return resources === undefined ? undefined : { kind: 'APIResourceList', groupVersion: path.replace(/^\/apis?\//, ''), resources }
}

function run(file: string, args: readonly string[], home: string): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: join(home, 'none') }
    execFile(file, args, { env, timeout: 30_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, stdout, stderr: stderr === '' ? (error?.message ?? '') : stderr })
    })
  })
}

/** Starts it; null when there is no kubectl on PATH. */
export async function startKubectlReader(): Promise<KubectlReader | null> {
  const home = await mkdtemp(join(tmpdir(), 'podscape-kubectl-'))
  if ((await run('kubectl', ['version', '--client'], home)).code !== 0) {
    await rm(home, { recursive: true })
    return null
  }
  const server = createServer((request, response) => {
    const body = answer(new URL(request.url ?? '/', 'http://stub').pathname)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  async function readFile(path: string): Promise<KubectlReading> {
    const args = ['create', '--dry-run=client', '--validate=false', '-o', 'json', '--server', `http://127.0.0.1:${port}`, '-f', path]
    const { code, stdout, stderr } = await run('kubectl', args, home)
    return code === 0 ? { objects: JSON.parse(`[${stdout.replaceAll(/^\}\s*\{/gm, '},{')}]`) } : { error: stderr }
  }

  async function readText(name: string, text: string): Promise<KubectlReading> {
    const path = join(home, name)
    await writeFile(path, text)
    return readFile(path)
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(home, { recursive: true })
  }

  return { readFile, readText, close }
}
