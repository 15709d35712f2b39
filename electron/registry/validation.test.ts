import { expect, test } from 'vitest'
import { formatFieldError, type KubeObject } from '../../shared/model/index.ts'
import { findKind, readObject } from './index.ts'

/** What is wrong with an object once it has its defaults. */
function problems(object: KubeObject): readonly string[] {
  const kind = findKind(object.kind, object.apiVersion)
  return kind === undefined ? ['no such kind'] : kind.validate(kind.withDefaults(object)).map(formatFieldError)
}

function pod(container: object, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec: { containers: [{ name: 'a', image: 'nginx', ...container }], ...spec } }
}

function read(object: KubeObject): KubeObject {
  const kind = findKind(object.kind, object.apiVersion)
  if (kind === undefined) throw new Error('no such kind')
  return readObject(kind, { ...object }, 'Strict').object as unknown as KubeObject
}

function workload(kind: string, spec: object): KubeObject {
  return { apiVersion: kind === 'ReplicationController' ? 'v1' : 'apps/v1', kind, metadata: { name: 'w', namespace: 'default' }, spec }
}

function service(spec: object): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'default' }, spec }
}

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'nginx' }] } }
const label63 = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

test.each<readonly [string, KubeObject, readonly string[]]>([
  ['a good pod', pod({}), []],
  ['no containers', pod({}, { containers: [] }), ['spec.containers: Required value']],
  ['no spec', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }, ['spec.containers: Required value']],
  ['no image', pod({ image: '' }), ['spec.containers[0].image: Required value']],
  ['no name', pod({ name: '' }), ['spec.containers[0].name: Required value']],
  ['a name that is none', pod({ name: 'A' }), [`spec.containers[0].name: Invalid value: "A": ${label63}`]],
  ['two of a name', pod({}, { containers: [{ name: 'a', image: 'x' }, { name: 'a', image: 'y' }] }), ['spec.containers[1].name: Duplicate value: "a"']],
  ['two wrongs', pod({ image: '', name: '' }), ['spec.containers[0].name: Required value', 'spec.containers[0].image: Required value']],
  ['a port out of range', pod({ ports: [{ containerPort: 70000 }] }), ['spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive']],
  ['no port', pod({ ports: [{ name: 'http' }] }), ['spec.containers[0].ports[0].containerPort: Required value']],
  ['a protocol in small letters', pod({ ports: [{ containerPort: 80, protocol: 'tcp' }] }), ['spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"']],
  ['two ports of a name', pod({ ports: [{ containerPort: 80, name: 'http' }, { containerPort: 81, name: 'http' }] }), ['spec.containers[0].ports[1].name: Duplicate value: "http"']],
  ['a pull policy that is none', pod({ imagePullPolicy: 'Sometimes' }), ['spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"']],
  ['a restart policy that is none', pod({}, { restartPolicy: 'always' }), ['spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"']],
  ['a mount without its volume', pod({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }), ['spec.containers[0].volumeMounts[0].name: Not found: "data"']],
  ['more asked for than allowed', pod({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }), ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1']],

  ['a good Deployment', workload('Deployment', { selector: { matchLabels: { app: 'web' } }, template }), []],
  ['no selector', workload('Deployment', { template }), ['spec.selector: Required value', 'spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: `selector` does not match template `labels`']],
  ['an empty selector', workload('ReplicaSet', { selector: {}, template }), ['spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment']],
  ['a template of other labels', workload('Deployment', { selector: { matchLabels: { app: 'db' } }, template }), ['spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: `selector` does not match template `labels`']],
  ['an operator that is none', workload('ReplicaSet', { selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] }, template }), ['spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator']],
  ['In of nothing', workload('ReplicaSet', { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] }, template }), ["spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"]],
  ['fewer than none', workload('ReplicaSet', { replicas: -1, selector: { matchLabels: { app: 'web' } }, template }), ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  ['pods that end', workload('Deployment', { selector: { matchLabels: { app: 'web' } }, template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } }), ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"']],
  ['no room to roll', workload('Deployment', { selector: { matchLabels: { app: 'web' } }, template, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }), ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0']],
  ['a controller that takes its selector from its template', workload('ReplicationController', { template }), []],
  ['a controller without a template', workload('ReplicationController', { selector: { app: 'web' } }), ['spec.template: Required value']],
  ['a controller whose template has no labels', workload('ReplicationController', { template: { spec: template.spec } }), ['spec.selector: Required value']],

  ['a good Service', service({ ports: [{ port: 80 }] }), []],
  ['no ports', service({}), ['spec.ports: Required value']],
  ['a headless Service without ports', service({ clusterIP: 'None' }), []],
  ['two ports without names', service({ ports: [{ port: 80 }, { port: 81 }] }), ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value']],
  ['a type that is none', service({ type: 'clusterip', ports: [{ port: 80 }] }), ['spec.type: Unsupported value: "clusterip": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"']],
  ['a node port out of range', service({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }), ['spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767']],
  ['a key that is none', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { 'a b': '' } }, ['data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, \'-\', \'_\' or \'.\' (e.g. \'key.name\',  or \'KEY_NAME\',  or \'key-name\', regex used for validation is \'[-._a-zA-Z0-9]+\')']],
])('%s', (_name, object, expected) => {
  expect(problems(object)).toEqual(expected)
})

test.each<readonly [string, KubeObject, string, string]>([
  ['a word for a number', workload('Deployment', { replicas: 'three' }), 'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32', 'spec.replicas'],
  ['half a number', workload('Deployment', { replicas: 1.5 }), 'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32', 'spec.replicas'],
  ['a number for a label', { ...pod({}), metadata: { name: 'p', labels: { version: 2 } } } as unknown as KubeObject, 'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string', 'metadata.labels.version'],
  ['true for a variable', pod({ env: [{ name: 'A', value: true }] }), 'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string', 'spec.containers[0].env[0].value'],
  ['one container that is not in a list', { ...pod({}), spec: { containers: { name: 'a' } } }, 'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container', 'spec.containers'],
  ['a spec that is none', { ...pod({}), spec: 'nginx' }, 'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec', 'spec'],
  ['fields that no pod has', pod({ imge: 'x' }, { foo: 1 }), 'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imge", unknown field "spec.foo"', 'spec.containers[0].imge'],
  ['a quantity that is none', pod({ resources: { limits: { memory: '1 GB' } } }), "Pod in version \"v1\" cannot be handled as a Pod: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'", 'spec.containers[0].resources.limits.memory'],
  ['a secret in plain', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'pass word' } }, 'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4', 'data.a'],
])('refuses %s', (_name, object, message, field) => {
  expect(() => read(object)).toThrow(expect.objectContaining({ message, field }))
})

test('leaves nulls out, and gives back what has none as it is', () => {
  const whole = pod({})
  expect(read(whole)['spec']).toBe(whole['spec'])
  expect(read(pod({ command: null }, { nodeName: null }))).toEqual(whole)
})

test.each([
  { image: 'nginx', policy: 'Always' },
  { image: 'nginx:latest', policy: 'Always' },
  { image: 'nginx:1.27', policy: 'IfNotPresent' },
  { image: 'localhost:5000/nginx', policy: 'Always' },
  { image: 'nginx@sha256:0123', policy: 'IfNotPresent' },
])('pulls $image $policy', ({ image, policy }) => {
  expect(findKind('Pod')?.withDefaults(pod({ image }))).toMatchObject({ spec: { containers: [{ imagePullPolicy: policy }], restartPolicy: 'Always', terminationGracePeriodSeconds: 30 } })
})

test('defaults of what has its defaults change nothing, not even a part of it', () => {
  const objects = [pod({ ports: [{ containerPort: 80 }] }), workload('Deployment', { selector: { matchLabels: { app: 'web' } }, template }), service({ ports: [{ port: 80 }] })]
  for (const object of objects) {
    const kind = findKind(object.kind)
    const once = kind?.withDefaults(object)
    expect(once && kind?.withDefaults(once)).toBe(once)
  }
})

test.each<readonly [string, (spec: object) => object, readonly string[]]>([
  ['another image', (spec) => ({ ...spec, containers: [{ name: 'a', image: 'httpd' }] }), []],
  ['another container', (spec) => ({ ...spec, containers: [{ name: 'a', image: 'nginx' }, { name: 'b', image: 'nginx' }] }), ['spec.containers: Forbidden: pod updates may not add or remove containers']],
  ['another toleration', (spec) => ({ ...spec, tolerations: [{ key: 'a', operator: 'Exists' }] }), []],
])('a pod may get %s, or not', (_name, change, expected) => {
  const kind = findKind('Pod')
  const current = pod({})
  const next = { ...current, spec: change(current['spec'] as object) }
  expect(kind?.validateUpdate(next, current).map(formatFieldError)).toEqual(expected)
})

test('a pod may not move, and is told what may change', () => {
  const errors = findKind('Pod')?.validateUpdate(pod({}, { nodeName: 'b' }), pod({}, { nodeName: 'a' })).map(formatFieldError)
  expect(errors).toHaveLength(1)
  expect(errors?.[0]).toMatch(/^spec: Forbidden: pod updates may not change fields other than `spec\.containers\[\*\]\.image`,/)
})

test('the selector of a Deployment stays', () => {
  const next = workload('Deployment', { selector: { matchLabels: { app: 'b' } } })
  expect(findKind('Deployment')?.validateUpdate(next, workload('Deployment', { selector: { matchLabels: { app: 'a' } } })).map(formatFieldError)).toEqual([
    'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
  ])
})
