import { expect, test } from 'vitest'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import { createFileSystem, createDirectory, type FileSystem } from './shell/index.ts'
import { createFolders, type Folders } from './volumes.ts'

const stored = { resourceVersion: '1', creationTimestamp: '2025-01-01T00:00:00Z' }
const encoder = new TextEncoder()

/** Objects that a test may change on the way. */
function open(): { readonly folders: Folders; readonly objects: Map<string, object> } {
  const objects = new Map<string, object>([
    ['ConfigMap default/conf', { data: { color: 'blue', size: '3' }, binaryData: { raw: 'AAE=' } }],
    ['Secret default/key', { data: { password: Buffer.from('hunter2').toString('base64') } }],
  ])
  const folders = createFolders({
    now: () => 0,
    find: (kind, namespace, name) => {
      const found = objects.get(`${kind} ${namespace}/${name}`)
      return found === undefined ? undefined : { apiVersion: 'v1', kind, metadata: { ...stored, uid: `${kind}-${name}`, name, namespace }, ...found }
    },
  })
  return { folders, objects }
}

function podOf(name: string, volumes: NonNullable<NonNullable<Pod['spec']>['volumes']>): StoredObject<Pod> {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...stored, name, namespace: 'default', uid: `uid-${name}`, labels: { app: name } }, spec: { nodeName: 'node-1', containers: [], volumes } }
}

function mount(folders: Folders, pod: StoredObject<Pod>, ...volumeMounts: NonNullable<Container['volumeMounts']>[number][]): FileSystem {
  const root = createDirectory(0)
  for (const [path, node] of Object.entries(folders.mount(pod, { name: 'c', volumeMounts }, new Map([['SELF', 'c']])))) root.entries.set(path.slice(1), node)
  return createFileSystem(root, () => 0)
}

function read(files: FileSystem, path: string): string {
  const found = files.read(path)
  return found.ok ? Buffer.from(found.value).toString() : found.error
}

const volumes = [
  { name: 'conf', configMap: { name: 'conf' } },
  { name: 'one', configMap: { name: 'conf', items: [{ key: 'color', path: 'deep/down/colour' }] } },
  { name: 'key', secret: { secretName: 'key' } },
  { name: 'info', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
  { name: 'all', projected: { sources: [{ configMap: { name: 'conf' } }, { secret: { name: 'key' } }, { serviceAccountToken: { path: 'token' } }] } },
  { name: 'missing', configMap: { name: 'nowhere', optional: true } },
]

test.each([
  ['conf', '/v', ['color', 'raw', 'size']], ['conf', '/v/color', 'blue'], ['conf', '/v/raw', '\0\u0001'], ['one', '/v', ['deep']], ['one', '/v/deep/down/colour', 'blue'],
  ['key', '/v/password', 'hunter2'], ['info', '/v/labels', 'app="web"'], ['all', '/v', ['color', 'password', 'raw', 'size', 'token']], ['missing', '/v', []],
])('the volume %s at %s', (name, path, expected) => {
  const files = mount(open().folders, podOf('web', volumes), { name, mountPath: '/v' })
  const listed = files.list(path)
  expect(listed.ok ? listed.value : read(files, path)).toEqual(expected)
})

test('a mounted ConfigMap follows its object, a single file of it does not', () => {
  const { folders, objects } = open()
  const files = mount(folders, podOf('web', volumes), { name: 'conf', mountPath: '/v' }, { name: 'conf', mountPath: '/color', subPath: 'color' })
  objects.set('ConfigMap default/conf', { data: { color: 'red' } })
  expect([read(files, '/v/color'), read(files, '/color'), files.list('/v')]).toEqual(['red', 'blue', { ok: true, value: ['color'] }])
  expect(files.write('/v/color', encoder.encode('x'))).toEqual({ ok: false, error: 'EROFS' })
})

test('containers share an emptyDir, pods do not; it goes with the pod', () => {
  const { folders } = open()
  const [pod, other] = [podOf('web', [{ name: 'data', emptyDir: {} }]), podOf('other', [{ name: 'data', emptyDir: {} }])]
  const data = { name: 'data', mountPath: '/data' }
  mount(folders, pod, data).write('/data/x', encoder.encode('hi'))
  expect([read(mount(folders, pod, data), '/data/x'), read(mount(folders, other, data), '/data/x')]).toEqual(['hi', 'ENOENT'])
  folders.forgetPod(pod.metadata.uid)
  expect(read(mount(folders, pod, data), '/data/x')).toBe('ENOENT')
})

test('what is mounted to be read takes no writes, at any depth', () => {
  const { folders } = open()
  const pod = podOf('web', [{ name: 'data', emptyDir: {} }])
  mount(folders, pod, { name: 'data', mountPath: '/data', subPath: 'deep' }).write('/data/x', encoder.encode('hi'))
  const sealed = mount(folders, pod, { name: 'data', mountPath: '/data', readOnly: true })
  expect([read(sealed, '/data/deep/x'), sealed.write('/data/deep/y', encoder.encode('')), sealed.remove('/data/deep/x')]).toEqual(
    ['hi', { ok: false, error: 'EROFS' }, { ok: false, error: 'EROFS' }])
})

test('a claim outlives its pods, and a subPathExpr takes the container\'s variables', () => {
  const { folders, objects } = open()
  objects.set('PersistentVolumeClaim default/disk', {})
  const volume = [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }]
  mount(folders, podOf('web', volume), { name: 'disk', mountPath: '/data', subPathExpr: 'of-$(SELF)' }).write('/data/x', encoder.encode('hi'))
  folders.forgetPod('uid-web')
  const later = mount(folders, podOf('other', volume), { name: 'disk', mountPath: '/data' })
  expect(read(later, '/data/of-c/x')).toBe('hi')
  folders.forgetClaim('PersistentVolumeClaim-disk')
  expect(read(mount(folders, podOf('other', volume), { name: 'disk', mountPath: '/data' }), '/data/of-c/x')).toBe('ENOENT')
})

test('a file for the last words stands where the container wants it', () => {
  const mounted = (container: Container) => Object.keys(open().folders.mount(podOf('web', []), container, new Map()))
  expect([mounted({ name: 'c' }), mounted({ name: 'c', terminationMessagePath: '/tmp/end' })]).toEqual([['/dev/termination-log'], ['/tmp/end']])
})
