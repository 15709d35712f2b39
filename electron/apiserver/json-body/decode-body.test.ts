import { expect, test } from 'vitest'
import { type FieldValidation, schemaOfType } from '../../schema/index.ts'
import { decodeBody } from './decode-body.ts'

const pod = { group: '', version: 'v1', kind: 'Pod' }
const deployment = { group: 'apps', version: 'v1', kind: 'Deployment' }

function decodePod(text: string, validation: FieldValidation = 'Strict') {
  return decodeBody(text, pod, schemaOfType('io.k8s.api.core.v1.Pod'), validation)
}

const inPod = (spec: unknown): string => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec })
const inContainer = (fields: object): string => inPod({ containers: [{ name: 'c', ...fields }] })
const REFUSED = 'Pod in version "v1" cannot be handled as a Pod: '

test.each([
  ['an unknown field', inPod({ x: 1 }), 'strict decoding error: unknown field "spec.x"'],
  ['all unknown fields, in order', inPod({ a: 1, containers: [{ nam: 'c', image: 'i' }, { imagee: 'x' }] }),
    'strict decoding error: unknown field "spec.a", unknown field "spec.containers[0].nam", unknown field "spec.containers[1].imagee"'],
  ['a repeated field', '{"metadata":{"name":"a","labels":{"x":"1","x":"2"},"name":"b"}}', 'strict decoding error: duplicate field "metadata.labels.x", duplicate field "metadata.name"'],
  ['text for a number', inContainer({ ports: [{ containerPort: '80' }] }),
    'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32'],
  ['a number for text', inContainer({ image: 1 }), 'json: cannot unmarshal number into Go struct field Container.spec.containers.image of type string'],
  ['a fraction', inContainer({ ports: [{ containerPort: 1.5 }] }),
    'json: cannot unmarshal number 1.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32'],
  ['a number too large', inContainer({ ports: [{ containerPort: 3_000_000_000 }] }),
    'json: cannot unmarshal number 3000000000 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32'],
  ['an object for a list', inPod({ containers: {} }), 'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container'],
  ['a list for an object', inPod([]), 'json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec'],
  ['a number in a map of text', inPod({ nodeSelector: { a: 1 } }), 'json: cannot unmarshal number into Go struct field PodSpec.spec.nodeSelector of type string'],
  ['text for a map', inPod({ nodeSelector: 'a' }), 'json: cannot unmarshal string into Go struct field PodSpec.spec.nodeSelector of type map[string]string'],
  ['text for resources', inContainer({ resources: { limits: 'much' } }), 'json: cannot unmarshal string into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList'],
  ['a quantity that is none', inContainer({ resources: { limits: { cpu: 'one' } } }),
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
  ['a port that is neither', inContainer({ livenessProbe: { httpGet: { port: true } } }),
    'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32'],
  ['a time that is none', '{"metadata":{"deletionTimestamp":"now"}}', 'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"'],
  ["a type's own error before those of JSON types", inContainer({ image: 1, resources: { limits: { cpu: 'x' } } }), 'quantities must match the regular expression'],
  ['wrong types before unknown fields', inPod({ a: 1, nodeSelector: 1 }), 'json: cannot unmarshal number into Go struct field PodSpec.spec.nodeSelector of type map[string]string'],
])('refused: %s', (_what, text, message) => {
  expect(() => decodePod(text)).toThrow(REFUSED + message)
})

test.each([
  ['no JSON', '{"kind": Pod}', 'the object provided is unrecognized (must be of type Pod): couldn\'t get version/kind; json parse error: invalid character \'P\' looking for beginning of value ({"kind": Pod})'],
  ['no object', '[1]', 'couldn\'t get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct {'],
  ['bytes that are no text of JSON', 'kind: Pod, and a long line', '(6b696e643a20506f642c20616e642061206c6f6e67206c696e65)'],
  ['another kind', '{"apiVersion":"v1","kind":"Service"}', 'Service in version "v1" cannot be handled as a Pod: converting (v1.Service) to (core.Pod): unknown conversion'],
  ['another group', '{"apiVersion":"apps/v1","kind":"Pod"}', 'Pod in version "v1" cannot be handled as a Pod'],
  ['another version', '{"apiVersion":"v2","kind":"Pod"}', 'the API version in the data (v2) does not match the expected API version (v1)'],
])('unrecognized: %s', (_what, text, message) => {
  expect(() => decodePod(text)).toThrow(message)
})

test('what is not refused comes out as the API server keeps it', () => {
  const text = `{"spec":{"containers":[{"name":"c","image":null,"typo":1,"resources":{"limits":{"cpu":0.5,"memory":"1024Mi"}}}]},
    "metadata":{"name":"p","creationTimestamp":null,"deletionTimestamp":"2025-01-01T02:00:00.5+02:00","labels":{"a":null}}}`
  expect(decodePod(text, 'Warn')).toEqual({
    object: {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', deletionTimestamp: '2025-01-01T00:00:00Z', labels: { a: '' } },
      spec: { containers: [{ name: 'c', resources: { limits: { cpu: '500m', memory: '1Gi' } } }] },
    },
    warnings: ['unknown field "spec.containers[0].typo"'],
  })
  expect(decodePod(text, 'Ignore').warnings).toEqual([])
})

test('DeleteOptions come under any group', () => {
  const expected = { group: '', version: 'v1', kind: 'DeleteOptions' }
  const schema = schemaOfType('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions')
  const text = '{"apiVersion":"apps/v1","kind":"DeleteOptions","propagationPolicy":"Background"}'
  expect(decodeBody(text, expected, schema, 'Strict').object).toEqual({ apiVersion: 'apps/v1', kind: 'DeleteOptions', propagationPolicy: 'Background' })
  expect(decodeBody('{"propagationPolicy":"Orphan"}', expected, schema, 'Strict').object).toMatchObject({ propagationPolicy: 'Orphan' })
})

test('a hundred strict errors at most, each once', () => {
  const fields = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1]))
  expect(decodePod(inPod(fields), 'Warn').warnings).toHaveLength(100)
})

test('a field may hold objects of any form where the table says so', () => {
  const revision = { group: 'apps', version: 'v1', kind: 'ControllerRevision' }
  const text = JSON.stringify({ revision: 1, data: { anything: [{ goes: null }] } })
  expect(decodeBody(text, revision, schemaOfType('io.k8s.api.apps.v1.ControllerRevision'), 'Strict').object['data']).toEqual({ anything: [{ goes: null }] })
})

test('a name from Object is an unknown field as any other', () => {
  expect(() => decodeBody('{"spec":{"constructor":1,"__proto__":{}}}', deployment, schemaOfType('io.k8s.api.apps.v1.Deployment'), 'Strict'))
    .toThrow('unknown field "spec.constructor", unknown field "spec.__proto__"')
})
