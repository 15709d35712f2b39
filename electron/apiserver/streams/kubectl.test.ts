import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createListener } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ByteSink, type ByteSource, createPipe, pump } from '../../../shared/lang/pipe.ts'
import { fail, ok } from '../../../shared/lang/result.ts'
import { badRequest } from '../../../shared/status/index.ts'
import { createClock } from '../../cluster/index.ts'
import { runCommand } from '../../kubelet/shell/index.ts'
import { createTestWorld } from '../../kubelet/shell/test-world.ts'
import { createStreamTiming, type ForwardTarget, type Process, servePortForward, serveRemoteCommand } from './index.ts'

// Everything here runs the real kubectl against these streams and the simulated containers' shell, on a loopback port.

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

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function readAll(source: { read(): Promise<Uint8Array | undefined> }): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) parts.push(bytes)
  return Buffer.concat(parts)
}

function openZeros(count: number): ByteSource {
  let left = count
  return {
    read: async () => {
      const bytes = new Uint8Array(Math.min(left, 65_536))
      left -= bytes.length
      return bytes.length === 0 ? undefined : bytes
    },
    cancel: () => {
      left = 0
    },
  }
}

async function answerSum(request: ByteSource, answer: ByteSink): Promise<void> {
  await answer.write(Buffer.from(sha(await readAll(request))))
  answer.end()
}

/** Port 80 reads until the client is done, then answers with the sum; 81 sends 100 MB; others refuse. */
const target: ForwardTarget = {
  pod: 'web',
  connect: (port) => {
    const [input, output] = [createPipe(), createPipe()]
    switch (port) {
      case 80:
        void answerSum(output, input)
        break
      case 81:
        void pump(openZeros(100_000_000), input)
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
  const world = createTestWorld()
  const start = (argv: readonly string[], tty: boolean): Process => {
    if (argv[0] === 'refused') throw badRequest('not now')
    return runCommand(argv, world, { tty })
  }
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
    else if (url.pathname.endsWith('/attach')) void serveRemoteCommand('attach', upgrade, timing, ({ tty }) => start(['cat'], tty))
    else void serveRemoteCommand('exec', upgrade, timing, ({ tty }) => start(url.searchParams.getAll('command'), tty))
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
    const { code, stderr } = await run('', 'exec', 'web', '--', 'sh', '-c', 'echo going >&2; exit 3')
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'going\ncommand terminated with exit code 3\n' })
  })

  test('a missing program is the runtime’s error', async () => {
    const { code, stderr } = await run('', 'exec', 'web', '--', 'nope')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error: (Internal error occurred: )+error executing command in container: failed to exec in container: failed to start exec "\w{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in \$PATH: unknown\n$/)
  })

  test('what cannot be started is told as its Status', async () => {
    const { code, stderr } = await run('', 'exec', 'web', '--', 'refused')
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'error: not now\n' })
  })

  test('stdin arrives whole: 20 MB', async () => {
    const bytes = randomBytes(20_000_000)
    const { stdout } = await run(bytes, 'exec', '-i', 'web', '--', 'sha256sum')
    expect(stdout.toString()).toBe(`${sha(bytes)}  -\n`)
  })

  test('output arrives whole: 20 MB', async () => {
    const { code, stdout } = await run('', 'exec', 'web', '--', 'head', '-c', '20000000', '/dev/zero')
    expect({ code, length: stdout.length }).toEqual({ code: 0, length: 20_000_000 })
  })

  test('a client that is killed takes its process along', async () => {
    const listed = async () => (await run('', 'exec', 'web', '--', 'ps', 'aux')).stdout.toString()
    const until = async (shown: boolean) => {
      while ((await listed()).includes('sleep 1000') !== shown);
    }
    const child = start('exec', 'web', '--', 'sleep', '1000')
    await until(true)
    child.kill('SIGKILL')
    await until(false)
    expect(await listed()).toContain('node app.js')
  })

  test('attach', async () => {
    const { stdout } = await run('hello\n', 'attach', '-i', 'web', '--quiet')
    expect(stdout.toString()).toBe('hello\n')
  })

  test('cp there and back', async () => {
    const [here, back] = [join(home, 'here'), join(home, 'back')]
    mkdirSync(join(here, 'deep'), { recursive: true })
    const name = `${'long'.repeat(30)}.bin`
    const bytes = randomBytes(3_000_000)
    writeFileSync(join(here, 'deep', name), bytes)
    writeFileSync(join(here, 'empty'), '')
    const up = await run('', 'cp', here, 'web:/tmp/there')
    expect(up).toMatchObject({ code: 0, stderr: '' })
    const listed = await run('', 'exec', 'web', '--', 'ls', '-R', '/tmp/there')
    expect(listed.stdout.toString()).toBe(`/tmp/there:\ndeep\nempty\n\n/tmp/there/deep:\n${name}\n`)
    const down = await run('', 'cp', '--retries=1', 'web:/tmp/there', back)
    expect(down).toMatchObject({ code: 0, stderr: '' })
    expect(sha(readFileSync(join(back, 'deep', name)))).toBe(sha(bytes))
    expect(readFileSync(join(back, 'empty')).length).toBe(0)
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
