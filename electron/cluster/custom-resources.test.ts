import { expect, test } from 'vitest'
import type { KubeObject, ObjectRef } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { createMemoryLog } from '../store/index.ts'
import { type Cluster, createCluster, createManualClock } from './index.ts'

function open(): Promise<Cluster> {
  return createCluster({ log: createMemoryLog(), clock: createManualClock(Date.UTC(2025, 0, 1)), seed: 1 })
}

const schema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['cronSpec'],
      properties: {
        cronSpec: { type: 'string', pattern: '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$' },
        image: { type: 'string', maxLength: 5 },
        replicas: { type: 'integer', minimum: 1, maximum: 10, default: 1 },
        color: { type: 'string', enum: ['red', 'green'], nullable: true },
        port: { 'x-kubernetes-int-or-string': true },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        parts: { type: 'array', minItems: 1, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'], items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer', default: 3 } } } },
      },
    },
    status: { type: 'object', properties: { replicas: { type: 'integer' }, conditions: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } } },
  },
}

function definition(more: object = {}, version: object = {}): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'crontabs.stable.example.com' },
    spec: {
      group: 'stable.example.com', scope: 'Namespaced', names: { plural: 'crontabs', kind: 'CronTab', shortNames: ['ct'] },
      versions: [{
        name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, subresources: { status: {} },
        additionalPrinterColumns: [
          { name: 'Spec', type: 'string', jsonPath: '.spec.cronSpec' }, { name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas' },
          { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }, { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
        ...version,
      }],
      ...more,
    },
  }
}

function cronTab(spec: unknown, more: object = {}): KubeObject {
  return { apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'x' }, spec, ...more }
}

const tab: ObjectRef = { apiVersion: 'stable.example.com/v1', kind: 'CronTab', namespace: 'default', name: 'x' }
const itself: ObjectRef = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', namespace: '', name: 'crontabs.stable.example.com' }

async function words(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'accepted', (error: unknown) => `${error instanceof StatusError ? error.status.reason : 'bug'}: ${(error as Error).message}`)
}

test('before its definition a custom resource is not known, after it is', async () => {
  const cluster = await open()
  expect(await words(cluster.create(cronTab({ cronSpec: '* * * * *' })))).toBe('NotFound: no matches for kind "CronTab" in version "stable.example.com/v1"')
  await cluster.create(definition())
  expect(cluster.get(itself)).toMatchObject({
    spec: { conversion: { strategy: 'None' }, names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', listKind: 'CronTabList' } },
    status: {
      acceptedNames: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', listKind: 'CronTabList', shortNames: ['ct'] },
      conditions: [
        { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
        { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' },
      ],
      storedVersions: ['v1'],
    },
  })
  expect(cluster.kinds.find('CronTab', 'stable.example.com/v1')).toMatchObject({ plural: 'crontabs', singular: 'crontab', shortNames: ['ct'], namespaced: true })
  const { metadata, ...rest } = cronTab({ cronSpec: '* * * * *', colour: 'blue' }, { status: { replicas: 5 } })
  await cluster.transact((tx) => tx.create({ ...rest, metadata: { ...metadata, namespace: 'default' } }))
  expect(cluster.get(tab)).toMatchObject({ metadata: { generation: 1, namespace: 'default' }, spec: { cronSpec: '* * * * *', replicas: 1 } })
  expect(Object.keys(cluster.get(tab)['spec'] as object)).not.toContain('colour')
  expect(cluster.get(tab)['status']).toBeUndefined()
  expect(cluster.list('crontabs.stable.example.com').items).toHaveLength(1)
})

const wrong = 'Invalid: CronTab.stable.example.com "x" is invalid: '

test.each<readonly [string, unknown, string]>([
  ['no spec', undefined, `${wrong}spec: Required value`],
  ['nothing of it', {}, `${wrong}spec.cronSpec: Required value`],
  ['another type', { cronSpec: '* * * * *', replicas: 'three' }, `${wrong}spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"`],
  ['a broken number', { cronSpec: '* * * * *', replicas: 1.5 }, `${wrong}spec.replicas: Invalid value: "number": spec.replicas in body must be of type integer: "number"`],
  ['another form', { cronSpec: '* * * *' }, `${wrong}spec.cronSpec: Invalid value: "* * * *": spec.cronSpec in body should match '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$'`],
  ['too many', { cronSpec: '* * * * *', replicas: 15 }, `${wrong}spec.replicas: Invalid value: 15: spec.replicas in body should be less than or equal to 10`],
  ['too few', { cronSpec: '* * * * *', replicas: 0 }, `${wrong}spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1`],
  ['too long', { cronSpec: '* * * * *', image: 'abcdef' }, `${wrong}spec.image: Too long: may not be more than 5 bytes`],
  ['another of a few', { cronSpec: '* * * * *', color: 'blue' }, `${wrong}spec.color: Unsupported value: "blue": supported values: "red", "green"`],
  ['an empty list', { cronSpec: '* * * * *', parts: [] }, `${wrong}spec.parts: Invalid value: 0: spec.parts in body should have at least 1 items`],
  ['an item of another type', { cronSpec: '* * * * *', parts: [{ name: 5 }] }, `${wrong}spec.parts[0].name: Invalid value: "integer": spec.parts[0].name in body must be of type string: "integer"`],
  ['two of a key', { cronSpec: '* * * * *', parts: [{ name: 'a' }, { name: 'a' }] }, `${wrong}spec.parts[1]: Duplicate value: map[string]string{"name":"a"}`],
  ['a key of another type', { cronSpec: '* * * * *', labels: { a: true } }, `${wrong}spec.labels.a: Invalid value: "boolean": spec.labels.a in body must be of type string: "boolean"`],
  ['neither number nor text', { cronSpec: '* * * * *', port: true }, `${wrong}spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"`],
  ['all that is wrong', { replicas: 11, color: 'blue' }, `${wrong}[spec.cronSpec: Required value, spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10, spec.color: Unsupported value: "blue": supported values: "red", "green"]`],
  ['a null that may be', { cronSpec: '* * * * *', color: null, port: 'http' }, 'accepted'],
  ['a null with a default', { cronSpec: '* * * * *', replicas: null }, 'accepted'],
])('the schema says of %s what upstream says', async (_title, spec, message) => {
  const cluster = await open()
  await cluster.create(definition())
  expect(await words(cluster.create(cronTab(spec)))).toBe(message)
})

test('rules in CEL are warned of, wherever they are', async () => {
  const cluster = await open()
  const rules = { 'x-kubernetes-validations': [{ rule: 'true' }] }
  const properties = { list: { type: 'array', items: { type: 'string', ...rules } }, map: { type: 'object', additionalProperties: { type: 'string', ...rules } } }
  const { outcomes: [outcome] } = await cluster.apply([definition({}, { schema: { openAPIV3Schema: { type: 'object', ...rules, properties: { spec: { type: 'object', properties } } } } })])
  const root = 'spec.versions[0].schema.openAPIV3Schema'
  expect(outcome).toMatchObject({ warnings: ['', '.properties[spec].properties[list].items', '.properties[spec].properties[map].additionalProperties'].map((place) =>
    `${root}${place}.x-kubernetes-validations: these rules are stored, but not evaluated in this simulated cluster`) })
})

test('unknown fields are refused, but where anything may be', async () => {
  const cluster = await open()
  await cluster.create(definition())
  const spec = { cronSpec: '* * * * *', colour: 1, free: { any: 1 }, labels: { a: 'b' }, parts: [{ name: 'a', extra: 1 }] }
  const refused = 'CronTab in version "v1" cannot be handled as a CronTab: strict decoding error: unknown field "spec.colour", unknown field "spec.parts[0].extra", unknown field "other"'
  expect(await words(cluster.create(cronTab(spec, { other: 2 })))).toBe(`BadRequest: ${refused}`)
  const { outcomes: [outcome] } = await cluster.apply([cronTab(spec, { other: 2 })])
  expect(outcome).toMatchObject({ outcome: 'refused', message: refused, field: 'spec.colour' })
})

test('status is apart, and generation counts the rest', async () => {
  const cluster = await open()
  await cluster.create(definition())
  await cluster.create(cronTab({ cronSpec: '* * * * *' }))
  await cluster.update({ ...cluster.get(tab), status: { replicas: 3 } })
  expect(cluster.get(tab)['status']).toBeUndefined()
  await cluster.transact((tx) => tx.updateStatus({ ...cluster.get(tab), status: { replicas: 3 } }))
  expect(cluster.get(tab)).toMatchObject({ metadata: { generation: 1 }, status: { replicas: 3 } })
  await cluster.update({ ...cluster.get(tab), spec: { cronSpec: '1 * * * *' } })
  expect(cluster.get(tab)).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 1 }, status: { replicas: 3 } })
})

test('columns are read along their paths', async () => {
  const cluster = await open()
  await cluster.create(definition())
  await cluster.create(cronTab({ cronSpec: '* * * * *', replicas: 2 }))
  const { table } = cluster.kinds.find('CronTab') ?? {}
  expect(table?.columns.map(({ name, type }) => [name, type])).toEqual([['Name', 'string'], ['Spec', 'string'], ['Replicas', 'integer'], ['Ready', 'string'], ['Age', 'date']])
  expect(table?.row(cluster.get(tab))).toEqual(['x', '* * * * *', 2, null, { since: '2025-01-01T00:00:00Z' }])
  expect(table?.row({ ...cluster.get(tab), status: { conditions: [{ type: 'Other', status: 'False' }, { type: 'Ready', status: 'True' }] } })[3]).toBe('True')
})

test('every version that is served reads the same objects, kept in one', async () => {
  const cluster = await open()
  const version = (name: string, storage: boolean, served = true) => ({ name, served, storage, schema: { openAPIV3Schema: schema } })
  await cluster.create(definition({ versions: [version('v1beta1', false), version('v1', true), version('v0', false, false)] }))
  await cluster.create({ ...cronTab({ cronSpec: '* * * * *' }), apiVersion: 'stable.example.com/v1beta1' })
  expect(cluster.get(tab).apiVersion).toBe('stable.example.com/v1')
  expect(cluster.kinds.all.filter(({ kind }) => kind === 'CronTab').map(({ apiVersion }) => apiVersion)).toEqual(['stable.example.com/v1beta1', 'stable.example.com/v1'])
  expect(await words(cluster.create({ ...cronTab({}), apiVersion: 'stable.example.com/v0' }))).toBe('NotFound: no matches for kind "CronTab" in version "stable.example.com/v0"')
})

test('a definition takes its objects along, and both come back', async () => {
  const cluster = await open()
  await cluster.create(definition())
  await cluster.create(cronTab({ cronSpec: '* * * * *' }))
  await cluster.delete([itself])
  expect(await words(cluster.create(cronTab({ cronSpec: '* * * * *' })))).toBe('NotFound: no matches for kind "CronTab" in version "stable.example.com/v1"')
  expect(cluster.snapshot().items.some(({ kind }) => kind === 'CronTab')).toBe(false)
  await cluster.undo()
  expect(cluster.get(tab)).toMatchObject({ spec: { cronSpec: '* * * * *' } })
})

test('a name that is taken is not accepted', async () => {
  const cluster = await open()
  await cluster.create(definition())
  await cluster.create({ ...definition({ names: { plural: 'others', kind: 'Other', shortNames: ['ct'] } }), metadata: { name: 'others.stable.example.com' } })
  expect(cluster.get({ ...itself, name: 'others.stable.example.com' })['status']).toMatchObject({ conditions: [
    { type: 'NamesAccepted', status: 'False', reason: 'ShortNamesConflict', message: '"ct" is already in use' },
    { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
  ] })
  expect(cluster.kinds.find('Other')).toBeUndefined()
})

const bad = 'Invalid: CustomResourceDefinition.apiextensions.k8s.io "crontabs.stable.example.com" is invalid: '

test.each<readonly [string, KubeObject, string]>([
  ['another name', definition({ names: { plural: 'tabs', kind: 'CronTab' } }), `${bad}metadata.name: Invalid value: "crontabs.stable.example.com": must be spec.names.plural+"."+spec.group`],
  ['no scope', definition({ scope: undefined }), `${bad}spec.scope: Required value`],
  ['another scope', definition({ scope: 'Everywhere' }), `${bad}spec.scope: Unsupported value: "Everywhere": supported values: "Cluster", "Namespaced"`],
  ['no schema', definition({}, { schema: undefined }), `${bad}spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required`],
  ['a version not kept', definition({}, { storage: false }), `${bad}spec.versions: Invalid value: []apiextensions.CustomResourceDefinitionVersion{...}: must have exactly one version marked as storage version`],
  ['a place without a type', definition({}, { schema: { openAPIV3Schema: { type: 'object', properties: { spec: {} } } } }), `${bad}spec.versions[0].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields`],
  ['a column of no path', definition({}, { additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '.a' }] }), `${bad}spec.versions[0].additionalPrinterColumns[0].type: Unsupported value: "text": supported values: "integer", "number", "string", "boolean", "date"`],
])('a definition with %s is refused', async (_title, object, message) => {
  const cluster = await open()
  expect(await words(cluster.create(object))).toBe(message)
})
