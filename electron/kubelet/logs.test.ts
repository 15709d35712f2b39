import { expect, test } from 'vitest'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { pod, ref, simulate, type Simulation } from '../../test/support/simulation.ts'
import { findLogContainer } from './logs.ts'

const sh = (script: string) => ({ command: ['sh', '-c', script] })

function get({ cluster }: Simulation, name = 'p'): StoredObject<Pod> {
  return cluster.get(ref('Pod', name)) as StoredObject<Pod>
}

function read(simulation: Simulation, options: object = {}, name = 'p'): string {
  return simulation.pods.readLog(get(simulation, name), 'main', { follow: false, ...options }) as string
}

test.each<readonly [string, string, object, number, string]>([
  ['echo', 'busybox', sh('echo hello; echo "two  words" >&2; printf "%03d\\n" 7'), 5, 'hello\ntwo  words\n007\n'],
  ['a loop that counts', 'busybox', sh('for i in 1 2 3; do echo "line $i"; sleep 1; done'), 4, 'line 1\nline 2\nline 3\n'],
  // The counter of the documentation.
  ['a loop without an end', 'busybox:1.28', { args: ['/bin/sh', '-c', 'i=0; while true; do echo "$i: $(date)"; i=$((i+1)); sleep 1; done'] }, 4,
    '0: Wed Jan  1 00:00:01 UTC 2025\n1: Wed Jan  1 00:00:02 UTC 2025\n2: Wed Jan  1 00:00:03 UTC 2025\n3: Wed Jan  1 00:00:04 UTC 2025\n'],
  ['its environment', 'busybox', { ...sh('echo "$GREETING, $(hostname)"; [ -n "$MISSING" ] || echo none'), env: [{ name: 'GREETING', value: 'Hi' }] }, 4, 'Hi, p\nnone\n'],
  ['arguments with variables', 'busybox', { command: ['echo'], args: ['$(NAME) and $$(NAME)'], env: [{ name: 'NAME', value: 'web' }] }, 4, 'web and $(NAME)\n'],
  ['files', 'busybox', sh('echo one > /tmp/f; echo two >> /tmp/f; cat /tmp/f; cat /tmp/none'), 4, "one\ntwo\ncat: can't open '/tmp/none': No such file or directory\n"],
  ['pipes', 'busybox', sh('echo hello | tee /tmp/f; seq 5 | tail -2; if [ -f /tmp/f ]; then echo there; else echo not; fi'), 4, 'hello\n4\n5\nthere\n'],
  ['a script that is none', 'busybox', sh('echo "never ends'), 4, 'sh: syntax error: unterminated quoted string\n'],
  ['the server of the book', 'luksa/kubia', {}, 4, 'Kubia server starting...\n'],
  ['a server that says nothing', 'example.com/app', {}, 4, ''],
])('logs %s', async (_name, image, more, seconds, expected) => {
  const simulation = await simulate()
  await simulation.cluster.apply([pod('p', image, { ...more, imagePullPolicy: 'IfNotPresent' }, { restartPolicy: 'Never' })])
  await simulation.run(seconds * 1000)
  expect(read(simulation)).toBe(expected)
})

test('nginx logs its start, and the probes that ask it', async () => {
  const simulation = await simulate()
  await simulation.cluster.apply([pod('p', 'nginx:1.27.3', { readinessProbe: { httpGet: { path: '/', port: 80 } } })])
  await simulation.run(15_000)
  const lines = read(simulation).trimEnd().split('\n')
  expect(lines[0]).toBe('/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration')
  expect(lines).toContain('2025/01/01 00:00:01 [notice] 1#1: nginx/1.27.3')
  const from = get(simulation).status?.podIP?.replace(/\d+$/, '1')
  expect(lines.filter((line) => line.includes('kube-probe'))).toEqual([
    `${from} - - [01/Jan/2025:00:00:01 +0000] "GET / HTTP/1.1" 200 615 "-" "kube-probe/1.32" "-"`, `${from} - - [01/Jan/2025:00:00:11 +0000] "GET / HTTP/1.1" 200 615 "-" "kube-probe/1.32" "-"`,
  ])
})

test('the end of a log, what is new in it, and its times', async () => {
  const simulation = await simulate()
  await simulation.cluster.apply([pod('p', 'busybox', sh('i=0; while true; do echo $i; i=$((i+1)); sleep 1; done'))])
  await simulation.run(12_000)
  const all = read(simulation)
  const lines = all.trimEnd().split('\n')
  expect(lines).toEqual(Array.from({ length: lines.length }, (_, index) => String(index)))
  expect(read(simulation, { tailLines: 2 })).toBe(`${lines.slice(-2).join('\n')}\n`)
  expect(read(simulation, { tailLines: 0 })).toBe('')
  expect(read(simulation, { sinceSeconds: 3 }).trimEnd().split('\n')).toEqual(lines.slice(-4))
  expect(read(simulation, { limitBytes: 3 })).toBe('0\n1')
  expect(read(simulation, { tailLines: 1, timestamps: true })).toMatch(/^2025-01-01T00:00:\d\d\.000000000Z \d+\n$/)
  expect(read(simulation, { stream: 'Stderr' })).toBe('')
  expect(read(simulation)).toBe(all)
})

test('a crash can be read of the run before', async () => {
  const simulation = await simulate()
  await simulation.cluster.apply([pod('p', 'busybox', sh('date +%s; exit 1'))])
  await simulation.run(16_000)
  const { state, lastState } = get(simulation).status?.containerStatuses?.[0] ?? {}
  const seconds = (time: string | undefined) => `${Date.parse(time ?? '') / 1000}\n`
  const current = state?.terminated ?? state?.waiting
  expect(current).toBeDefined()
  expect(read(simulation)).toBe(seconds((state?.terminated ?? lastState?.terminated)?.startedAt))
  expect(read(simulation, { previous: true })).toBe(seconds(lastState?.terminated?.startedAt))
})

test('a port that is taken is said in the log of the one that crashed', async () => {
  const simulation = await simulate()
  const two = { ...pod('p', ''), spec: { containers: [{ name: 'first', image: 'nginx' }, { name: 'main', image: 'nginx' }] } }
  await simulation.cluster.create(two)
  await simulation.run(6_000)
  const crashed = get(simulation).status?.containerStatuses?.find((one) => one.lastState?.terminated !== undefined)?.name ?? ''
  expect(simulation.pods.readLog(get(simulation), crashed, { follow: false })).toBe('nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)\n')
})

test.each<readonly [string, object, object, string]>([
  ['is being made', pod('p', 'nginx'), {}, 'container "main" in pod "p" is waiting to start: ContainerCreating'],
  ['cannot be pulled', pod('p', 'nosuch'), {}, 'container "main" in pod "p" is waiting to start: trying and failing to pull image'],
  ['never ran before', pod('p', 'nginx'), { previous: true }, 'previous terminated container "main" in pod "p" not found'],
])('there is no log of one that %s', async (_name, object, options, message) => {
  const simulation = await simulate()
  await simulation.cluster.create(object as never)
  await simulation.run(message.includes('pull') ? 6_000 : 'previous' in options ? 3_000 : 100)
  expect(() => read(simulation, options)).toThrow(message)
})

test('a container must be named when there are several', () => {
  const several = { ...pod('p', ''), spec: { containers: [{ name: 'a' }, { name: 'b' }], initContainers: [{ name: 'i' }] } } as unknown as StoredObject<Pod>
  expect(() => findLogContainer(several, undefined)).toThrow('a container name must be specified for pod p, choose one of: [a b] or one of the init containers: [i]')
  expect(() => findLogContainer(several, 'x')).toThrow('container x is not valid for pod p')
  expect(findLogContainer(several, 'i').name).toBe('i')
})

test('a log is followed until its run is over', async () => {
  const simulation = await simulate()
  await simulation.cluster.apply([pod('p', 'busybox', sh('for i in 1 2 3 4; do echo $i; sleep 1; done'), { restartPolicy: 'Never' })])
  await simulation.run(2_500)
  const stream = simulation.pods.readLog(get(simulation), 'main', { follow: true }) as ReadableStream<Uint8Array>
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const whole = (async () => {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += decoder.decode(piece.value)
    return text
  })()
  await simulation.run(1_000)
  expect(text.length).toBeLessThan(8)
  await simulation.run(10_000)
  expect(await whole).toBe('1\n2\n3\n4\n')
})
