import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import {
  AppsV1Api, CoreV1Api, Exec, KubeConfig, Log, makeInformer, PatchStrategy, PortForward, setHeaderOptions, type V1ConfigMap, type V1Pod, type V1Status, Watch,
} from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../support/serve.ts'

let home: string
let served: Served
let config: KubeConfig
let core: CoreV1Api
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'podscape-client-'))
  served = await serve(['--kubeconfig', join(home, 'kubeconfig'), '--speed', '5'])
  config = new KubeConfig()
  config.loadFromFile(served.kubeconfig)
  core = config.makeApiClient(CoreV1Api)
})
afterAll(async () => {
  await served.stop()
  rmSync(home, { recursive: true, force: true })
})

const namespace = 'default'
/** A test's answers come from another process that may be busy. */
const soon = { timeout: 20_000, interval: 50 }

function pod(name: string, container: object, labels: Readonly<Record<string, string>> = {}): V1Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: { containers: [{ name: 'main', image: 'busybox', ...container }] } }
}

async function createRunning(body: V1Pod): Promise<void> {
  const { metadata } = await core.createNamespacedPod({ namespace, body })
  const name = metadata?.name ?? ''
  await expect.poll(async () => (await core.readNamespacedPod({ namespace, name })).status?.phase, soon).toBe('Running')
}

function settings(name: string, data: Readonly<Record<string, string>> = {}, labels: Readonly<Record<string, string>> = {}): V1ConfigMap {
  return { metadata: { name, labels }, data }
}

/** Collects what is written into a stream as text. */
function collect(): { readonly stream: PassThrough; readonly text: () => string } {
  const stream = new PassThrough()
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  return { stream, text: () => text }
}

test('creates, reads, lists by label and in pages, replaces and deletes; refusals are Status objects', async () => {
  const made = await core.createNamespacedConfigMap({ namespace, body: settings('one', { a: '1' }, { set: 'listed' }) })
  expect(made.metadata).toMatchObject({ name: 'one', namespace, uid: expect.stringMatching(/^[0-9a-f-]{36}$/), creationTimestamp: expect.any(Date) })
  await core.createNamespacedConfigMap({ namespace, body: settings('two', {}, { set: 'listed' }) })
  const page = await core.listNamespacedConfigMap({ namespace, labelSelector: 'set=listed', limit: 1 })
  const { _continue: next = '' } = page.metadata ?? {}
  const rest = await core.listNamespacedConfigMap({ namespace, labelSelector: 'set=listed', _continue: next })
  expect([...page.items, ...rest.items].map((item) => item.metadata?.name)).toEqual(['one', 'two'])

  await expect(core.createNamespacedConfigMap({ namespace, body: settings('one') })).rejects.toMatchObject({ code: 409, body: expect.stringContaining('"reason":"AlreadyExists"') })
  const changed = await core.replaceNamespacedConfigMap({ namespace, name: 'one', body: { ...made, data: { a: '2' } } })
  expect(changed.data).toEqual({ a: '2' })
  await expect(core.replaceNamespacedConfigMap({ namespace, name: 'one', body: made })).rejects.toMatchObject({ code: 409, body: expect.stringContaining('"reason":"Conflict"') })

  await core.deleteNamespacedConfigMap({ namespace, name: 'one' })
  await core.deleteCollectionNamespacedConfigMap({ namespace, labelSelector: 'set=listed' })
  await expect(core.readNamespacedConfigMap({ namespace, name: 'two' })).rejects.toMatchObject({ code: 404 })
})

test('patches in all four ways', async () => {
  const apps = config.makeApiClient(AppsV1Api)
  const labels = { app: 'patched' }
  const containers = [{ name: 'main', image: 'nginx:1.27', env: [{ name: 'A', value: '1' }] }]
  await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'patched' }, spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } } } })
  const patch = (strategy: PatchStrategy, body: object, more: { readonly fieldManager?: string; readonly force?: boolean } = {}) =>
    apps.patchNamespacedDeployment({ namespace, name: 'patched', body, ...more }, setHeaderOptions('Content-Type', strategy))

  expect((await patch(PatchStrategy.JsonPatch, [{ op: 'test', path: '/spec/replicas', value: 1 }, { op: 'replace', path: '/spec/replicas', value: 2 }])).spec?.replicas).toBe(2)
  await expect(patch(PatchStrategy.JsonPatch, [{ op: 'test', path: '/spec/replicas', value: 1 }])).rejects.toMatchObject({ code: 422 })
  expect((await patch(PatchStrategy.MergePatch, { metadata: { labels: { tier: 'web' } } })).metadata?.labels).toEqual({ tier: 'web' })
  const merged = await patch(PatchStrategy.StrategicMergePatch, { spec: { template: { spec: { containers: [{ name: 'main', env: [{ name: 'B', value: '2' }] }] } } } })
  expect(merged.spec?.template.spec?.containers[0]?.env).toEqual([{ name: 'B', value: '2' }, { name: 'A', value: '1' }])

  const applied = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 5 } }
  const other = { ...applied, spec: { replicas: 6 } }
  expect((await patch(PatchStrategy.ServerSideApply, applied, { fieldManager: 'one', force: true })).spec?.replicas).toBe(5)
  await expect(patch(PatchStrategy.ServerSideApply, other, { fieldManager: 'two' })).rejects.toMatchObject({ code: 409, body: expect.stringContaining('conflict with \\"one\\"') })
  expect((await patch(PatchStrategy.ServerSideApply, other, { fieldManager: 'two', force: true })).spec?.replicas).toBe(6)
})

test('a watch that breaks goes on where it was', async () => {
  const watch = new Watch(config)
  const { metadata } = await core.listNamespacedConfigMap({ namespace })
  let at = metadata?.resourceVersion ?? ''
  const seen: string[] = []
  const follow = async () => {
    const end = new EventEmitter()
    const ended = once(end, 'done')
    const controller = await watch.watch(`/api/v1/namespaces/${namespace}/configmaps`, { resourceVersion: at, labelSelector: 'watched' }, (type: string, object: V1ConfigMap) => {
      seen.push(`${type} ${object.metadata?.name} ${object.data?.['at']}`)
      at = object.metadata?.resourceVersion ?? ''
    }, () => end.emit('done'))
    return async () => {
      controller.abort()
      await ended
    }
  }
  const put = (name: string, value: string) => core.createNamespacedConfigMap({ namespace, body: settings(name, { at: value }, { watched: '' }) })

  const stopFirst = await follow()
  await put('before', '1')
  await expect.poll(() => seen, soon).toHaveLength(1)
  await stopFirst()
  await put('between', '2')
  await core.deleteNamespacedConfigMap({ namespace, name: 'before' })
  const stopSecond = await follow()
  await put('after', '3')
  await expect.poll(() => seen, soon).toEqual(['ADDED before 1', 'ADDED between 2', 'DELETED before 1', 'ADDED after 3'])
  await stopSecond()
})

test('an informer holds what the cluster holds', async () => {
  const labelSelector = 'informed'
  const told: string[] = []
  await core.createNamespacedConfigMap({ namespace, body: settings('known', { v: '1' }, { informed: '' }) })
  const informer = makeInformer<V1ConfigMap>(config, `/api/v1/namespaces/${namespace}/configmaps`, () => core.listNamespacedConfigMap({ namespace, labelSelector }), labelSelector)
  for (const verb of ['add', 'update', 'delete']) informer.on(verb, ({ metadata, data }) => told.push(`${verb} ${metadata?.name} ${data?.['v']}`))
  informer.on('error', (error) => told.push(`error ${String(error)}`))
  await informer.start()
  await core.patchNamespacedConfigMap({ namespace, name: 'known', body: { data: { v: '2' } } }, setHeaderOptions('Content-Type', PatchStrategy.MergePatch))
  await core.createNamespacedConfigMap({ namespace, body: settings('new', { v: '1' }, { informed: '' }) })
  // What loses the label leaves the list.
  await core.patchNamespacedConfigMap({ namespace, name: 'known', body: { metadata: { labels: { informed: null } } } }, setHeaderOptions('Content-Type', PatchStrategy.MergePatch))
  await expect.poll(() => told, soon).toEqual(['add known 1', 'update known 2', 'add new 1', 'delete known 2'])
  await informer.stop()
})

test('exec carries input, both outputs and the exit status over one WebSocket', async () => {
  await createRunning(pod('shell', { command: ['sleep', '1000'] }))
  const run = async (command: readonly string[], input?: string) => {
    const [out, err] = [collect(), collect()]
    const stdin = input === undefined ? null : new PassThrough().end(input)
    const { status, details } = await new Promise<V1Status>((resolve, reject) => {
      new Exec(config).exec(namespace, 'shell', 'main', [...command], out.stream, err.stream, stdin, false, resolve).catch(reject)
    })
    return { out: out.text(), err: err.text(), status, causes: details?.causes?.map(({ reason, message }) => `${reason} ${message}`) }
  }
  expect(await run(['hostname'])).toEqual({ out: 'shell\n', err: '', status: 'Success', causes: undefined })
  expect(await run(['sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({ out: 'out\n', err: 'err\n', status: 'Failure', causes: ['ExitCode 3'] })
  expect(await run(['cat'], 'through\n')).toMatchObject({ out: 'through\n', status: 'Success' })
})

test('a forwarded port leads to the listener in the pod', async () => {
  await createRunning(pod('kubia-manual', { image: 'luksa/kubia' }))
  const [answer, error, request] = [collect(), collect(), new PassThrough()]
  const socket = await new PortForward(config).portForward(namespace, 'kubia-manual', [8080], answer.stream, error.stream, request)
  if (typeof socket === 'function') throw new Error('a socket was awaited')
  request.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  await expect.poll(answer.text, soon).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*You've hit kubia-manual\n/)
  expect(error.text()).toBe('')
  socket.close()
})

test('a followed log grows as the container writes, and ends with it', async () => {
  const talker = pod('talker', { command: ['sh', '-c', 'echo one; sleep 30; echo two'] })
  await createRunning({ ...talker, spec: { containers: [], ...talker.spec, restartPolicy: 'Never' } })
  const { stream, text } = collect()
  await new Log(config).log(namespace, 'talker', 'main', stream, { follow: true })
  await expect.poll(text, soon).toBe('one\n')
  await once(stream, 'end')
  expect(text()).toBe('one\ntwo\n')
})
