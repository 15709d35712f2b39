import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StatusError } from '../../../shared/status/index.ts'
import { schemaOfType } from '../../schema/index.ts'
import { decodeProtobufBody, isProtobuf } from './index.ts'

// Bodies that kubectl 1.32 sent.
const NAMESPACE = '6b3873000a0f0a02763112094e616d657370616365121d0a150a05737475647912001a0022002a0032003800420012001a020a001a002200'
const DEPLOYMENT = '6b3873000a150a07617070732f7631120a4465706c6f796d656e7412bd010a1f0a0377656212001a0022002a003200380042005a0a0a036170701203776562128b010800120c0a0a'
  + '0a0361707012037765621a710a1c0a0012001a0022002a003200380042005a0a0a036170701203776562125112330a056e67696e78120a6e67696e783a312e32372a00320a0a001000185022002a00'
  + '42006a007200800100880100900100a201001a00320042004a0052005800600068008201008a01009a0100c2010022020a00280038001a0c0800100018002000280038001a002200'
const namespaceKind = { group: '', version: 'v1', kind: 'Namespace' }
const namespaceSchema = schemaOfType('io.k8s.api.core.v1.Namespace')
const podKind = { group: '', version: 'v1', kind: 'Pod' }
const podSchema = schemaOfType('io.k8s.api.core.v1.Pod')

/** A message written by hand: numbers of fields with their values. */
type Message = readonly (readonly [number: number, value: number | string | Message | Uint8Array])[]

function encode(message: Message): Buffer {
  return Buffer.concat(message.flatMap(([number, value]) => {
    if (typeof value === 'number') return [varint(number * 8), varint(value)]
    const bytes = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : encode(value)
    return [varint(number * 8 + 2), varint(bytes.length), bytes]
  }))
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Buffer.from([...bytes, Number(rest)])
}

function envelope(apiVersion: string, kind: string, raw: Message | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('k8s\0'), encode([[1, [[1, apiVersion], [2, kind]]], [2, raw], [3, ''], [4, '']])])
}

test('a namespace as kubectl sends it', () => {
  const bytes = Buffer.from(NAMESPACE, 'hex')
  expect(isProtobuf(bytes)).toBe(true)
  expect(decodeProtobufBody(bytes, namespaceKind, namespaceSchema, 'Strict').object).toEqual({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'study' }, spec: {}, status: {},
  })
})

test('a deployment as kubectl sends it: zeros that mean nothing are gone, the one that means something is not', () => {
  const kind = { group: 'apps', version: 'v1', kind: 'Deployment' }
  expect(decodeProtobufBody(Buffer.from(DEPLOYMENT, 'hex'), kind, schemaOfType('io.k8s.api.apps.v1.Deployment'), 'Strict').object).toEqual({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', labels: { app: 'web' } },
    spec: {
      replicas: 0, selector: { matchLabels: { app: 'web' } }, strategy: {},
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80 }], resources: {} }] },
      },
    },
    status: {},
  })
})

test('the values of every sort', () => {
  const container: Message = [
    [1, 'c'], [2, 'nginx'], [3, 'sh'], [3, '-c'],
    [6, [[1, ''], [3, 8080], [4, 'TCP']]],
    [7, [[1, 'A'], [2, '']]],
    [8, [[1, [[1, 'cpu'], [2, [[1, '0.5']]]]]]],
    [10, [[1, [[2, [[1, '/'], [2, [[1, 1], [2, 0], [3, 'http']]]]]]], [2, 0], [3, 5]]],
    [15, [[2, 0], [4, 0], [1, [[1, 'NET_ADMIN']]]]],
    [99, 'a field of a newer version'],
  ]
  const raw: Message = [
    [1, [[1, 'p'], [3, ''], [8, [[1, 1_700_000_000]]], [10, 0], [11, [[1, 'a'], [2, 'b']]], [11, [[1, 'empty']]]]],
    [2, [[4, 0], [11, 0], [1, [[1, 'v'], [2, [[2, []]]]]], [2, container], [22, [[5, -1]]]]],
    [3, []],
  ]
  expect(decodeProtobufBody(envelope('v1', 'Pod', raw), podKind, podSchema, 'Strict').object).toEqual({
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name: 'p', creationTimestamp: '2023-11-14T22:13:20Z', deletionGracePeriodSeconds: 0, labels: { a: 'b', empty: '' } },
    spec: {
      terminationGracePeriodSeconds: 0,
      volumes: [{ name: 'v', emptyDir: {} }],
      tolerations: [{ tolerationSeconds: -1 }],
      containers: [{
        name: 'c', image: 'nginx', command: ['sh', '-c'], ports: [{ containerPort: 8080, protocol: 'TCP' }], env: [{ name: 'A' }],
        resources: { limits: { cpu: '500m' } },
        livenessProbe: { httpGet: { path: '/', port: 'http' }, timeoutSeconds: 5 },
        securityContext: { privileged: false, runAsUser: 0, capabilities: { add: ['NET_ADMIN'] } },
      }],
    },
    status: {},
  })
})

test('bytes are base64, and what the server knows as JSON is JSON', () => {
  const kind = { group: '', version: 'v1', kind: 'Secret' }
  const entry: Message = [[1, 'manager'], [7, [[1, '{"f:data":{}}']]]]
  const raw: Message = [[1, [[1, 's'], [17, entry]]], [2, [[1, 'k'], [2, Buffer.from([0, 255, 10])]]], [3, 'Opaque']]
  expect(decodeProtobufBody(envelope('v1', 'Secret', raw), kind, schemaOfType('io.k8s.api.core.v1.Secret'), 'Strict').object).toEqual({
    apiVersion: 'v1', kind: 'Secret', type: 'Opaque', data: { k: 'AP8K' },
    metadata: { name: 's', managedFields: [{ manager: 'manager', fieldsV1: { 'f:data': {} } }] },
  })
})

test.each([
  ['no prefix', Buffer.from('{"kind":"Pod"}'), 'the object provided is unrecognized (must be of type Pod): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]'],
  ['cut short', envelope('v1', 'Pod', [[1, 'name']]).subarray(0, 20), 'unexpected EOF'],
  ['a length past the end', Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x7f])]), 'unexpected EOF'],
  ['an endless varint', Buffer.concat([Buffer.from('k8s\0'), Buffer.alloc(12, 0xff)]), 'proto: integer overflow'],
  ['a group', Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0x0b])]), 'proto: illegal wireType 3'],
  ['field 0', Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0x00, 0x00])]), 'proto: illegal tag 0 (wire type 0)'],
  ['a number for a message', envelope('v1', 'Pod', [[2, 5]]), 'Pod in version "v1" cannot be handled as a Pod: proto: wrong wireType = 0'],
  ['text that is no text', envelope('v1', 'Pod', [[1, [[1, Buffer.from([0xff])]]]]), 'proto: string field contains invalid UTF-8'],
  ['a quantity that is none', envelope('v1', 'Pod', [[2, [[2, [[8, [[1, [[1, 'cpu'], [2, [[1, 'much']]]]]]]]]]]]), 'quantities must match the regular expression'],
  ['another kind', envelope('v1', 'Secret', []), 'Secret in version "v1" cannot be handled as a Pod: converting (v1.Secret) to (core.Pod): unknown conversion'],
  ['a kind that is not sent so', envelope('apps/v1', 'StatefulSet', []), 'StatefulSet in version "v1" cannot be handled as a Pod: its protobuf form is not known here; send JSON'],
  ['a kind that is not known', envelope('v1', 'Podd', []), 'Podd in version "v1" cannot be handled as a Pod'],
])('a body is refused: %s', (_what, bytes, message) => {
  expect(() => decodeProtobufBody(bytes, podKind, podSchema, 'Ignore')).toThrow(message)
})

test('whatever the bytes, the answer is an object or a refusal', () => {
  const real = Buffer.from(NAMESPACE, 'hex')
  const damaged = fc.tuple(fc.nat(real.length - 1), fc.nat(255)).map(([at, byte]) => Buffer.from(real.map((old, index) => (index === at ? byte : old))))
  const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.from('k8s\0'), bytes]))
  const framed = fc.uint8Array({ maxLength: 200 }).map((bytes) => envelope('v1', 'Namespace', bytes))
  fc.assert(fc.property(fc.oneof(damaged, noise, framed), (bytes) => {
    let answer: unknown
    try {
      answer = decodeProtobufBody(bytes, namespaceKind, namespaceSchema, 'Ignore').object['kind']
    } catch (problem) {
      answer = problem instanceof StatusError ? 'Namespace' : problem
    }
    expect(answer).toBe('Namespace')
  }), { numRuns: 2_000 })
})
