import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StatusError } from '../../../shared/status/index.ts'
import { type JsonObject, normalizeObject, own, type Schema, schemaOfType } from '../../schema/index.ts'
import { applyObject, type FieldWriter, managerOf, settleUnchanged, trackUpdate } from './track-fields.ts'

const configMap = schemaOfType('io.k8s.api.core.v1.ConfigMap')
const deployment = schemaOfType('io.k8s.api.apps.v1.Deployment')

function by(manager: string, more: Partial<FieldWriter> = {}): FieldWriter {
  return { manager, apiVersion: 'v1', subresource: '', now: '2025-01-01T00:00:00Z', schema: configMap, resets: [], ...more }
}

const byApps = (manager: string, more: Partial<FieldWriter> = {}): FieldWriter => by(manager, { apiVersion: 'apps/v1', schema: deployment, resets: [['status']], ...more })

const cm = (data: object, metadata: object = {}): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'ns', ...metadata }, data })
const web = (spec: object, more: object = {}): JsonObject => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'ns' }, spec, ...more })

/** `manager Operation: fields` of every entry. */
function owners(object: JsonObject): Readonly<Record<string, unknown>> {
  const entries = (own(own(object, 'metadata') as JsonObject, 'managedFields') ?? []) as readonly JsonObject[]
  return Object.fromEntries(entries.map(({ manager, operation, subresource, fieldsV1 }) => [[manager, operation, subresource].filter(Boolean).join(' '), fieldsV1]))
}

function statusOf(run: () => unknown): StatusError['status'] {
  try {
    run()
  } catch (problem) {
    if (problem instanceof StatusError) return problem.status
    throw problem
  }
  throw new Error('nothing was refused')
}

test('what is created belongs to its creator, identity aside', () => {
  const created = trackUpdate(undefined, web({ replicas: 1, selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: {
    containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80, protocol: 'TCP' }] }], nodeSelector: { x: 'y' }, tolerations: [{ key: 'k' }] } } }), byApps('kubectl-create'))
  expect(own(created, 'metadata')).toEqual({
    name: 'web', namespace: 'ns',
    managedFields: [{
      manager: 'kubectl-create', operation: 'Update', apiVersion: 'apps/v1', time: '2025-01-01T00:00:00Z', fieldsType: 'FieldsV1',
      // The fields of a real Deployment: structs that Go's type always has are not owned, maps, lists and items are.
      fieldsV1: { 'f:spec': {
        'f:replicas': {}, 'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
          'f:spec': {
            'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:image': {}, 'f:name': {}, 'f:resources': {},
              'f:ports': { '.': {}, 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:protocol': {} } } } },
            'f:nodeSelector': {}, 'f:tolerations': {},
          },
        },
      } },
    }],
  })
})

test('an update takes the fields that it changes, and gives up those that it removes', () => {
  const first = trackUpdate(undefined, cm({ a: '1', b: '1', c: '1' }), by('one'))
  const second = trackUpdate(first, cm({ a: '2', b: '1', d: '1' }), by('two', { now: '2025-01-02T00:00:00Z' }))
  expect(owners(second)).toEqual({
    'one Update': { 'f:data': { '.': {}, 'f:b': {} } },
    'two Update': { 'f:data': { 'f:a': {}, 'f:d': {} } },
  })
  // Times tell when a manager last gained something.
  const third = trackUpdate(second, cm({ a: '2', d: '1' }), by('two', { now: '2025-01-03T00:00:00Z' }))
  expect(own(own(third, 'metadata') as JsonObject, 'managedFields')).toMatchObject([{ manager: 'one', time: '2025-01-01T00:00:00Z' }, { manager: 'two', time: '2025-01-02T00:00:00Z' }])
})

test('apply owns what it names, removes what it no longer names, and leaves the rest', () => {
  const live = trackUpdate(undefined, cm({ theirs: '1' }), by('them'))
  const once = applyObject(live, cm({ a: '1', b: '1' }), by('me'), false)
  expect([own(once, 'data'), owners(once)]).toEqual([
    { theirs: '1', a: '1', b: '1' },
    { 'me Apply': { 'f:data': { 'f:a': {}, 'f:b': {} } }, 'them Update': { 'f:data': { '.': {}, 'f:theirs': {} } } },
  ])
  const twice = applyObject(once, cm({ a: '2' }), by('me'), false)
  expect([own(twice, 'data'), owners(twice)['me Apply']]).toEqual([{ theirs: '1', a: '2' }, { 'f:data': { 'f:a': {} } }])
})

test('a field of two appliers stays until both let it go', () => {
  const both = applyObject(applyObject(undefined, cm({ k: '1', x: '1' }), by('a'), false), cm({ k: '1' }), by('b'), false)
  const one = applyObject(both, cm({ x: '1' }), by('a'), false)
  expect(own(one, 'data')).toEqual({ k: '1', x: '1' })
  expect(own(applyObject(one, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'ns' } }, by('b'), false), 'data')).toEqual({ x: '1' })
})

test('a conflict names the manager and the field', () => {
  const live = applyObject(undefined, cm({ k: '1', l: '1' }), by('a'), false)
  expect(statusOf(() => applyObject(live, cm({ k: '2' }), by('b'), false))).toEqual({
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 409, reason: 'Conflict',
    message: 'Apply failed with 1 conflict: conflict with "a": .data.k',
    details: { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "a"', field: '.data.k' }] },
  })
  expect(statusOf(() => applyObject(live, cm({ k: '2', l: '2' }), by('b'), false)).message).toBe('Apply failed with 2 conflicts: conflicts with "a":\n- .data.k\n- .data.l')
})

test.each([
  ['an updater, by version', trackUpdate(undefined, cm({ k: '1' }), by('kubectl-create')), 'conflict with "kubectl-create" using v1: .data.k'],
  ['a subresource', trackUpdate(trackUpdate(undefined, cm({ k: '0' }), by('x')), cm({ k: '1' }), by('y', { subresource: 'scale' })), 'conflict with "y" with subresource "scale" using v1: .data.k'],
  ['nobody, before the first apply', cm({ k: '1' }), 'conflict with "before-first-apply" using v1: .data.k'],
])('a conflict with %s', (_what, live, message) => {
  expect(statusOf(() => applyObject(live, cm({ k: '2' }), by('me'), false)).message).toBe(`Apply failed with 1 conflict: ${message}`)
})

test('force takes the field', () => {
  const live = applyObject(undefined, cm({ k: '1', l: '1' }), by('a'), false)
  const forced = applyObject(live, cm({ k: '2' }), by('b'), true)
  expect([own(forced, 'data'), owners(forced)]).toEqual([{ k: '2', l: '1' }, { 'a Apply': { 'f:data': { 'f:l': {} } }, 'b Apply': { 'f:data': { 'f:k': {} } } }])
})

test('lists by key are shared out item by item, and keep the order of the applier', () => {
  const live = applyObject(undefined, web({ template: { spec: { containers: [{ name: 'app', image: '1' }] } } }), byApps('a'), false)
  const added = applyObject(live, web({ template: { spec: { containers: [{ name: 'side', image: '1' }] } } }), byApps('b'), false)
  const names = (object: JsonObject): unknown => (own(object, 'spec') as { template: { spec: { containers: JsonObject[] } } }).template.spec.containers.map(({ name }) => name)
  expect(names(added)).toEqual(['app', 'side'])
  const reordered = applyObject(added, web({ template: { spec: { containers: [{ name: 'first', image: '1' }, { name: 'app', image: '1' }] } } }), byApps('a'), false)
  expect(names(reordered)).toEqual(['first', 'app', 'side'])
  const gone = applyObject(reordered, web({ template: { spec: { containers: [{ name: 'app', image: '1' }] } } }), byApps('a'), false)
  expect(names(gone)).toEqual(['app', 'side'])
})

test('two items of one key survive the apply of another field, and give way to an applied one', () => {
  const env = (...list: readonly object[]): JsonObject => web({ template: { spec: { containers: [{ name: 'c', env: list }] } } })
  const envOf = (object: JsonObject): unknown => (own(object, 'spec') as { template: { spec: { containers: { env: unknown }[] } } }).template.spec.containers[0]?.env
  const live = trackUpdate(undefined, env({ name: 'A', value: '1' }, { name: 'B', value: '1' }, { name: 'A', value: '2' }), byApps('them'))
  expect(envOf(applyObject(live, env({ name: 'C', value: '3' }), byApps('me'), false))).toEqual([
    { name: 'A', value: '1' }, { name: 'A', value: '2' }, { name: 'B', value: '1' }, { name: 'C', value: '3' },
  ])
  expect(envOf(applyObject(live, env({ name: 'A', value: '9' }), byApps('me'), true))).toEqual([{ name: 'A', value: '9' }, { name: 'B', value: '1' }])
})

test('atomic maps and lists are owned as a whole', () => {
  const live = applyObject(undefined, web({ selector: { matchLabels: { a: '1' } }, template: { spec: { nodeSelector: { a: '1' } } } }), byApps('a'), false)
  expect(statusOf(() => applyObject(live, web({ template: { spec: { nodeSelector: { b: '1' } } } }), byApps('b'), false)).message)
    .toBe('Apply failed with 1 conflict: conflict with "a": .spec.template.spec.nodeSelector')
})

test('what a path resets, nobody owns through it', () => {
  const created = trackUpdate(undefined, web({ replicas: 1 }, { status: { replicas: 3 } }), byApps('me'))
  expect(owners(created)).toEqual({ 'me Update': { 'f:spec': { 'f:replicas': {} } } })
  const status = trackUpdate(created, web({ replicas: 1 }, { status: { replicas: 4 } }), byApps('controller', { subresource: 'status', resets: [['spec']] }))
  expect(owners(status)).toEqual({ 'me Update': { 'f:spec': { 'f:replicas': {} } }, 'controller Update status': { 'f:status': { 'f:replicas': {} } } })
})

test('kubectl takes over what its client-side apply has put there', () => {
  const last = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(cm({ k: '1' })) }
  const live = trackUpdate(undefined, cm({ k: '1' }, { annotations: last }), by('kubectl-client-side-apply'))
  expect(statusOf(() => applyObject(live, cm({ k: '2' }), by('other'), false)).reason).toBe('Conflict')
  const taken = applyObject(live, cm({ k: '2' }), by('kubectl'), false)
  expect(own(taken, 'data')).toEqual({ k: '2' })
  // The annotation keeps step, so that client-side apply can go on from there.
  expect((own(taken, 'metadata') as { annotations: Record<string, string> }).annotations).toEqual({
    'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify({ apiVersion: 'v1', data: { k: '2' }, kind: 'ConfigMap', metadata: { name: 'c', namespace: 'ns' } })}\n`,
  })
})

test('kubectl does not take over what has been changed since', () => {
  const last = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(cm({ k: '1' })) }
  const live = trackUpdate(trackUpdate(undefined, cm({ k: '1' }, { annotations: last }), by('kubectl-client-side-apply')), cm({ k: '9' }, { annotations: last }), by('edit'))
  expect(statusOf(() => applyObject(live, cm({ k: '2' }), by('kubectl'), false)).message).toBe('Apply failed with 1 conflict: conflict with "edit" using v1: .data.k')
})

test.each([
  ['another version', { ...cm({}), apiVersion: 'v2' }, 400, 'Incorrect version specified in apply patch. Specified patch version: v2, expected: v1'],
  ['managed fields', cm({}, { managedFields: [] }), 400, 'metadata.managedFields must be nil'],
  ['an unknown field', { ...cm({}), x: 1 }, 500, 'failed to create typed patch object (ns/c; /v1, Kind=ConfigMap): .x: field not declared in schema'],
  ['a wrong type', cm({ k: 1 }), 500, 'failed to create typed patch object (ns/c; /v1, Kind=ConfigMap): .data.k: expected string, got &value.valueUnstructured{Value:1}'],
  ['several problems', { ...cm([]), x: 1 }, 500, 'failed to create typed patch object (ns/c; /v1, Kind=ConfigMap): errors:\n  .data: expected map, got &{[]}\n  .x: field not declared in schema'],
])('an apply is refused: %s', (_what, applied, code, message) => {
  expect(statusOf(() => applyObject(undefined, applied, by('me'), false))).toMatchObject({ code, message })
})

test('items with the same key are refused, and items without', () => {
  const apply = (containers: readonly object[]): string => statusOf(() => applyObject(undefined, web({ template: { spec: { containers } } }), byApps('me'), false)).message
  expect(apply([{ name: 'a' }, { name: 'a' }])).toContain('.spec.template.spec.containers: duplicate entries for key [name="a"]')
  expect(apply([{ image: 'a' }])).toContain('.spec.template.spec.containers: element 0: associative list with keys has an element that omits key field "name" (and doesn\'t have default value)')
})

test('an object that nobody has managed stays so until the first apply, and a client may wipe the record', () => {
  expect(owners(trackUpdate(cm({ a: '1' }), cm({ a: '2' }), by('me')))).toEqual({})
  const live = trackUpdate(undefined, cm({ a: '1' }), by('me'))
  expect(owners(trackUpdate(live, cm({ a: '2' }, { managedFields: [{}] }), by('me')))).toEqual({})
  expect(owners(trackUpdate(live, cm({ a: '1' }), by('you')))).toEqual(owners(live))
})

test('of more than ten updaters the oldest become one', () => {
  let live = trackUpdate(undefined, cm({}), by('m0'))
  for (let index = 0; index < 14; index += 1) {
    const data = Object.fromEntries(Array.from({ length: index + 1 }, (_, key) => [`k${key}`, '1']))
    live = trackUpdate(live, cm(data), by(`m${index}`, { now: `2025-01-01T00:00:${String(index).padStart(2, '0')}Z` }))
  }
  expect(Object.keys(owners(live))).toHaveLength(10)
  expect(owners(live)['ancient-changes Update']).toMatchObject({ 'f:data': { 'f:k0': {}, 'f:k1': {} } })
})

test('an update or apply that changes nothing but times is none', () => {
  const live = applyObject(undefined, cm({ a: '1' }), by('me'), false)
  expect(settleUnchanged(live, applyObject(live, cm({ a: '1' }), by('me', { now: '2025-02-02T00:00:00Z' }), false))).toBe(live)
  expect(settleUnchanged(live, trackUpdate(live, cm({ a: '1' }), by('you', { now: '2025-02-02T00:00:00Z' })))).toBe(live)
  expect(settleUnchanged(live, applyObject(live, cm({ a: '1' }), by('you'), false))).not.toBe(live)
})

test.each([
  ['kubectl/v1.32.4 (linux/amd64) kubernetes/59526cd', 'kubectl'], ['curl', 'curl'], ['', ''], ['a\u0000b\n/1', 'ab'], ['é'.repeat(100), 'é'.repeat(64)],
])('the manager of user agent %j', (agent, manager) => {
  expect(managerOf(agent)).toBe(manager)
})

test('an object whose type is not known is shared out by its fields, its lists whole', () => {
  const anything: Schema = { type: 'any' }
  const live = applyObject(undefined, { apiVersion: 'x/v1', kind: 'X', metadata: { name: 'x' }, spec: { a: { b: 1 }, l: [{ name: 'a' }] } }, by('a', { apiVersion: 'x/v1', schema: anything }), false)
  expect(owners(live)).toEqual({ 'a Apply': { 'f:spec': { '.': {}, 'f:a': { '.': {}, 'f:b': {} }, 'f:l': {} } } })
})

const word = fc.constantFrom('a', 'b', 'c')
const containers = fc.uniqueArray(fc.record({ name: word, image: word }), { selector: ({ name }) => name, minLength: 1, maxLength: 3 })
const configuration = fc.record({
  labels: fc.dictionary(word, word, { maxKeys: 2 }), replicas: fc.nat(3), containers, nodeSelector: fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 }),
}, { requiredKeys: [] }).map(({ labels, replicas, containers: list, nodeSelector }): JsonObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', ...(labels && { labels }) },
  spec: { ...(replicas !== undefined && { replicas }), template: { spec: { ...(list && { containers: list }), ...(nodeSelector && { nodeSelector }) } } },
}))
const step = fc.record({ manager: word, apply: fc.boolean(), configuration })

function follow(steps: readonly { readonly manager: string; readonly apply: boolean; readonly configuration: JsonObject }[]): JsonObject | undefined {
  return steps.reduce<JsonObject | undefined>((live, { manager, apply, configuration: next }) => {
    return apply ? applyObject(live, next, byApps(manager), true) : trackUpdate(live, next, byApps(manager))
  }, undefined)
}

test('applying the same again changes nothing, and what is applied is there', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 5 }), configuration, (steps, applied) => {
    const once = applyObject(follow(steps), applied, byApps('me'), true)
    expect(settleUnchanged(once, applyObject(once, applied, byApps('me', { now: '2026-01-01T00:00:00Z' }), false))).toBe(once)
    const { metadata, spec } = normalizeObject(deployment, applied) as { metadata: object; spec: { template: { spec: { containers?: object[] } } } }
    const { containers: list, ...podSpec } = spec.template.spec
    expect(once).toMatchObject({ metadata, spec: { ...spec, template: { spec: podSpec } } })
    const has = (own(once, 'spec') as { template?: { spec?: { containers?: unknown[] } } }).template?.spec?.containers ?? []
    expect(has).toEqual(expect.arrayContaining((list ?? []).map((item) => expect.objectContaining(item) as unknown)))
  }), { numRuns: 300 })
})

test('who applies alone and then nothing leaves nothing behind', () => {
  fc.assert(fc.property(configuration, (applied) => {
    const identity = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } }
    const bare = applyObject(applyObject(undefined, applied, byApps('me'), false), identity, byApps('me'), false)
    expect(owners(bare)).toEqual({})
    expect(bare).toEqual(identity)
  }))
})
