import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubeObject } from '../model/index.ts'
import { fieldOf, formatFieldSelector, matchesFields, parseFieldSelector, supportFields } from './index.ts'

test.each([
  ['', ''],
  [',,', ''],
  ['metadata.name=a', 'metadata.name=a'],
  ['metadata.name==a', 'metadata.name=a'],
  ['status.phase!=Running,metadata.name=a', 'metadata.name=a,status.phase!=Running'],
  ['metadata.name=', 'metadata.name='],
  ['a!b=c', 'a!b=c'],
  ['a=!b', 'a=!b'],
  [' a =b ', ' a =b '],
  ['a=b\\,c\\=d\\\\', 'a=b\\,c\\=d\\\\'],
])('%j is %j in canonical form', (text, canonical) => {
  const parsed = parseFieldSelector(text)
  expect(parsed.ok && formatFieldSelector(parsed.value)).toBe(canonical)
})

test.each([
  ['a', "invalid selector: 'a'; can't understand 'a'"],
  ['a=b,c', "invalid selector: 'a=b,c'; can't understand 'c'"],
  ['a>b', "invalid selector: 'a>b'; can't understand 'a>b'"],
  ['a=b=c', 'invalid field selector: unescaped character in value: 61'],
  ['a===b', 'invalid field selector: unescaped character in value: 61'],
  ['a=b\\x', 'invalid field selector: invalid escape sequence: \\x'],
  ['a=b\\', 'invalid field selector: invalid escape sequence: \\'],
])('%j is refused', (text, message) => {
  expect(parseFieldSelector(text)).toEqual({ ok: false, error: message })
})

test('any value survives its escapes', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const text = formatFieldSelector({ requirements: [{ field: 'metadata.name', op: '=', value }] })
      const parsed = parseFieldSelector(text)
      expect(parsed.ok && parsed.value.requirements).toEqual([{ field: 'metadata.name', op: '=', value }])
    }),
  )
})

const pod: KubeObject = {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'default' }, spec: { nodeName: 'node-1' }, status: { phase: 'Running', podIP: '10.0.0.1' },
}
const event: KubeObject = {
  apiVersion: 'v1', kind: 'Event', metadata: { name: 'e', namespace: 'default' }, involvedObject: { kind: 'Pod', name: 'a' }, source: { component: 'kubelet' },
}
const node: KubeObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, spec: { unschedulable: true } }
const job: KubeObject = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, status: { succeeded: 2 } }

test.each<[KubeObject, string, boolean]>([
  [pod, '', true],
  [pod, 'metadata.name=a,metadata.namespace=default', true],
  [pod, 'status.phase!=Running', false],
  [pod, 'spec.nodeName=node-1,status.podIP=10.0.0.1', true],
  [pod, 'spec.host=node-1', true],
  [pod, 'spec.hostNetwork=false', true],
  [pod, 'status.nominatedNodeName=', true],
  [event, 'involvedObject.kind=Pod,source=kubelet', true],
  [event, 'type=Warning', false],
  [node, 'spec.unschedulable=true', true],
  [job, 'status.successful=2', true],
])('%j by %j', (object, text, selected) => {
  const parsed = parseFieldSelector(text)
  if (!parsed.ok) throw new Error(parsed.error)
  const supported = supportFields(parsed.value, object)
  if (!supported.ok) throw new Error(supported.error)
  expect(matchesFields(supported.value, (field) => fieldOf(object, field))).toBe(selected)
})

test.each([
  ['v1', 'Pod', 'spec.foo=x', 'field label not supported: spec.foo'],
  ['v1', 'Node', 'metadata.namespace=x', 'field label not supported: metadata.namespace'],
  ['v1', 'ConfigMap', 'data=x', '"data" is not a known field selector: only "metadata.name", "metadata.namespace"'],
  ['apps/v1', 'Deployment', 'constructor=x', '"constructor" is not a known field selector: only "metadata.name", "metadata.namespace"'],
  ['batch/v1', 'Job', 'x=y', 'field label "x" not supported for batchv1.Job'],
])('%s %s cannot be selected by %s', (apiVersion, kind, text, message) => {
  const parsed = parseFieldSelector(text)
  if (!parsed.ok) throw new Error(parsed.error)
  expect(supportFields(parsed.value, { apiVersion, kind })).toEqual({ ok: false, error: message })
})
