import { gunzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { type ApiUnderTest, openApi, podNamed } from '../../test/support/api.ts'

const pods = '/api/v1/namespaces/default/pods'
const merge = { 'content-type': 'application/merge-patch+json' }
let api: ApiUnderTest

beforeEach(async () => {
  api = await openApi()
})

test('an object is created, read, changed and deleted', async () => {
  const created = await api.send('POST', pods, podNamed('a'))
  expect([created.code, created.body.metadata?.name, created.body.status]).toEqual([201, 'a', { phase: 'Pending', qosClass: 'BestEffort' }])
  const labelled = await api.send('PATCH', `${pods}/a`, { metadata: { labels: { app: 'web' } } }, merge)
  expect([labelled.code, labelled.body.metadata?.labels]).toEqual([200, { app: 'web' }])
  const read = await api.send('GET', `${pods}/a`)
  expect(read.body).toEqual(labelled.body)
  const replaced = await api.send('PUT', `${pods}/a`, { ...read.body, metadata: { ...read.body.metadata, labels: {} } })
  expect([replaced.code, replaced.body.metadata?.labels]).toEqual([200, {}])
  const deleted = await api.send('DELETE', `${pods}/a`)
  expect([deleted.code, deleted.body.kind]).toEqual([200, 'Pod'])
  expect((await api.send('GET', `${pods}/a`)).code).toBe(404)
})

test.each<[string, string, string, unknown, number, string]>([
  ['a pod that is not there', 'GET', `${pods}/x`, undefined, 404, 'pods "x" not found'],
  ['a namespace that is not there', 'POST', '/api/v1/namespaces/x/pods', podNamed('a'), 404, 'namespaces "x" not found'],
  [
    'another namespace in the body', 'POST', pods, { ...podNamed('a'), metadata: { name: 'a', namespace: 'x' } }, 400,
    'the namespace of the provided object does not match the namespace sent on the request',
  ],
  ['another name in the body', 'PUT', `${pods}/b`, podNamed('a'), 400, 'the name of the object (a) does not match the name on the URL (b)'],
  ['an update of what is not there', 'PUT', `${pods}/a`, podNamed('a'), 404, 'pods "a" not found'],
  ['a method that is not served', 'POST', `${pods}/a`, podNamed('a'), 405, 'the server does not allow this method on the requested resource'],
  ['a pod for no namespace', 'POST', '/api/v1/pods', podNamed('a'), 405, 'the server does not allow this method on the requested resource'],
  ['an unknown kind of patch', 'PATCH', `${pods}/a`, {}, 415, 'the body of the request was in an unknown format - accepted media types include: '
    + 'application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml'],
  ['a selector that cannot be read', 'GET', `${pods}?labelSelector=a%20in%20b`, undefined, 400, "unable to parse requirement: found 'b' expected: '('"],
  ['a field that nothing is selected by', 'GET', `${pods}?fieldSelector=spec.x%3D1`, undefined, 400, 'field label not supported: spec.x'],
  ['a token that is none', 'GET', `${pods}?continue=x`, undefined, 400, 'invalid continue token: continue key is not valid: it is not one of this server'],
  ['a namespace that every cluster has', 'DELETE', '/api/v1/namespaces/default', undefined, 403, 'namespaces "default" is forbidden: this namespace may not be deleted'],
  ['a dry run of another kind', 'POST', `${pods}?dryRun=Some`, podNamed('a'), 422,
    'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"Some"}: supported values: "All"'],
  ['exec without an upgrade', 'GET', `${pods}/a/exec`, undefined, 400, 'Upgrade request required'],
])('%s', async (_name, method, path, body, code, message) => {
  const before = api.cluster.revision
  const answer = await api.send(method, path, body)
  expect([answer.code, answer.body.message, answer.body.kind, answer.body.status]).toEqual([code, message, 'Status', 'Failure'])
  expect(api.cluster.revision).toBe(before)
})

test.each(['/api/v1/podz', '/apis/none/v1', '/nowhere', '/api/v1/namespaces/default/pods/a/nothing'])('nothing is served at %s', async (path) => {
  const { code, body, headers } = await api.send('GET', path)
  expect([code, body['text'], headers.get('content-type')]).toEqual([404, '404 page not found\n', 'text/plain; charset=utf-8'])
})

test('a revision to come is not waited for', async () => {
  const { code, body, headers } = await api.send('GET', `${pods}?resourceVersion=99999`)
  expect([code, body.reason, body.message, headers.get('retry-after')])
    .toEqual([504, 'Timeout', `Too large resource version: 99999, current: ${api.cluster.revision}`, '1'])
})

test('a stale update is a conflict, and one without a revision is not', async () => {
  const { body } = await api.send('POST', pods, podNamed('a'))
  await api.send('PATCH', `${pods}/a`, { metadata: { labels: { a: '1' } } }, merge)
  const stale = await api.send('PUT', `${pods}/a`, body)
  expect([stale.code, stale.body.reason]).toEqual([409, 'Conflict'])
  const { resourceVersion: _revision, ...metadata } = body.metadata ?? {}
  expect((await api.send('PUT', `${pods}/a`, { ...body, metadata })).code).toBe(200)
})

test('a deletion with preconditions that do not hold deletes nothing', async () => {
  await api.send('POST', pods, podNamed('a'))
  const refused = await api.send('DELETE', `${pods}/a`, { preconditions: { uid: 'another' } })
  expect([refused.code, refused.body.reason]).toEqual([409, 'Conflict'])
  expect((await api.send('GET', `${pods}/a`)).code).toBe(200)
})

test('a dry run answers as if, and writes nothing', async () => {
  const created = await api.send('POST', `${pods}?dryRun=All`, podNamed('a'))
  expect([created.code, created.body.metadata?.name, created.body.metadata?.resourceVersion]).toEqual([201, 'a', undefined])
  expect((await api.send('GET', `${pods}/a`)).code).toBe(404)
})

test.each<readonly [string, object]>([
  ['an unknown field', { spec: { containers: [{ name: 'a', imge: 'x' }], foo: 1 } }],
  ['a value of another type', { spec: { containers: [{ name: 'a', image: 1 }] } }],
  ['a quantity that is none', { spec: { containers: [{ name: 'a', image: 'x', resources: { limits: { cpu: '1 core' } } }] } }],
  ['a status of another type', { status: { podIPs: 'many' } }],
  ['a label of another type', { metadata: { name: 'a', labels: { a: 1 } } }],
])('a manifest with %s is refused in the same words whether it is sent or dropped', async (_what, fields) => {
  const pod = { ...podNamed('a'), ...fields }
  const sent = await api.send('POST', `${pods}?fieldValidation=Strict`, pod)
  const { outcomes: [dropped] } = await api.cluster.apply([pod])
  expect(sent.code).toBe(400)
  expect(dropped).toMatchObject({ outcome: 'refused', message: sent.body.message })
})

test('unknown fields are refused, warned of or dropped', async () => {
  const typo = { ...podNamed('a'), spce: {} }
  const strict = await api.send('POST', `${pods}?fieldValidation=Strict`, typo)
  expect([strict.code, strict.body.message]).toEqual([400, 'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spce"'])
  const warned = await api.send('POST', `${pods}?fieldValidation=Warn`, typo)
  expect([warned.code, warned.headers.get('warning')]).toEqual([201, String.raw`299 - "unknown field \"spce\""`])
  const ignored = await api.send('POST', `${pods}?fieldValidation=Ignore`, { ...typo, metadata: { name: 'b' } })
  expect([ignored.code, ignored.headers.get('warning'), ignored.body['spce']]).toEqual([201, null, undefined])
})

test('what is written through the API can be undone', async () => {
  await api.send('POST', pods, podNamed('a'))
  await api.send('DELETE', `${pods}/a`)
  expect((await api.cluster.undo()).command).toBe('deleted pod/a')
  expect((await api.send('GET', `${pods}/a`)).code).toBe(200)
})

test('a collection is deleted by its selector', async () => {
  for (const name of ['a', 'b', 'c']) await api.send('POST', pods, podNamed(name, { keep: String(name === 'b') }))
  const deleted = await api.send('DELETE', `${pods}?labelSelector=keep%3Dfalse`)
  expect([deleted.code, deleted.body.items?.map((item) => item.metadata?.name)]).toEqual([200, ['a', 'c']])
  const left = await api.send('GET', pods)
  expect(left.body.items?.map((item) => item.metadata?.name)).toEqual(['b'])
})

test('a table has the kind\'s columns, and ages by the cluster\'s clock', async () => {
  await api.send('POST', pods, podNamed('a'))
  api.clock.advance(125_000)
  const { body } = await api.send('GET', pods, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
  expect(body.columnDefinitions?.map((column) => column.name)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP', 'Node', 'Nominated Node', 'Readiness Gates'])
  expect(body.rows?.[0]?.cells).toEqual(['a', '0/1', 'Pending', '0', '2m5s', '<none>', '<none>', '<none>', '<none>'])
  expect(body.rows?.[0]?.object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a' } })
})

test.each([['None', null], ['Object', 'Pod'], ['Metadata', 'PartialObjectMetadata']])('rows carry %s', async (carries, kind) => {
  await api.send('POST', pods, podNamed('a'))
  const { body } = await api.send('GET', `${pods}?includeObject=${carries}`, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
  expect(body.rows?.[0]?.object?.kind ?? null).toBe(kind)
})

test('server-side apply creates, changes nothing twice, and tells of conflicts', async () => {
  const apply = (manager: string, data: object) => api.send('PATCH', `/api/v1/namespaces/default/configmaps/c?fieldManager=${manager}`,
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }, { 'content-type': 'application/apply-patch+yaml' })
  expect((await apply('one', { k: '1' })).code).toBe(201)
  const before = api.cluster.revision
  expect((await apply('one', { k: '1' })).code).toBe(200)
  expect(api.cluster.revision).toBe(before)
  const clash = await apply('two', { k: '2' })
  expect([clash.code, clash.body.message]).toEqual([409, 'Apply failed with 1 conflict: conflict with "one": .data.k'])
})

test('scale reads and changes the replicas alone', async () => {
  const labels = { app: 'web' }
  await api.send('POST', '/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } },
  })
  const path = '/apis/apps/v1/namespaces/default/deployments/web/scale'
  expect((await api.send('GET', path)).body).toMatchObject({ kind: 'Scale', spec: { replicas: 1 }, status: { replicas: 0, selector: 'app=web' } })
  expect((await api.send('PATCH', path, { spec: { replicas: 3 } }, merge)).body).toMatchObject({ spec: { replicas: 3 } })
  const refused = await api.send('PATCH', path, { spec: { replicas: -1 } }, merge)
  expect([refused.code, refused.body.message]).toEqual([422, 'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0'])
})

test('ephemeral containers come to a pod by their own path, and stay', async () => {
  await api.send('POST', pods, podNamed('p'))
  const path = `${pods}/p/ephemeralcontainers`
  const strategic = { 'content-type': 'application/strategic-merge-patch+json' }
  const add = (container: object, headers = strategic) => api.send('PATCH', path, { spec: { ephemeralContainers: [container], containers: [{ name: 'c', image: 'other' }] } }, headers)
  const added = await add({ name: 'debug', image: 'busybox' })
  expect([added.code, added.body['spec']]).toMatchObject([200, {
    containers: [{ name: 'c', image: 'nginx' }], ephemeralContainers: [{ name: 'debug', image: 'busybox', imagePullPolicy: 'Always', terminationMessagePolicy: 'File' }],
  }])
  const spec = (await add({ name: 'more', image: 'alpine:3' })).body['spec'] as { readonly ephemeralContainers: readonly { readonly name: string }[] }
  expect(spec.ephemeralContainers.map(({ name }) => name)).toEqual(['more', 'debug'])
  const { body } = await api.send('GET', path)
  expect(body).toEqual((await api.send('GET', `${pods}/p`)).body)
  const asked = async (method: string, at: string, sent: unknown, headers = {}) => {
    const answer = await api.send(method, at, sent, headers)
    return [answer.code, answer.body.message]
  }
  const without = { ...body, spec: { ...spec, ephemeralContainers: [] } }
  expect(await asked('PUT', path, without)).toEqual([422, 'Pod "p" is invalid: [spec.ephemeralContainers: Forbidden: existing ephemeral containers "more" may not be removed\n, '
    + 'spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be removed\n]'])
  expect(await asked('PATCH', path, { spec: { ephemeralContainers: [{ name: 'debug', image: 'nginx' }] } }, strategic))
    .toEqual([422, 'Pod "p" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be changed\n'])
  expect((await asked('PUT', `${pods}/p`, without))[0]).toBe(422)
  const born = { ...podNamed('q'), spec: { ...podNamed('q').spec, ephemeralContainers: [{ name: 'e', image: 'busybox' }] } }
  expect(await asked('POST', pods, born)).toEqual([422, 'Pod "q" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create'])
  expect((await api.send('GET', `${pods}/nosuch/ephemeralcontainers`)).code).toBe(404)
})

test('a body over the limit is refused', async () => {
  const answer = await api.send('POST', pods, JSON.stringify({ ...podNamed('a'), pad: 'x'.repeat(3 * 1024 * 1024) }))
  expect([answer.code, answer.body.message]).toEqual([413, 'Request entity too large: limit is 3145728'])
})

test('discovery names every resource once, in one document as in many', async () => {
  const aggregated = { accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' }
  const documents = [await api.send('GET', '/api', undefined, aggregated), await api.send('GET', '/apis', undefined, aggregated)]
  const together = documents.flatMap(({ body }) => body.items ?? []).flatMap((group) => (group.versions ?? []).flatMap((version) => {
    return (version.resources ?? []).map((one) => `${group.metadata?.name ?? ''}/${version.version}/${one.resource}`)
  }))
  const groups = (await api.send('GET', '/apis')).body.groups ?? []
  const versions = ['/api/v1', ...groups.flatMap((group) => (group.versions ?? []).map((version) => `/apis/${version.groupVersion}`))]
  const apart: string[] = []
  for (const path of versions) {
    const { body } = await api.send('GET', path)
    const at = path === '/api/v1' ? '/v1' : path.slice('/apis/'.length)
    apart.push(...(body.resources ?? []).map((one) => String(one.name)).filter((name) => !name.includes('/')).map((name) => `${at}/${name}`))
  }
  expect(new Set(together).size).toBe(together.length)
  expect(together.toSorted()).toEqual(apart.toSorted())
})

test('an object comes as YAML to those who ask for it, a refusal too', async () => {
  const yaml = { accept: 'application/yaml' }
  await api.send('POST', '/api/v1/namespaces/default/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { b: 'yes', a: 'one\ntwo\n' } })
  const answer = await api.send('GET', '/api/v1/namespaces/default/configmaps/c', undefined, yaml)
  expect(answer.headers.get('content-type')).toBe('application/yaml')
  expect(String(answer.body['text'])).toMatch(/^apiVersion: v1\ndata:\n {2}a: \|\n {4}one\n {4}two\n {2}b: "yes"\nkind: ConfigMap\nmetadata:\n/)
  const refused = await api.send('GET', '/api/v1/namespaces/default/configmaps/x', undefined, yaml)
  expect([refused.code, String(refused.body['text'])]).toEqual([404, expect.stringContaining('message: configmaps "x" not found')])
})

test('long answers are compressed for those who take it, short ones and watches are not', async () => {
  const gzip = { 'accept-encoding': 'gzip' }
  const ask = async (path: string, headers: Record<string, string> = gzip) => api.api.handle(new Request(`https://localhost${path}`, { headers }))
  expect((await ask(pods)).headers.get('content-encoding')).toBeNull()
  for (const name of ['a', 'b']) {
    await api.send('POST', '/api/v1/namespaces/default/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: name.repeat(100_000) } })
  }
  const path = '/api/v1/namespaces/default/configmaps'
  const compressed = await ask(path)
  expect([compressed.headers.get('content-encoding'), compressed.headers.get('vary'), compressed.headers.get('content-length')]).toEqual(['gzip', 'Accept-Encoding', null])
  const bytes = Buffer.from(await compressed.arrayBuffer())
  expect(bytes.byteLength).toBeLessThan(20_000)
  const plain = await ask(path, {})
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(gunzipSync(bytes).toString()).toBe(await plain.text())
  const watch = await ask(`${path}?watch=1`)
  expect(watch.headers.get('content-encoding')).toBeNull()
  await watch.body?.cancel()
})
