import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createListener } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPipe, type Pipe, pump } from '../../../shared/lang/pipe.ts'
import { fail, ok } from '../../../shared/lang/result.ts'
import { createClock } from '../../cluster/index.ts'
import { createStreamTiming, type ForwardTarget, type Process, type ProcessEnd, servePortForward, serveRemoteCommand } from './index.ts'

// Everything here runs the real kubectl against these streams on a loopback port.

function findKubectl(): string | undefined {
  const named = process.env['PODSCAPE_KUBECTL'] ?? 'kubectl'
  try {
    execFileSync(named, ['version', '--client'], { stdio: 'ignore' })
    return named
  } catch {
    return undefined
  }
}

const kubectl = findKubectl()

async function readAll(source: { read(): Promise<Uint8Array | undefined> }): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) parts.push(bytes)
  return Buffer.concat(parts)
}

interface Inside {
  readonly stdin: Pipe
  readonly stdout: Pipe
  readonly stderr: Pipe
  readonly onResize: (listener: (text: string) => void) => void
}

/** Programs of the test's only container. Each resolves to its exit code. */
const programs: Record<string, (inside: Inside, argument: string) => Promise<number>> = {
  cat: async ({ stdin, stdout }) => pump(stdin, stdout).then(() => 0),
  exit: async ({ stderr }, code) => {
    await stderr.write(Buffer.from('going\n'))
    return Number(code)
  },
  sum: async ({ stdin, stdout }) => {
    const hash = createHash('sha256').update(await readAll(stdin)).digest('hex')
    await stdout.write(Buffer.from(hash))
    return 0
  },
  zeros: async ({ stdout }, count) => {
    const chunk = Buffer.alloc(65_536)
    for (let left = Number(count); left > 0; left -= chunk.length) {
      if (!(await stdout.write(chunk.subarray(0, left)))) return 141
    }
    return 0
  },
  size: async ({ stdout, onResize }) => {
    const text = await new Promise<string>((resolve) => onResize(resolve))
    await stdout.write(Buffer.from(text))
    return 0
  },
}

function startProgram(argv: readonly string[]): Process {
  const [stdin, stdout, stderr] = [createPipe(), createPipe(), createPipe()]
  let listener: ((text: string) => void) | undefined
  const program = programs[argv[0] ?? '']
  const run = async (): Promise<ProcessEnd> => {
    if (program === undefined) return { kind: 'failed', message: `failed to exec in container: exec: "${argv[0]}": executable file not found in $PATH: unknown` }
    const inside = { stdin, stdout, stderr, onResize: (next: (text: string) => void) => { listener = next } }
    return { kind: 'exited', code: await program(inside, argv[1] ?? '') }
  }
  const ended = run().finally(() => {
    stdout.end()
    stderr.end()
  })
  return {
    stdin, stdout, stderr, ended,
    resize: ({ width, height }) => {
      if (width > 0) listener?.(`${width}x${height}`)
    },
    hangUp: () => stdin.end(),
  }
}

/** Port 80 echoes until the client is done, then says how much it was; 81 sends 100 MB; 82 answers with half-close; others refuse. */
const target: ForwardTarget = {
  pod: 'web',
  connect: (port) => {
    const [input, output] = [createPipe(), createPipe()]
    switch (port) {
      case 80:
        void readAll(output).then(async (all) => {
          await input.write(Buffer.from(createHash('sha256').update(all).digest('hex')))
          input.end()
        })
        break
      case 81:
        void programs['zeros']?.({ stdin: output, stdout: input, stderr: input, onResize: () => undefined }, '100000000').then(() => input.end())
        break
      default: return fail('dial tcp4 127.0.0.1:83: connect: connection refused')
    }
    return ok({ input, output })
  },
}

const pod = {
  kind: 'Pod', apiVersion: 'v1', metadata: { name: 'web', namespace: 'default', uid: 'u' },
  spec: { containers: [{ name: 'web', image: 'web', stdin: true, tty: true }] }, status: { phase: 'Running' },
}

const group = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'v1',
    resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get'], shortNames: ['po'] }],
  },
  '/version': { major: '1', minor: '32', gitVersion: 'v1.32.4' },
  '/api/v1/namespaces/default/pods/web': pod,
}

function serve(): Server {
  const timing = createStreamTiming(createClock())
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://test').pathname
    const body = Object.entries(group).find(([known]) => known === path)?.[1]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404, reason: 'NotFound', message: 'not found' }))
  })
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://test')
    const upgrade = { headers: request.headers, query: url.searchParams, socket, head }
    if (url.pathname.endsWith('/portforward')) void servePortForward(upgrade, timing, target)
    else if (url.pathname.endsWith('/attach')) void serveRemoteCommand('attach', upgrade, timing, () => startProgram(['cat']))
    else void serveRemoteCommand('exec', upgrade, timing, () => startProgram(url.searchParams.getAll('command')))
  })
  return server
}

interface Outcome {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

function finish(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }))
  })
}

/** Sends everything, then FIN; resolves with all that came back. */
function talk(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end(bytes))
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('end', () => resolve(Buffer.concat(parts)))
    socket.on('error', reject)
  })
}

async function freePort(): Promise<number> {
  const listener = createListener()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as AddressInfo
  await new Promise((resolve) => listener.close(resolve))
  return port
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

// runs only where there is a kubectl: these are its words and its protocols
describe.runIf(kubectl !== undefined).each(['true', 'false'])('kubectl, WebSockets: %s', (sockets) => {
  const server = serve()
  const home = mkdtempSync(join(tmpdir(), 'streams-'))
  const config = join(home, 'config')

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    writeFileSync(config, JSON.stringify({
      apiVersion: 'v1', kind: 'Config', 'current-context': 'c',
      clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }], users: [{ name: 'u', user: {} }],
    }))
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
    rmSync(home, { recursive: true, force: true })
  })

  const start = (...args: string[]) => spawn(kubectl ?? 'kubectl', args, {
    env: {
      PATH: process.env['PATH'], HOME: home, KUBECONFIG: config,
      KUBECTL_REMOTE_COMMAND_WEBSOCKETS: sockets, KUBECTL_PORT_FORWARD_WEBSOCKETS: sockets,
    },
  })
  const run = (input: Uint8Array | string, ...args: string[]) => {
    const child = start(...args)
    const outcome = finish(child)
    // a command that reads no input may be gone before it is written
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    return outcome
  }

  test('an exit code is the command’s', async () => {
    const { code, stderr } = await run('', 'exec', 'web', '--', 'exit', '3')
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'going\ncommand terminated with exit code 3\n' })
  })

  test('a missing program is the runtime’s error', async () => {
    const { code, stderr } = await run('', 'exec', 'web', '--', 'nope')
    expect(code).toBe(1)
    expect(stderr).toContain('Internal error occurred: error executing command in container: failed to exec in container: exec: "nope": executable file not found in $PATH: unknown')
  })

  test('stdin arrives whole: 20 MB', async () => {
    const bytes = randomBytes(20_000_000)
    const { stdout } = await run(bytes, 'exec', '-i', 'web', '--', 'sum')
    expect(stdout.toString()).toBe(sha(bytes))
  })

  test('output arrives whole: 20 MB', async () => {
    const { code, stdout } = await run('', 'exec', 'web', '--', 'zeros', '20000000')
    expect({ code, length: stdout.length }).toEqual({ code: 0, length: 20_000_000 })
  })

  test('attach', async () => {
    const { stdout } = await run('hello\n', 'attach', '-i', 'web', '--quiet')
    expect(stdout.toString()).toBe('hello\n')
  })

  test('port-forward: parallel, half-closed, large, refused', async () => {
    const [echo, large, refused] = [await freePort(), await freePort(), await freePort()]
    const child = start('port-forward', 'web', `${echo}:80`, `${large}:81`, `${refused}:83`)
    const outcome = finish(child)
    await new Promise<void>((resolve) => {
      let lines = 0
      child.stdout.on('data', (bytes: Buffer) => {
        lines += bytes.toString().split('\n').length - 1
        if (lines >= 3) resolve()
      })
    })
    const messages = Array.from({ length: 8 }, () => randomBytes(200_000))
    const [download, ...answers] = await Promise.all([talk(large, Buffer.alloc(0)), ...messages.map((bytes) => talk(echo, bytes))])
    expect(download.length).toBe(100_000_000)
    expect(answers.map((answer) => answer.toString())).toEqual(messages.map(sha))
    await talk(refused, Buffer.from('x')).catch(() => undefined)
    const { code, stderr } = await outcome
    expect(code).toBe(1)
    expect(stderr).toMatch(/error forwarding port 83 to pod web, uid : dial tcp4 127\.0\.0\.1:83: connect: connection refused/)
    expect(stderr).toContain('error: lost connection to pod')
  })
})
