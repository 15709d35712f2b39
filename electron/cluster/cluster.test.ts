import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubeObject, ObjectRef } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { type ApplyOptions, type ApplyOutcome, type Cluster, createCluster, createManualClock } from './index.ts'

function open(): Promise<Cluster> {
  return createCluster({ log: createMemoryLog(), clock: createManualClock(Date.UTC(2025, 0, 1)), seed: 1 })
}

function pod(name: string, more: object = {}, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...more }, spec: { containers: [{ name: 'a', image: 'nginx' }], ...spec } }
}

function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}

function service(name: string, spec: object): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }
}

function ref(kind: string, name: string, space = 'default', apiVersion = 'v1'): ObjectRef {
  return { apiVersion, kind, namespace: space, name }
}

function brief(outcome: ApplyOutcome): string {
  return outcome.outcome === 'refused' ? outcome.message : outcome.outcome
}

async function words(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'accepted', (error: unknown) => `${error instanceof StatusError ? error.status.reason : 'bug'}: ${(error as Error).message}`)
}

test('begins with the namespaces, nodes and service that every cluster has', async () => {
  const cluster = await open()
  expect(cluster.list('Namespace').items.map((one) => one.metadata.name)).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system'])
  expect(cluster.list('Node').items.map((one) => one.metadata.name)).toEqual(['node-1', 'node-2', 'node-3'])
  expect(cluster.get(ref('Service', 'kubernetes'))).toMatchObject({ spec: { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1'] } })
})

test('gives a new object its identity, and refuses one that claims to have a revision', async () => {
  const cluster = await open()
  await cluster.create({ ...pod('', { generateName: 'web-', uid: 'mine' }), status: { phase: 'Running' } })
  const [made] = cluster.list('Pod').items
  expect(made?.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  expect(made?.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(made).toMatchObject({ metadata: { namespace: 'default', creationTimestamp: '2025-01-01T00:00:00Z' }, status: { phase: 'Pending', qosClass: 'BestEffort' } })
  expect(await words(cluster.create(pod('b', { resourceVersion: '1' })))).toBe('BadRequest: resourceVersion should not be set on objects to be created')
})

test.each<readonly [string, (cluster: Cluster) => Promise<unknown>, string]>([
  ['a name twice', (cluster) => cluster.create(pod('a')), 'AlreadyExists: pods "a" already exists'],
  ['a namespace that is not there', (cluster) => cluster.create(pod('b', { namespace: 'x' })), 'NotFound: namespaces "x" not found'],
  ['a namespace that is not there, before all else', (cluster) => cluster.create(pod('B', { namespace: 'x' })), 'NotFound: namespaces "x" not found'],
  ['a name that is none', (cluster) => cluster.create(pod('A_b')), 'Invalid: Pod "A_b" is invalid: metadata.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character (e.g. \'example.com\', regex used for validation is \'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\')'],
  ['two wrongs', (cluster) => cluster.create({ ...pod('b'), spec: { containers: [{ name: '', image: '' }] } }), 'Invalid: Pod "b" is invalid: [spec.containers[0].name: Required value, spec.containers[0].image: Required value]'],
  ['a kind that is not there', (cluster) => cluster.create({ apiVersion: 'v2', kind: 'Pod', metadata: { name: 'x' } }), 'NotFound: no matches for kind "Pod" in version "v2"'],
  ['deleting what is not there', (cluster) => cluster.delete([ref('Pod', 'x')]), 'NotFound: pods "x" not found'],
  ['deleting a workload that is not there', (cluster) => cluster.delete([ref('Deployment', 'x', 'default', 'apps/v1')]), 'NotFound: deployments.apps "x" not found'],
  ['deleting the default namespace', (cluster) => cluster.delete([ref('Namespace', 'default', '')]), 'Forbidden: namespaces "default" is forbidden: this namespace may not be deleted'],
  ['an update of an older state', (cluster) => cluster.update(pod('a', { namespace: 'default', resourceVersion: '1' })), 'Conflict: Operation cannot be fulfilled on pods "a": the object has been modified; please apply your changes to the latest version and try again'],
  ['a label that has a value', (cluster) => cluster.label([ref('Pod', 'a')], { set: { app: 'db' }, remove: [], overwrite: false }), "BadRequest: 'app' already has a value (web), and --overwrite is false"],
  ['a label value that is none', (cluster) => cluster.label([ref('Pod', 'a')], { set: { app: 'a b' }, remove: [], overwrite: true }), 'BadRequest: invalid label value: "app=a b": a valid label must be an empty string or consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character (e.g. \'MyValue\',  or \'my_value\',  or \'12345\', regex used for validation is \'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\')'],
  ['a label both set and removed', (cluster) => cluster.label([ref('Pod', 'a')], { set: { app: 'db' }, remove: ['app'], overwrite: true }), 'BadRequest: can not both modify and remove a label in the same command'],
  ['a step to undo that is not there', (cluster) => cluster.undo('99'), 'NotFound: there is nothing to undo'],
])('refuses %s in Kubernetes’ words, and changes nothing', async (_name, run, expected) => {
  const cluster = await open()
  await cluster.create(pod('a', { labels: { app: 'web' } }))
  const before = cluster.snapshot()
  expect(await words(run(cluster))).toBe(expected)
  expect(cluster.snapshot()).toEqual(before)
})

test('labels all or none, and says nothing was done when nothing changed', async () => {
  const cluster = await open()
  await cluster.apply([pod('a', { labels: { app: 'web' } }), pod('b')])
  const both = [ref('Pod', 'a'), ref('Pod', 'b')]
  expect(await words(cluster.label(both, { set: { app: 'db' }, remove: [], overwrite: false }))).toContain('already has a value')
  expect(cluster.get(ref('Pod', 'b')).metadata.labels).toBeUndefined()
  expect(await cluster.label(both, { set: { tier: 'x' }, remove: ['app'], overwrite: false })).toMatchObject({ undo: expect.any(String) })
  expect(cluster.list('Pod', { labelSelector: 'tier=x,!app' }).items).toHaveLength(2)
  expect(await cluster.label(both, { set: { tier: 'x' }, remove: [], overwrite: false })).not.toHaveProperty('undo')
})

test('applies by the merge keys of the table: a volume has one source, a strategy its own parameters, and the rest is told apart by key', async () => {
  const cluster = await open()
  const deployment = (strategy: object, source: object, ports: readonly object[]) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', finalizers: ['a.b/c'] },
    spec: {
      strategy, selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'x', ports }], volumes: [{ name: 'v', ...source }] } },
    },
  })
  await cluster.apply([deployment({}, { emptyDir: {} }, [{ containerPort: 80, name: 'http' }])])
  const { outcomes } = await cluster.apply([deployment({ type: 'Recreate' }, { configMap: { name: 'c' } }, [{ containerPort: 81 }, { containerPort: 80 }])])
  expect(outcomes).toMatchObject([{ outcome: 'configured', object: {
    metadata: { finalizers: ['a.b/c'] },
    spec: { strategy: { type: 'Recreate' }, template: { spec: { volumes: [{ name: 'v', configMap: { name: 'c' } }], containers: [{ ports: [{ containerPort: 81 }, { containerPort: 80 }] }] } } },
  } }])
  expect(JSON.stringify(outcomes)).not.toMatch(/"(emptyDir|rollingUpdate)":/)
})

test('applies as kubectl does: created, unchanged, configured; what the manifest no longer says goes, what others set stays', async () => {
  const cluster = await open()
  const manifest = (labels: object, data: object): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', labels } as KubeObject['metadata'], data })
  const first = manifest({ a: '1', b: '1' }, { x: '1' })
  expect((await cluster.apply([first])).outcomes.map(brief)).toEqual(['created'])
  expect((await cluster.apply([first])).outcomes.map(brief)).toEqual(['unchanged'])
  await cluster.label([ref('ConfigMap', 'c')], { set: { c: '1' }, remove: [], overwrite: false })
  expect((await cluster.apply([manifest({ a: '2' }, { x: '1', y: '1' })])).outcomes.map(brief)).toEqual(['configured'])
  expect(cluster.get(ref('ConfigMap', 'c'))).toMatchObject({ metadata: { labels: { a: '2', c: '1' } }, data: { x: '1', y: '1' } })
  expect(cluster.get(ref('ConfigMap', 'c')).metadata.labels).not.toHaveProperty('b')
})

test('writes the annotation that kubectl writes, and warns where it is missing', async () => {
  const cluster = await open()
  await cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { x: '1' } })
  const { outcomes: [outcome] } = await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { x: '1' } }])
  expect(outcome).toMatchObject({ outcome: 'configured', warnings: [expect.stringMatching(/^resource configmaps\/c is missing the kubectl\.kubernetes\.io\/last-applied-configuration annotation which is required by kubectl apply\. /)] })
  expect(cluster.get(ref('ConfigMap', 'c')).metadata.annotations).toEqual({
    'kubectl.kubernetes.io/last-applied-configuration': '{"apiVersion":"v1","data":{"x":"1"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"c","namespace":"default"}}\n',
  })
})

test.each<readonly [string, readonly KubeObject[], ApplyOptions, readonly string[]]>([
  ['a namespace after its content', [pod('p', { namespace: 'web' }), namespace('web')], {}, ['created', 'created']],
  ['one that is refused holds back all', [pod('p'), pod('q', { namespace: 'web' })], {}, ['created', 'namespaces "web" not found']],
  ['-n gives a namespace', [pod('p'), pod('q', { namespace: 'kube-public' })], { namespace: 'kube-public' }, ['created', 'created']],
  ['-n is not for cluster-wide objects', [namespace('web')], { namespace: 'kube-public' }, ['created']],
  ['-n must agree', [pod('p', { namespace: 'a' })], { namespace: 'b' }, ['the namespace from the provided object "a" does not match the namespace "b". You must pass \'--namespace=a\' to perform this operation.']],
  ['a kind that is not there', [{ apiVersion: 'x.io/v1', kind: 'Widget', metadata: { name: 'w' } }], { source: () => 'w.yaml' }, ['resource mapping not found for name: "w" namespace: "" from "w.yaml": no matches for kind "Widget" in version "x.io/v1"\nensure CRDs are installed first']],
  ['all that is wrong', [pod('p', {}, { containers: [] }), pod('Q')], {}, ['Pod "p" is invalid: spec.containers: Required value', expect.stringContaining('metadata.name: Invalid value: "Q"')]],
])('applies a set whole or not at all: %s', async (_name, objects, options, expected) => {
  const cluster = await open()
  const before = cluster.snapshot()
  const dry = await cluster.apply(objects, { ...options, dryRun: true })
  expect([dry.applied, dry.outcomes.map(brief)]).toEqual([false, expected])
  expect(cluster.snapshot()).toEqual(before)
  const report = await cluster.apply(objects, options)
  expect(report.outcomes.map(brief)).toEqual(expected)
  expect(report.applied).toBe(expected.every((word) => word === 'created'))
  expect(cluster.revision === before.revision).toBe(!report.applied)
})

test('gives services addresses that differ, keeps them, and refuses one that is taken', async () => {
  const cluster = await open()
  const node = (name: string, port: object = {}) => service(name, { type: 'NodePort', ports: [{ port: 80, ...port }] })
  await cluster.apply([node('a'), node('b'), service('none', { clusterIP: 'None', selector: { app: 'x' } })])
  const specs = ['a', 'b', 'none'].map((name) => cluster.get(ref('Service', name))['spec'] as { readonly clusterIP: string; readonly ports?: readonly { readonly nodePort: number }[] })
  expect(new Set(specs.map((spec) => spec.clusterIP)).size).toBe(3)
  expect(specs[2]?.clusterIP).toBe('None')
  const given = specs[0]?.ports?.[0]?.nodePort ?? 0
  expect(given).toBeGreaterThanOrEqual(30000)
  expect(given).not.toBe(specs[1]?.ports?.[0]?.nodePort)
  expect((await cluster.apply([node('a')])).outcomes.map(brief)).toEqual(['unchanged'])
  expect((await cluster.apply([node('c', { nodePort: given })])).outcomes.map(brief)).toEqual([`Service "c" is invalid: spec.ports[0].nodePort: Invalid value: ${given}: provided port is already allocated`])
})

test.each([
  { fieldSelector: 'metadata.name=a', expected: ['a'] },
  { fieldSelector: 'metadata.name!=a', expected: ['b'] },
  { fieldSelector: 'status.phase==Pending,spec.nodeName=', expected: ['a', 'b'] },
])('lists pods where $fieldSelector', async ({ fieldSelector, expected }) => {
  const cluster = await open()
  await cluster.apply([pod('b'), pod('a')])
  expect(cluster.list('Pod', { fieldSelector }).items.map((one) => one.metadata.name)).toEqual(expected)
})

test.each([
  { selector: { fieldSelector: 'spec.foo=1' }, expected: 'Unable to find "/v1, Resource=pods" that match label selector "", field selector "spec.foo=1": field label not supported: spec.foo' },
  { selector: { fieldSelector: 'a' }, expected: 'Unable to find "/v1, Resource=pods" that match label selector "", field selector "a": invalid selector: \'a\'; can\'t understand \'a\'' },
  { selector: { labelSelector: 'app=web,' }, expected: 'Unable to find "/v1, Resource=pods" that match label selector "app=web,", field selector "": found \'\', expected: identifier after \',\'' },
])('refuses to list pods where $selector', async ({ selector, expected }) => {
  const cluster = await open()
  expect(() => cluster.list('Pod', selector)).toThrow(expected)
})

test('undo takes labels back, and the newest step first', async () => {
  const cluster = await open()
  await cluster.create(pod('a', { labels: { app: 'web' } }))
  await cluster.label([ref('Pod', 'a')], { set: { app: 'db' }, remove: [], overwrite: true })
  expect(await cluster.undo()).toEqual({ command: 'labeled pod/a', restored: 1, removed: 0 })
  expect(cluster.get(ref('Pod', 'a')).metadata.labels).toEqual({ app: 'web' })
  expect(await cluster.undo()).toEqual({ command: 'created pod/a', restored: 0, removed: 1 })
  expect(cluster.find(ref('Pod', 'a'))).toBeUndefined()
  expect(await words(cluster.undo())).toBe('NotFound: there is nothing to undo')
})

test('undo does not push aside what has taken the place since', async () => {
  const cluster = await open()
  await cluster.create(pod('a'))
  await cluster.delete([ref('Pod', 'a')])
  await cluster.create(pod('a'))
  expect(await words(cluster.undo('2'))).toBe('AlreadyExists: pods "a" already exists')
})

/** JSON of any shape where a manifest has a field. */
const junk = fc.oneof(fc.constantFrom(null, '', 'x', 0, -1, 1.5, true, {}, []), fc.jsonValue({ maxDepth: 2 }))
const seeds: readonly KubeObject[] = [
  pod('p', { labels: { app: 'web' }, annotations: {}, ownerReferences: [], finalizers: [] }, { volumes: [{ name: 'v' }], initContainers: [{ name: 'i', image: 'x', ports: [{ containerPort: 1 }] }], nodeSelector: {}, tolerations: [{}] }),
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: { replicas: 1, strategy: { rollingUpdate: { maxSurge: 1 } }, selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'x' }] } } } },
  { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'r' }, spec: { selector: { a: 'b' }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [] } } } },
  service('s', { type: 'NodePort', clusterIP: '', clusterIPs: [], selector: { a: 'b' }, ports: [{ name: 'a', port: 80, targetPort: 'http', nodePort: 30000 }] }),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' }, binaryData: { c: '' }, immutable: false },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: '' }, stringData: { b: '' }, type: 'Opaque' },
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] }, status: { addresses: [], conditions: [], allocatable: { cpu: '1' } } },
  { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e' }, involvedObject: { name: 'x' }, lastTimestamp: '2025-01-01T00:00:00Z' },
  namespace('fuzzed'),
]

function paths(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [[key], ...paths(item).map((path) => [key, ...path])])
}

function replaceAt(value: unknown, [step, ...rest]: readonly string[], replacement: unknown): unknown {
  if (step === undefined) return replacement
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === step ? replaceAt(item, rest, replacement) : item))
  const entries = Object.entries(value as object).flatMap(([key, item]) => {
    if (key !== step) return [[key, item]]
    return rest.length === 0 && replacement === undefined ? [] : [[key, replaceAt(item, rest, replacement)]]
  })
  return Object.fromEntries(entries) as unknown
}

const mutant = fc.constantFrom(...seeds).chain((seed) => {
  const spots = paths(seed).filter(([first, second]) => first !== 'kind' && first !== 'apiVersion' && (first !== 'metadata' || second !== undefined))
  return fc.array(fc.tuple(fc.constantFrom(...spots), fc.option(junk, { nil: undefined })), { minLength: 1, maxLength: 3 })
    // The longest paths first, so that what a shorter one replaces is not looked into.
    .map((changes) => changes.sort(([a], [b]) => b.length - a.length).reduce<unknown>((object, [path, value]) => replaceAt(object, path, value), seed) as KubeObject)
})

test('whatever a manifest holds, it is taken or refused, never a fault; and what is taken can be applied again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutant, { minLength: 1, maxLength: 4 }), async (objects) => {
      const cluster = await open()
      for (const object of objects) {
        const { applied, outcomes } = await cluster.apply([object])
        expect(applied).toBe(outcomes.every((outcome) => outcome.outcome !== 'refused'))
        // A name that is made anew makes another object; all else finds what is there.
        const again = applied && object.metadata.name ? (await cluster.apply([object])).outcomes.map(brief) : ['unchanged']
        expect(again).toEqual(['unchanged'])
      }
    }),
    { numRuns: 300 },
  )
})

test.each<readonly [string, (cluster: Cluster, refs: readonly ObjectRef[]) => Promise<unknown>]>([
  ['labelled', (cluster, refs) => cluster.label(refs, { set: { a: '1' }, remove: [], overwrite: false })],
  ['deleted', (cluster, refs) => cluster.delete(refs)],
])('others have their turn while many objects are %s', async (_how, run) => {
  let turns = 0
  const pace = { isOver: () => true, turn: () => new Promise<void>((resolve) => setImmediate(() => resolve(void turns++))) }
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(0), seed: 1, pace })
  const names = ['a', 'b', 'c', 'd']
  for (const name of names) await cluster.create(pod(name))
  turns = 0
  await run(cluster, names.map((name) => ref('Pod', name)))
  expect(turns).toBeGreaterThanOrEqual(names.length)
})
