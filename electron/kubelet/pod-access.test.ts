import { expect, onTestFinished, test } from 'vitest'
import type { ByteSource } from '../../shared/lang/pipe.ts'
import type { KubeObject, Pod, StoredObject } from '../../shared/model/index.ts'
import { settle } from '../../test/support/settle.ts'
import { type Cluster, createCluster, createManualClock } from '../cluster/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { type PodAccess, startKubelets } from './index.ts'

interface Simulated {
  readonly cluster: Cluster
  readonly pods: PodAccess
  /** Moves the clock on, milliseconds. */
  run(ms: number): Promise<void>
  pod(name: string): StoredObject<Pod>
}

/** Nodes whose kubelets work, and nothing else. */
async function simulate(...objects: readonly KubeObject[]): Promise<Simulated> {
  const clock = createManualClock(Date.UTC(2025, 0, 1))
  const cluster = await createCluster({ log: createMemoryLog(), clock, seed: 1 })
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const pods = startKubelets(cluster, ending.signal)
  const run = async (ms: number) => {
    for (let left = ms; left > 0; left -= 50) {
      await settle(cluster)
      clock.advance(50)
    }
    await settle(cluster)
  }
  for (const object of objects) await cluster.create(object)
  await run(3_000)
  return { cluster, pods, run, pod: (name) => cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name }) as StoredObject<Pod> }
}

function podOf(name: string, container: object, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { nodeName: 'node-1', automountServiceAccountToken: false, containers: [{ name: 'main', ...container }], ...spec } }
}

async function readAll(source: ByteSource): Promise<string> {
  let text = ''
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) text += Buffer.from(bytes).toString()
  return text
}

async function exec({ pods, pod }: Simulated, name: string, ...command: readonly string[]): Promise<{ readonly output: string; readonly code: number | string }> {
  const process = pods.exec(pod(name), 'main', command, { stdin: false, tty: false })
  process.stdin.end()
  const [out, error, end] = await Promise.all([readAll(process.stdout), readAll(process.stderr), process.ended])
  return { output: out + error, code: end.kind === 'exited' ? end.code : end.message }
}

const plain = { follow: false }
const kubia = podOf('kubia', { image: 'luksa/kubia' })

test('processes of one container share its files and see each other; a restart begins anew', async () => {
  const world = await simulate(kubia)
  await exec(world, 'kubia', 'sh', '-c', 'echo kept > /tmp/x')
  expect(await exec(world, 'kubia', 'cat', '/tmp/x')).toEqual({ output: 'kept\n', code: 0 })
  expect((await exec(world, 'kubia', 'ps', '-ef')).output).toContain('node app.js')
  expect(await exec(world, 'kubia', 'kill', '1')).toEqual({ output: '', code: 0 })
  await world.run(4_000)
  expect(world.pod('kubia').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, state: { running: {} }, lastState: { terminated: { exitCode: 0 } } })
  expect((await exec(world, 'kubia', 'cat', '/tmp/x')).code).toBe(1)
})

test('process 1 is spared signals that it does not handle', async () => {
  const world = await simulate(podOf('idle', { image: 'busybox', command: ['sleep', 'infinity'] }))
  await exec(world, 'idle', 'kill', '-9', '1')
  await world.run(2_000)
  expect(world.pod('idle').status?.containerStatuses?.[0]?.restartCount).toBe(0)
})

test('a process ends with its container, as one that was killed', async () => {
  const world = await simulate(kubia)
  const waiting = exec(world, 'kubia', 'sleep', '3600')
  await exec(world, 'kubia', 'kill', '1')
  await world.run(2_000)
  expect((await waiting).code).toBe(137)
})

test('who asks a pod is told of in its log, and in that of the run before once it has restarted', async () => {
  const world = await simulate(kubia)
  const { pods, pod } = world
  await exec(world, 'kubia', 'curl', '-s', 'localhost:8080')
  expect(pods.readLog(pod('kubia'), 'main', { ...plain, tailLines: 1 })).toBe(`Received request from ::ffff:${pod('kubia').status?.podIP}\n`)
  await exec(world, 'kubia', 'kill', '1')
  await world.run(4_000)
  expect(pods.readLog(pod('kubia'), 'main', plain)).not.toContain('Received')
  expect(pods.readLog(pod('kubia'), 'main', { ...plain, previous: true })).toContain('Received')
})

test('a shell with its input open really runs: its clients come and go, and its exit code is the container\'s', async () => {
  const world = await simulate(podOf('shell', { image: 'busybox', stdin: true, command: ['sh'] }, { restartPolicy: 'Never' }))
  const { pods, pod } = world
  const [typing, watching] = [pods.attach(pod('shell'), 'main', { stdin: true, tty: false }), pods.attach(pod('shell'), 'main', { stdin: false, tty: false })]
  await typing.stdin.write(Buffer.from('echo $((6 * 7))\n'))
  const seen = readAll(watching.stdout)
  expect(Buffer.from((await typing.stdout.read()) ?? []).toString()).toBe('42\n')
  typing.hangUp()
  await pods.attach(pod('shell'), 'main', { stdin: true, tty: false }).stdin.write(Buffer.from('exit 7\n'))
  expect([await seen, await watching.ended]).toEqual(['42\n', { kind: 'exited', code: 0 }])
  await world.run(1_000)
  expect(pod('shell').status).toMatchObject({ phase: 'Failed', containerStatuses: [{ state: { terminated: { exitCode: 7 } } }] })
  expect(pods.readLog(pod('shell'), 'main', plain)).toBe('42\n')
})

test('with stdinOnce the input ends with the first client that gave any', async () => {
  const world = await simulate(podOf('once', { image: 'busybox', stdin: true, stdinOnce: true, command: ['cat'] }, { restartPolicy: 'Never' }))
  const { pods, pod } = world
  pods.attach(pod('once'), 'main', { stdin: false, tty: false }).hangUp()
  const client = pods.attach(pod('once'), 'main', { stdin: true, tty: false })
  await client.stdin.write(Buffer.from('hi\n'))
  client.hangUp()
  await world.run(1_000)
  expect([pod('once').status?.phase, pods.readLog(pod('once'), 'main', plain)]).toEqual(['Succeeded', 'hi\n'])
})

test('a program that is not there ends a container that really runs it with 128', async () => {
  const world = await simulate(podOf('wrong', { image: 'busybox', stdin: true, command: ['/opt/sh'] }, { restartPolicy: 'Never' }))
  const ended = world.pod('wrong').status?.containerStatuses?.[0]?.state?.terminated
  expect([ended?.exitCode, ended?.message]).toEqual([128, expect.stringContaining('exec: "/opt/sh": stat /opt/sh: no such file or directory')])
})

test('being attached to a server shows what it writes from then on, until it ends', async () => {
  const world = await simulate(kubia)
  const { pods, pod } = world
  const output = readAll(pods.attach(pod('kubia'), 'main', { stdin: false, tty: false }).stdout)
  await world.run(100)
  await exec(world, 'kubia', 'curl', '-s', 'localhost:8080')
  await exec(world, 'kubia', 'kill', '1')
  await world.run(2_000)
  expect(await output).toBe(`Received request from ::ffff:${pod('kubia').status?.podIP}\n`)
})

test('a port that nothing listens on is refused in containerd\'s words', async () => {
  const { pods, pod } = await simulate(kubia)
  const target = pods.forward(pod('kubia'))
  expect(target.pod).toMatch(/^[0-9a-f]{64}$/)
  expect(target.connect(8080).ok).toBe(true)
  const refused = target.connect(81)
  expect(refused.ok ? '' : refused.error).toMatch(/^failed to execute portforward in network namespace "\/var\/run\/netns\/cni-[0-9a-f-]{36}": failed to connect to localhost:81 inside/)
})

test('a container that does not run cannot be spoken to', async () => {
  const { pods, pod } = await simulate(podOf('done', { image: 'busybox', command: ['true'] }, { restartPolicy: 'Never' }))
  const ask = () => pods.exec(pod('done'), 'main', ['ls'], { stdin: false, tty: false })
  expect(ask).toThrow('Internal error occurred: unable to upgrade connection: container not found ("main")')
})

test('an ephemeral container has the pod\'s network, sees its target\'s processes, and goes when the pod is over', async () => {
  const simulated = await simulate(podOf('p', { image: 'nginx' }, { restartPolicy: 'Never' }))
  const { cluster, pods, pod, run } = simulated
  const debug = { name: 'debug', image: 'busybox', stdin: true, targetContainerName: 'main' }
  await cluster.transact((tx) => tx.updateEphemeralContainers({ ...pod('p'), spec: { ...pod('p').spec, ephemeralContainers: [debug] } }))
  await run(3_000)
  expect(pod('p').status?.ephemeralContainerStatuses).toMatchObject([{ name: 'debug', ready: false, restartCount: 0, state: { running: {} } }])
  const ask = async (...command: readonly string[]) => {
    const process = pods.exec(pod('p'), 'debug', command, { stdin: false, tty: false })
    process.stdin.end()
    return readAll(process.stdout)
  }
  expect(await ask('wget', '-qO-', 'localhost')).toContain('Welcome to nginx!')
  expect((await ask('ps')).split('\n').map((line) => line.slice(21))).toEqual(['COMMAND', 'nginx: master process nginx -g daemon off;', 'sh', 'ps', ''])
  await ask('kill', '1')
  await run(800)
  expect([pod('p').status?.phase, pod('p').status?.containerStatuses?.[0]?.state?.terminated?.exitCode]).toEqual(['Running', 0])
  await run(31_000)
  expect([pod('p').status?.phase, pod('p').status?.ephemeralContainerStatuses?.[0]?.state?.terminated?.exitCode]).toEqual(['Succeeded', 137])
})

test('a server in a pod is asked as the API server\'s proxy asks it', async () => {
  const { pods, pod } = await simulate(podOf('web', { image: 'luksa/kubia' }))
  const address = pod('web').status?.podIP ?? ''
  const ask = async (port: number, at = address) => {
    const reply = await pods.request(at, port, { method: 'GET', target: '/x', headers: [['Host', 'localhost']], body: new Uint8Array() })
    return reply.ok ? [reply.value.status, Buffer.from(reply.value.body).toString()] : reply.error
  }
  expect(await ask(8080)).toEqual([200, "You've hit web\n"])
  expect(await ask(81)).toBe(`dial tcp ${address}:81: connect: connection refused`)
  expect(await ask(80, '203.0.113.1')).toBe('dial tcp 203.0.113.1:80: connect: no route to host')
})

test('a connection to a server breaks when its container ends, and no new one comes about once the pod is gone', async () => {
  const { cluster, pods, pod, run } = await simulate(podOf('web', { image: 'nginx' }))
  const target = pods.forward(pod('web'))
  const connected = target.connect(80)
  if (!connected.ok) throw new Error(connected.error)
  const { input, output } = connected.value
  await output.write(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'))
  expect(Buffer.from((await input.read()) ?? []).toString()).toContain('Welcome to nginx!')
  await cluster.delete([{ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' }])
  await run(3_000)
  expect(await input.read()).toBeUndefined()
  expect(await output.write(Buffer.from('GET'))).toBe(false)
  expect(target.connect(80)).toEqual({ ok: false, error: `failed to find sandbox "${target.pod}" in store: not found` })
})
