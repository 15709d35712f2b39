import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyObject, type FieldWriter, managerOf, patchObject, type PatchType, settleUnchanged, trackUpdate } from '../../electron/apiserver/patch/index.ts'
import { decodeProtobufBody, isProtobuf } from '../../electron/apiserver/protobuf/index.ts'
import { decodeBody, parseJson } from '../../electron/apiserver/json-body/index.ts'
import {
  createOpenApi, groupVersionPath, OPENAPI_V2_CONTENT_TYPE, type ServedResource, type Verb,
} from '../../electron/apiserver/openapi/index.ts'
import {
  type FieldValidation, formatGroupVersion, isJsonObject, type JsonObject, own, type Schema, schemaOfKind, textOf,
} from '../../electron/schema/index.ts'
import { StatusError } from '../../shared/status/index.ts'

/** A request as the stub got it, with its body decoded to an object where it could be. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly type: string
  readonly protobuf: boolean
  readonly body: Buffer
  readonly object: JsonObject | undefined
}

export interface KubectlStub {
  readonly seen: readonly Seen[]
  /** Runs kubectl against the stub; resolves whatever its exit code. */
  kubectl(args: readonly string[], input?: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }>
  close(): void
}

export const hasKubectl = canRun('kubectl', ['version', '--client'])

function canRun(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const VERBS: readonly Verb[] = ['create', 'get', 'list', 'watch', 'update', 'patch', 'delete', 'deletecollection']

/** A resource with every verb; `apiVersion` as manifests have it. */
export function served(apiVersion: string, kind: string, plural: string, namespaced = true, subresources: ServedResource['subresources'] = []): ServedResource {
  const slash = apiVersion.indexOf('/')
  return { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1), kind, plural, namespaced, verbs: VERBS, subresources }
}

/** A loopback server that answers kubectl from the schemas, patches and protobuf of the API server, and keeps objects in a map. */
export async function startKubectlStub(resources: readonly ServedResource[]): Promise<KubectlStub> {
  const seen: Seen[] = []
  const objects = new Map<string, JsonObject>()
  const openapi = createOpenApi(resources)
  const server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const home = mkdtempSync(join(tmpdir(), 'podscape-kubectl-'))

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    try {
      answer(request, body, response)
    } catch (problem) {
      if (!(problem instanceof StatusError)) throw problem
      send(response, problem.status.code, problem.status)
    }
  }

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const path = url.pathname
    if (path === '/version') return send(response, 200, { major: '1', minor: '32', gitVersion: 'v1.32.0' })
    if (path === '/api' || path === '/apis') return sendDiscovery(response, resources, path === '/api')
    if (path === '/openapi/v3') return sendText(response, 200, openapi.index())
    if (path.startsWith('/openapi/v3/')) return sendText(response, 200, openapi.document(path.slice('/openapi/v3/'.length)) ?? '{}')
    if (path === '/openapi/v2') {
      response.writeHead(200, { 'Content-Type': OPENAPI_V2_CONTENT_TYPE }).end(openapi.v2())
      return
    }
    const found = findTarget(resources, path)
    if (found === undefined) return send(response, 404, notFound(path))
    const { resource, name, subresource } = found
    const kind = resource.subresources?.find((one) => one.name === subresource)?.kind ?? resource
    const schema = schemaOfKind(kind)
    if (schema === undefined) throw new Error(`no schema of ${kind.kind}`)
    const validation = (url.searchParams.get('fieldValidation') ?? 'Ignore') as FieldValidation
    const protobuf = isProtobuf(body)
    const type = request.headers['content-type'] ?? ''
    const key = name === '' ? `${path}/` : path.slice(0, path.length - (subresource === '' ? 0 : subresource.length + 1))
    const live = objects.get(key)
    const writer: FieldWriter = {
      manager: url.searchParams.get('fieldManager') ?? managerOf(request.headers['user-agent'] ?? ''), apiVersion: formatGroupVersion(resource), subresource,
      now: '2025-01-01T00:00:00Z', schema, resets: [],
    }
    const decode = (): JsonObject => {
      return (protobuf ? decodeProtobufBody(body, kind, schema, validation) : decodeBody(body.toString(), kind, schema, validation)).object
    }
    let object: JsonObject | undefined
    try {
      switch (request.method) {
        case 'POST':
          object = decode()
          return store(response, 201, key + textOf(own(object, 'metadata') as JsonObject, 'name'), trackUpdate(undefined, object, writer), url)
        case 'PUT':
          object = decode()
          return store(response, 200, key, trackUpdate(live, object, writer), url)
        case 'PATCH': {
          const patched = patch(live, type, body, schema, validation, writer, url)
          return store(response, live === undefined ? 201 : 200, key, live === undefined ? patched : settleUnchanged(live, patched), url)
        }
        default:
          return live === undefined ? send(response, 404, notFound(name)) : send(response, 200, live)
      }
    } finally {
      seen.push({ method: request.method ?? '', path: request.url ?? '', type, protobuf, body, object })
    }
  }

  function store(response: ServerResponse, code: number, key: string, object: JsonObject, url: URL): void {
    const metadata = { uid: 'u', resourceVersion: '1', ...(own(object, 'metadata') as JsonObject) }
    if (url.searchParams.get('dryRun') !== 'All') objects.set(key, { ...object, metadata })
    send(response, code, { ...object, metadata })
  }

  return {
    seen,
    kubectl: (args, input) => new Promise((done) => {
      const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: join(home, 'none') }
      const child = execFile('kubectl', [`--server=http://127.0.0.1:${port}`, ...args], { env }, (error, out, err) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
      })
      child.stdin?.end(input ?? '')
    }),
    close() {
      server.closeAllConnections()
      server.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function patch(
  live: JsonObject | undefined, type: string, body: Buffer, schema: Schema, validation: FieldValidation, writer: FieldWriter, url: URL,
): JsonObject {
  if (type === 'application/apply-patch+yaml') {
    const parsed = parseJson(body.toString())
    if (!parsed.ok || !isJsonObject(parsed.value.value)) throw new Error('kubectl sends JSON')
    return applyObject(live, parsed.value.value, writer, url.searchParams.get('force') === 'true')
  }
  return trackUpdate(live, patchObject(live ?? {}, type as PatchType, body.toString(), schema, validation).object, writer)
}

interface Target {
  readonly resource: ServedResource
  readonly name: string
  readonly subresource: string
}

function findTarget(resources: readonly ServedResource[], path: string): Target | undefined {
  // A path in a namespace looks like a subresource of the namespace, so namespaces come last.
  for (const resource of resources.toSorted((a, b) => Number(b.namespaced) - Number(a.namespaced))) {
    const match = new RegExp(`^/${groupVersionPath(resource)}/(?:namespaces/[^/]+/)?${resource.plural}(?:/([^/]+)(?:/([^/]+))?)?$`).exec(path)
    if (match) return { resource, name: match[1] ?? '', subresource: match[2] ?? '' }
  }
  return undefined
}

function sendDiscovery(response: ServerResponse, resources: readonly ServedResource[], core: boolean): void {
  const groups = [...new Set(resources.filter(({ group }) => (group === '') === core).map(({ group }) => group))]
  const items = groups.map((group) => ({
    metadata: group === '' ? {} : { name: group },
    versions: [...new Set(resources.filter((one) => one.group === group).map(({ version }) => version))].map((version) => ({
      version, freshness: 'Current',
      resources: resources.filter((one) => one.group === group && one.version === version).map(({ plural, kind, namespaced, verbs, subresources }) => ({
        resource: plural, singularResource: kind.toLowerCase(), responseKind: { group, version, kind }, scope: namespaced ? 'Namespaced' : 'Cluster', verbs,
        subresources: subresources?.map((one) => ({ subresource: one.name, responseKind: one.kind, verbs: one.verbs })),
      })),
    })),
  }))
  response.writeHead(200, { 'Content-Type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' })
  response.end(JSON.stringify({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items }))
}

function notFound(what: string): JsonObject {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason: 'NotFound', message: `"${what}" not found`, code: 404 }
}

function send(response: ServerResponse, code: number, body: object): void {
  sendText(response, code, JSON.stringify(body))
}

function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'Content-Type': 'application/json' }).end(text)
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
