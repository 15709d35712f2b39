import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { formatFieldError, type KubeObject } from '../../shared/model/index.ts'
import { findKind } from './index.ts'

function service(spec: object): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'default' }, spec }
}

function secret(type: string, data: Readonly<Record<string, string>>): KubeObject {
  const encoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const)
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'default' }, type, data: Object.fromEntries(encoded) }
}

function problems(object: KubeObject): readonly string[] {
  const kind = findKind(object.kind)
  return kind === undefined ? [] : kind.validate(kind.withDefaults(object)).map(formatFieldError)
}

const ports = [{ port: 80 }]
const shared = 'core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}'

test.each<readonly [string, KubeObject, readonly string[]]>([
  ['no ports', service({}), ['spec.ports: Required value']],
  ['a headless service without ports', service({ clusterIP: 'None' }), []],
  ['a headless NodePort', service({ type: 'NodePort', clusterIP: 'None', ports }), ["spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services"]],
  ['a node port of a ClusterIP', service({ ports: [{ port: 80, nodePort: 30080 }] }), ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"]],
  ['a node port out of range', service({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }), ['spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767']],
  ['an external name of none', service({ type: 'ExternalName' }), ['spec.externalName: Required value']],
  ['an address of an external name', service({ type: 'ExternalName', externalName: 'a.example', clusterIP: '10.96.0.9' }), ['spec.clusterIPs: Forbidden: may not be set for ExternalName services']],
  ['one port twice', service({ ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80 }] }), [`spec.ports[1]: Duplicate value: ${shared}`]],
  ['an affinity that is none', service({ ports, sessionAffinity: 'Cookie' }), ['spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"']],
  ['an affinity for too long', service({ ports, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 90_000 } } }), ['spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 90000: must be greater than 0 and less than 86400']],
  ['an address that is none', service({ ports, clusterIP: '10.96' }), ['spec.clusterIPs[0]: Invalid value: "10.96": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['a certificate without its key', secret('kubernetes.io/tls', { 'tls.crt': 'x' }), ['data[tls.key]: Required value']],
  ['a login of nobody', secret('kubernetes.io/basic-auth', {}), ['data[username]: Required value', 'data[password]: Required value']],
  ['a login without a password', secret('kubernetes.io/basic-auth', { username: 'u' }), []],
  ['a key of nothing', secret('kubernetes.io/ssh-auth', {}), ['data[ssh-privatekey]: Required value']],
  ['a token of nobody', secret('kubernetes.io/service-account-token', {}), ['metadata.annotations[kubernetes.io/service-account.name]: Required value']],
  ['a registry that is no JSON', secret('kubernetes.io/dockerconfigjson', { '.dockerconfigjson': 'x' }), ["data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'x' looking for beginning of value"]],
  ['a million bytes and some', secret('Opaque', { a: 'x'.repeat(2 ** 20 + 1) }), ['data: Too long: may not be more than 1048576 bytes']],
  ['a million bytes', secret('Opaque', { a: 'x'.repeat(2 ** 20) }), []],
])('%s', (_title, object, expected) => {
  expect(problems(object)).toEqual(expected)
})

test('an affinity lasts three hours unless it says otherwise', () => {
  expect(findKind('Service')?.withDefaults(service({ ports, sessionAffinity: 'ClientIP' }))['spec']).toMatchObject({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } })
})
