import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { KubeObject, Pod, StoredObject } from '../../shared/model/index.ts'
import { createRandom } from '../cluster/index.ts'
import { messages, pod, ref, simulate, type Simulation, table } from '../../test/support/simulation.ts'
import { createLevelLog } from '../store/index.ts'
import { planPod } from './pod-plan.ts'
import { restoreRuntime } from './pod-runtime.ts'
import { describePod } from './status.ts'

const sh = (script: string) => ({ command: ['sh', '-c', script] })

function get(cluster: Simulation['cluster'], name = 'p'): StoredObject<Pod> {
  return cluster.get(ref('Pod', name)) as StoredObject<Pod>
}

/** What the pod list shows at each of these moments, in seconds after the pod was made. */
test.each<readonly [string, KubeObject, readonly (readonly [number, string])[]]>([
  ['a crash is tried again at once, then after 10, 20 and 40 s', pod('p', 'busybox', sh('exit 1')), [
    [2, 'p 0/1 Error 0'], [6, 'p 0/1 CrashLoopBackOff 1'], [11, 'p 0/1 CrashLoopBackOff 1'], [18, 'p 0/1 CrashLoopBackOff 2'], [33, 'p 0/1 CrashLoopBackOff 2'], [38, 'p 0/1 CrashLoopBackOff 3'],
    [80, 'p 0/1 CrashLoopBackOff 4'],
  ]],
  ['a job that fails is restarted where it is', pod('p', 'busybox', sh('exit 3'), { restartPolicy: 'OnFailure' }), [[2, 'p 0/1 Error 0'], [18, 'p 0/1 CrashLoopBackOff 2']]],
  ['a readiness probe that never succeeds', pod('p', 'nginx', { readinessProbe: { httpGet: { path: '/healthz', port: 80 } } }), [[3, 'p 0/1 Running 0'], [60, 'p 0/1 Running 0']]],
  ['a readiness probe by a command', pod('p', 'busybox', { ...sh('sleep 10; touch /tmp/ready; sleep 600'), readinessProbe: { exec: { command: ['cat', '/tmp/ready'] }, periodSeconds: 2 } }), [[5, 'p 0/1 Running 0'], [15, 'p 1/1 Running 0']]],
  // The example of the documentation.
  ['a liveness probe by a command', pod('p', 'registry.k8s.io/busybox', {
    args: ['/bin/sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'],
    livenessProbe: { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 },
  }), [[30, 'p 1/1 Running 0'], [70, 'p 1/1 Running 0'], [80, 'p 1/1 Running 1']]],
  ['an unhealthy server', pod('p', 'luksa/kubia-unhealthy', { livenessProbe: { httpGet: { path: '/', port: 8080 } } }), [[60, 'p 1/1 Running 0'], [76, 'p 1/1 Running 1']]],
  ['a liveness probe of a port that nobody listens on', pod('p', 'nginx', { livenessProbe: { tcpSocket: { port: 81 }, periodSeconds: 1 } }), [[3, 'p 1/1 Running 0'], [9, 'p 1/1 Running 1']]],
  ['a startup probe holds the others back', pod('p', 'busybox', {
    ...sh('sleep 20; touch /tmp/up; sleep 600'), startupProbe: { exec: { command: ['test', '-f', '/tmp/up'] }, periodSeconds: 5, failureThreshold: 10 },
    livenessProbe: { exec: { command: ['test', '-f', '/tmp/up'] }, periodSeconds: 1, failureThreshold: 1 },
  }), [[15, 'p 0/1 Running 0'], [30, 'p 1/1 Running 0']]],
  ['more memory than its limit', pod('p', 'polinux/stress', { command: ['stress'], args: ['--vm', '1', '--vm-bytes', '250M'], resources: { limits: { memory: '100Mi' } } }), [[3, 'p 0/1 OOMKilled 0'], [6, 'p 0/1 OOMKilled 1'], [7, 'p 0/1 CrashLoopBackOff 1']]],
  ['memory within its limit', pod('p', 'polinux/stress', { command: ['stress'], args: ['--vm', '1', '--vm-bytes', '50M'], resources: { limits: { memory: '100Mi' } } }), [[5, 'p 1/1 Running 0']]],
  ['a sidecar ends after the others', pod('p', 'busybox', sh('sleep 5'), { restartPolicy: 'Never', initContainers: [{ name: 'side', image: 'nginx', restartPolicy: 'Always' }] }), [[1, 'p 0/2 Init:0/1 0'], [5, 'p 2/2 Running 0'], [9, 'p 1/2 Completed 0'], [13, 'p 0/2 Completed 0']]],
  ['the image may not be pulled', pod('p', 'nginx', { imagePullPolicy: 'Never' }), [[2, 'p 0/1 ErrImageNeverPull 0']]],
])('%s', async (_name, object, moments) => {
  const { cluster, run } = await simulate()
  await cluster.apply([object])
  let at = 0
  const seen: (readonly [number, string])[] = []
  for (const [seconds] of moments) {
    await run((seconds - at) * 1000, 100)
    at = seconds
    seen.push([seconds, table(cluster)[0] ?? ''])
  }
  expect(seen).toEqual(moments)
})

test('probes that fail tell of it in the kubelet’s words', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([
    pod('http', 'nginx', { readinessProbe: { httpGet: { path: '/healthz', port: 80 } } }),
    pod('tcp', 'nginx', { livenessProbe: { tcpSocket: { port: 81 }, periodSeconds: 2, failureThreshold: 2 } }),
    pod('exec', 'busybox', { ...sh('sleep 600'), readinessProbe: { exec: { command: ['cat', '/tmp/x'] } } }),
  ])
  await run(6_000)
  expect(messages(cluster, 'http')).toContain('Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404')
  expect(messages(cluster, 'exec')).toContain("Unhealthy: Readiness probe failed: cat: can't open '/tmp/x': No such file or directory")
  expect(messages(cluster, 'tcp')).toEqual(expect.arrayContaining([
    `Unhealthy: Liveness probe failed: dial tcp ${get(cluster, 'tcp').status?.podIP}:81: connect: connection refused`, 'Killing: Container main failed liveness probe, will be restarted',
  ]))
})

test('what a container is configured with must be there', async () => {
  const { cluster, run } = await simulate()
  const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }]
  await cluster.apply([pod('p', 'nginx', { env }), pod('files', 'nginx', {}, { volumes: [{ name: 'v', configMap: { name: 'settings' } }] })])
  await run(3_000)
  expect(table(cluster)).toEqual(['files 0/1 ContainerCreating 0', 'p 0/1 CreateContainerConfigError 0'])
  expect(get(cluster).status?.containerStatuses?.[0]?.state?.waiting?.message).toBe('configmap "settings" not found')
  expect(messages(cluster, 'p')).toContain('Failed: Error: configmap "settings" not found')
  expect(messages(cluster, 'files')).toContain('FailedMount: MountVolume.SetUp failed for volume "v" : configmap "settings" not found')
  await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { b: '1' } }])
  await run(20_000)
  expect(table(cluster)).toEqual(['files 1/1 Running 0', 'p 0/1 CreateContainerConfigError 0'])
  expect(get(cluster).status?.containerStatuses?.[0]?.state?.waiting?.message).toBe("couldn't find key a in ConfigMap default/settings")
  await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: '1', b: '1' } }])
  await run(20_000)
  expect(table(cluster)).toEqual(['files 1/1 Running 0', 'p 1/1 Running 0'])
})

test('a preStop hook is waited for, and takes its time from the grace period', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([
    pod('slow', 'nginx', { lifecycle: { preStop: { sleep: { seconds: 10 } } } }), pod('cut', 'nginx', { lifecycle: { preStop: { exec: { command: ['sleep', '60'] } } } }, { terminationGracePeriodSeconds: 5 }),
  ])
  await run(3_000)
  await cluster.delete([ref('Pod', 'slow'), ref('Pod', 'cut')])
  await run(4_000)
  expect(table(cluster)).toEqual(['cut 1/1 Terminating 0', 'slow 1/1 Terminating 0'])
  await run(2_000)
  expect(table(cluster)).toEqual(['slow 1/1 Terminating 0'])
  await run(7_000)
  expect(table(cluster)).toEqual([])
})

test('a container leaves a message of its end, from its file or from its log', async () => {
  const { cluster, run } = await simulate()
  const never = { restartPolicy: 'Never' }
  await cluster.apply([
    pod('file', 'busybox', sh('echo Sleep expired > /dev/termination-log; exit 1'), never),
    pod('log', 'busybox', { ...sh('echo first; echo last; exit 1'), terminationMessagePolicy: 'FallbackToLogsOnError' }, never),
    pod('none', 'busybox', sh('echo first; exit 1'), never),
  ])
  await run(5_000)
  const left = (name: string) => get(cluster, name).status?.containerStatuses?.[0]?.state?.terminated?.message
  expect([left('file'), left('log'), left('none')]).toEqual(['Sleep expired\n', 'first\nlast\n', undefined])
})

test('another image is another run of the container', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([pod('p', 'nginx:1.27')])
  await run(3_000)
  const before = get(cluster)
  await cluster.update({ ...before, spec: { ...before.spec, containers: [{ ...before.spec?.containers[0], name: 'main', image: 'nginx:1.28' }] } })
  await run(6_000)
  expect(table(cluster)).toEqual(['p 1/1 Running 1'])
  expect(messages(cluster, 'p')).toContain('Killing: Container main definition changed, will be restarted')
  expect(get(cluster).status?.containerStatuses?.[0]).toMatchObject({ image: 'docker.io/library/nginx:1.28', imageID: expect.stringMatching(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/) as string })
})

test('a readiness gate is for others to open', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([pod('p', 'nginx', {}, { readinessGates: [{ conditionType: 'example.com/in' }] })])
  await run(3_000)
  const ready = () => get(cluster).status?.conditions?.find((condition) => condition.type === 'Ready')
  expect(ready()).toMatchObject({ status: 'False', reason: 'ReadinessGatesNotReady', message: 'corresponding condition of pod readiness gate "example.com/in" does not exist.' })
  const { conditions = [] } = get(cluster).status ?? {}
  await cluster.transact((tx) => tx.updateStatus({ ...get(cluster), status: { ...get(cluster).status, conditions: [...conditions, { type: 'example.com/in', status: 'True' }] } }))
  await run(200)
  expect(ready()).toMatchObject({ status: 'True' })
})

test('a crash waits 10 s, twice as long each time, and never over five minutes, from the end of the run before', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([pod('p', 'busybox:1.37', sh('exit 1'))])
  const ends: number[] = []
  const starts: number[] = []
  for (let second = 0; second < 1_500; second++) {
    await run(1_000, 1_000)
    const last = get(cluster).status?.containerStatuses?.[0]?.state?.terminated
    if (last === undefined || Date.parse(last.finishedAt ?? '') === ends.at(-1)) continue
    starts.push(Date.parse(last.startedAt ?? ''))
    ends.push(Date.parse(last.finishedAt ?? ''))
  }
  // A container takes a moment to be made; times are whole seconds.
  expect(starts.slice(1).map((at, index) => Math.floor((at - (ends[index] ?? 0)) / 10_000) * 10)).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300])
})

test('a pull that is under way brings the image for the other pods of its node too', async () => {
  const { cluster, run } = await simulate()
  const onNode = (name: string, node: string, image = 'nginx') => pod(name, image, { imagePullPolicy: 'IfNotPresent' }, { nodeName: node })
  await cluster.apply([onNode('first', 'node-1'), onNode('elsewhere', 'node-2'), onNode('nosuch', 'node-1', 'nosuch')])
  await run(200)
  await cluster.apply([onNode('second', 'node-1'), onNode('nosuch-too', 'node-1', 'nosuch')])
  await run(2_500)
  await cluster.apply([onNode('third', 'node-1')])
  await run(2_500)
  const took = (name: string) => {
    const [, number, unit] = /image "nginx" in ([\d.]+)(m?s) \(/.exec(messages(cluster, name).join('\n')) ?? []
    return Math.round(Number(number) * (unit === 's' ? 1000 : 1))
  }
  expect(messages(cluster, 'second')).toContain('Pulling: Pulling image "nginx"')
  expect(took('first') - took('second')).toBe(200)
  expect(took('elsewhere')).not.toBe(took('first'))
  expect(messages(cluster, 'third')).toContain('Pulled: Container image "nginx" already present on machine')
  expect(table(cluster)).toEqual(['elsewhere 1/1 Running 0', 'first 1/1 Running 0', 'nosuch 0/1 ImagePullBackOff 0', 'nosuch-too 0/1 ImagePullBackOff 0', 'second 1/1 Running 0', 'third 1/1 Running 0'])
})

test('after a restart of the program a node still has the images of what was made on it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'podscape-images-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const before = await simulate(createLevelLog(join(directory, 'store')))
  const onNode = (name: string, node: string, image = 'nginx') => pod(name, image, { imagePullPolicy: 'IfNotPresent' }, { nodeName: node })
  await before.cluster.apply([onNode('first', 'node-1'), onNode('nosuch', 'node-1', 'nosuch')])
  await before.run(5_000)
  const now = before.cluster.clock.now()
  await before.stop()
  const { cluster, run } = await simulate(createLevelLog(join(directory, 'store')), now)
  await cluster.apply([onNode('second', 'node-1'), onNode('elsewhere', 'node-2'), onNode('nosuch-too', 'node-1', 'nosuch')])
  await run(3_000)
  const told = (name: string) => messages(cluster, name).filter((message) => /^Pull(ed|ing)/.test(message)).map((message) => message.replace(/ in .*/, ''))
  expect([told('second'), told('elsewhere'), told('nosuch-too')]).toEqual([
    ['Pulled: Container image "nginx" already present on machine'],
    ['Pulling: Pulling image "nginx"', 'Pulled: Successfully pulled image "nginx"'],
    ['Pulling: Pulling image "nosuch"'],
  ])
})

test('a pod whose time is up fails, and says why', async () => {
  const { cluster, run } = await simulate()
  await cluster.apply([pod('p', 'nginx', {}, { activeDeadlineSeconds: 5 })])
  await run(9_000)
  expect(get(cluster).status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' })
  expect(messages(cluster, 'p')).toContain('DeadlineExceeded: Pod was active on the node longer than the specified deadline')
})

test('an ephemeral container that comes to a running pod runs once, beside the others', () => {
  const object = { ...pod('p', 'nginx'), metadata: { name: 'p', namespace: 'default', uid: 'u', resourceVersion: '1', creationTimestamp: '' }, status: { phase: 'Pending' } } as StoredObject<Pod>
  const around = { random: createRandom(1), find: () => undefined, presentFrom: () => 0 }
  const debugged = { ...object, spec: { ...object.spec, ephemeralContainers: [{ name: 'debug', image: 'busybox', command: ['sh', '-c', 'exit 2'] }] } } as StoredObject<Pod>
  let { runtime } = planPod(object, restoreRuntime(object, 0), { ...around, now: 0 })
  for (let now = 100; now < 20_000; now += 100) ({ runtime } = planPod(now < 5_000 ? object : debugged, runtime, { ...around, now }))
  expect(describePod(debugged, runtime, '', 20_000)).toMatchObject({
    phase: 'Running', containerStatuses: [{ ready: true, restartCount: 0 }], ephemeralContainerStatuses: [{ name: 'debug', restartCount: 0, state: { terminated: { exitCode: 2, reason: 'Error' } } }],
  })
})
