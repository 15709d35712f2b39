import { expect, test } from 'vitest'
import { formatFieldError, type KubeObject } from '../../shared/model/index.ts'
import { findKind } from './index.ts'

function make(kind: string, body: object, name = 'x'): KubeObject {
  const found = findKind(kind)
  return { apiVersion: found?.apiVersion ?? '', kind, metadata: { name, ...(found?.namespaced === true ? { namespace: 'default' } : {}) }, ...body }
}

function fill(object: KubeObject): KubeObject {
  const kind = findKind(object.kind)
  const filled = kind?.withDefaults(object) ?? object
  return kind?.prepare?.(filled, undefined) ?? filled
}

function problems(object: KubeObject): readonly string[] {
  return (findKind(object.kind)?.validate(fill(object)) ?? []).map(formatFieldError)
}

function changes(current: KubeObject, next: KubeObject): readonly string[] {
  return (findKind(next.kind)?.validateUpdate(fill(next), fill(current)) ?? []).map(formatFieldError)
}

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
const volume = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/data' } }
const backend = { service: { name: 's', port: { number: 80 } } }
const paths = (path: object) => ({ spec: { rules: [{ host: 'a.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] } }] } })
const rbac = 'rbac.authorization.k8s.io'

test.each<readonly [string, KubeObject, readonly string[]]>([
  ['a good claim', make('PersistentVolumeClaim', { spec: claim }), []],
  ['a claim for nothing', make('PersistentVolumeClaim', { spec: {} }), ['spec.accessModes: Required value: at least 1 access mode is required', 'spec.resources[storage]: Required value']],
  ['a claim in a mode that is none', make('PersistentVolumeClaim', { spec: { ...claim, accessModes: ['RWO'] } }), ['spec.accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"']],
  ['a claim for no bytes', make('PersistentVolumeClaim', { spec: { ...claim, resources: { requests: { storage: '0' } } } }), ['spec.resources[storage]: Invalid value: "0": must be greater than zero']],
  ['a good volume', make('PersistentVolume', { spec: volume }), []],
  ['a volume of no kind', make('PersistentVolume', { spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } } }), ['spec: Required value: must specify a volume type']],
  ['a volume of two kinds', make('PersistentVolume', { spec: { ...volume, nfs: { server: 's', path: '/p' } } }), ['spec.nfs: Forbidden: may not specify more than 1 volume type']],
  ['a local volume anywhere', make('PersistentVolume', { spec: { ...volume, hostPath: undefined, local: { path: '/x' } } }), ['spec.nodeAffinity: Required value: Local volume requires node affinity']],
  ['a class that provides nothing', make('StorageClass', {}), ['provisioner: Required value']],
  ['a class that recycles', make('StorageClass', { provisioner: 'example.com/p', reclaimPolicy: 'Recycle' }), ['reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"']],
  ['an ingress to nowhere', make('Ingress', { spec: {} }), ['spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified']],
  ['a good ingress', make('Ingress', paths({})), []],
  ['a path without its type', make('Ingress', paths({ pathType: undefined })), ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified']],
  ['a path that starts nowhere', make('Ingress', paths({ path: 'a' })), ['spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path']],
  ['a path with a double slash', make('Ingress', paths({ path: '/a//b' })), ['spec.rules[0].http.paths[0].path: Invalid value: "/a//b": must not contain \'//\'']],
  ['a backend of no port', make('Ingress', paths({ backend: { service: { name: 's' } } })), ['spec.rules[0].http.paths[0].backend: Required value: port name or number is required']],
  ['no backend', make('Ingress', paths({ backend: {} })), ['spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required']],
  ['a host that is an address', make('Ingress', { spec: { rules: [{ host: '10.0.0.1' }] } }), ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address']],
  ['a class of no controller', make('IngressClass', { spec: { controller: 'nginx' } }), ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")']],
  ['a policy with an empty peer', make('NetworkPolicy', { spec: { podSelector: {}, ingress: [{ from: [{}] }] } }), ['spec.ingress[0].from[0]: Required value: must specify a peer']],
  ['a block and a peer', make('NetworkPolicy', { spec: { podSelector: {}, egress: [{ to: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] }] } }), ['spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer']],
  ['an exception outside', make('NetworkPolicy', { spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }] } }), ['spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`']],
  ['no network', make('NetworkPolicy', { spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0' } }] }] } }), ['spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
  ['an autoscaler of nothing', make('HorizontalPodAutoscaler', { spec: { maxReplicas: 0 } }), ['spec.maxReplicas: Invalid value: 0: must be greater than 0', 'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`', 'spec.scaleTargetRef.kind: Required value', 'spec.scaleTargetRef.name: Required value']],
  ['a budget of both', make('PodDisruptionBudget', { spec: { minAvailable: 1, maxUnavailable: '50%' } }), ['spec: Invalid value: policy.PodDisruptionBudgetSpec{MinAvailable:intstr.IntOrString{Type:0, IntVal:1, StrVal:""}, MaxUnavailable:intstr.IntOrString{Type:1, IntVal:0, StrVal:"50%"}}: minAvailable and maxUnavailable cannot be both set']],
  ['a class like the system\'s', make('PriorityClass', { value: 1 }, 'system-mine'), ["metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class"]],
  ['too high a class', make('PriorityClass', { value: 1_000_000_001 }), ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000']],
  ['limits upside down', make('LimitRange', { spec: { limits: [{ type: 'Container', min: { cpu: '2' }, max: { cpu: '1' } }] } }), [
    'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1', 'spec.limits[0].defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1',
    'spec.limits[0].default[cpu]: Invalid value: "2": min value 2 is greater than default value 1',
  ]],
  ['defaults of pods', make('LimitRange', { spec: { limits: [{ type: 'Pod', default: { cpu: '1' } }] } }), ["spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"]],
  ['a quota of something else', make('ResourceQuota', { spec: { hard: { apples: '1' } } }), ['spec.hard[apples]: Invalid value: "apples": must be a standard resource for quotas']],
  ['a quota of half a pod', make('ResourceQuota', { spec: { hard: { pods: '500m' } } }), ['spec.hard[pods]: Invalid value: "500m": must be an integer']],
  ['a rule of nothing', make('Role', { rules: [{ verbs: [] }] }), ['rules[0].verbs: Required value: verbs must contain at least one value', 'rules[0].apiGroups: Required value: resource rules must supply at least one api group', 'rules[0].resources: Required value: resource rules must supply at least one resource']],
  ['a role for all the server', make('Role', { rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }] }), ['rules[0].nonResourceURLs: Invalid value: []string{"/healthz"}: namespaced rules cannot apply to non-resource URLs']],
  ['a binding of a pod', make('RoleBinding', { roleRef: { kind: 'Pod', name: 'r' }, subjects: [{ kind: 'ServiceAccount', name: 'a' }] }), ['roleRef.kind: Unsupported value: "Pod": supported values: "ClusterRole", "Role"', 'subjects[0].namespace: Required value']],
  ['endpoints of nothing', make('Endpoints', { subsets: [{}] }), ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`']],
  ['endpoints at home', make('Endpoints', { subsets: [{ addresses: [{ ip: '127.0.0.1' }] }] }), ['subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)']],
  ['a slice of another family', make('EndpointSlice', { addressType: 'IPv6', endpoints: [{ addresses: ['10.0.0.1'] }] }), ['endpoints[0].addresses[0]: Invalid value: "10.0.0.1": must be a valid IPv6 address']],
  ['a lease of no time', make('Lease', { spec: { leaseDurationSeconds: 0 } }), ['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0']],
])('%s', (_title, object, expected) => {
  expect(problems(object)).toEqual(expected)
})

test.each<readonly [string, KubeObject, KubeObject, readonly string[]]>([
  ['a claim is given its volume', make('PersistentVolumeClaim', { spec: claim }), make('PersistentVolumeClaim', { spec: { ...claim, volumeName: 'v' } }), []],
  ['a claim keeps its volume', make('PersistentVolumeClaim', { spec: { ...claim, volumeName: 'v' } }), make('PersistentVolumeClaim', { spec: { ...claim, volumeName: 'w' } }),
    ['spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims']],
  ['a bound claim may grow', make('PersistentVolumeClaim', { spec: claim, status: { phase: 'Bound', capacity: { storage: '1Gi' } } }), make('PersistentVolumeClaim', { spec: { ...claim, resources: { requests: { storage: '2Gi' } } } }), []],
  ['a bound claim may not shrink', make('PersistentVolumeClaim', { spec: claim, status: { phase: 'Bound', capacity: { storage: '1Gi' } } }), make('PersistentVolumeClaim', { spec: { ...claim, resources: { requests: { storage: '1Mi' } } } }),
    ['spec.resources.requests.storage: Invalid value: "1Mi": field can not be less than status.capacity']],
  ['a volume keeps its place', make('PersistentVolume', { spec: volume }), make('PersistentVolume', { spec: { ...volume, hostPath: { path: '/other' } } }), ['spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation']],
  ['a class keeps its provisioner', make('StorageClass', { provisioner: 'a/b' }), make('StorageClass', { provisioner: 'a/c' }), ['provisioner: Forbidden: updates to provisioner are forbidden.']],
  ['a priority stays', make('PriorityClass', { value: 1 }), make('PriorityClass', { value: 2 }), ['value: Forbidden: may not be changed in an update.']],
  ['a binding keeps its role', make('RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }), make('RoleBinding', { roleRef: { kind: 'Role', name: 'b' } }),
    [`roleRef: Invalid value: rbac.RoleRef{APIGroup:"${rbac}", Kind:"Role", Name:"b"}: cannot change roleRef`]],
  ['a slice keeps its family', make('EndpointSlice', { addressType: 'IPv4' }), make('EndpointSlice', { addressType: 'FQDN' }), ['addressType: Invalid value: "FQDN": field is immutable']],
])('%s', (_title, current, next, expected) => {
  expect(changes(current, next)).toEqual(expected)
})

test.each<readonly [string, KubeObject, object]>([
  ['a claim', make('PersistentVolumeClaim', { spec: {} }), { spec: { volumeMode: 'Filesystem' } }],
  ['a volume', make('PersistentVolume', { spec: volume }), { spec: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem', hostPath: { path: '/data', type: '' } } }],
  ['a storage class', make('StorageClass', { provisioner: 'a/b' }), { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }],
  ['a policy', make('NetworkPolicy', { spec: { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] } }), { spec: { policyTypes: ['Ingress', 'Egress'], egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }] } }],
  ['an autoscaler', make('HorizontalPodAutoscaler', { spec: { maxReplicas: 3 } }), { spec: { minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }] } }],
  ['a limit range', make('LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: '1' }, min: { memory: '1Mi' } }] } }), { spec: { limits: [{ default: { cpu: '1' }, defaultRequest: { cpu: '1', memory: '1Mi' } }] } }],
  ['a binding', make('ClusterRoleBinding', { roleRef: { kind: 'ClusterRole', name: 'r' }, subjects: [{ kind: 'User', name: 'u' }] }), { roleRef: { apiGroup: rbac }, subjects: [{ apiGroup: rbac }] }],
])('%s is filled in', (_title, object, expected) => {
  expect(fill(object)).toMatchObject(expected)
})

test.each<readonly [string, object, readonly unknown[]]>([
  ['Endpoints', { subsets: [{ addresses: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }], ports: [{ port: 80 }, { port: 443 }] }] }, ['x', '10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 1 more...']],
  ['EndpointSlice', { addressType: 'IPv4', endpoints: [], ports: [{ port: 80 }] }, ['x', 'IPv4', '80', '<unset>']],
  ['PersistentVolume', { spec: { ...volume, claimRef: { namespace: 'n', name: 'c' } }, status: { phase: 'Bound' } }, ['x', '1Gi', 'RWO', '', 'Bound', 'n/c', '', '<unset>', '', '<unset>']],
  ['PersistentVolumeClaim', { spec: { ...claim, volumeName: 'v', storageClassName: 'standard', volumeMode: 'Filesystem' }, status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] } },
    ['x', 'Bound', 'v', '1Gi', 'RWO,ROX', 'standard', '<unset>', 'Filesystem']],
  ['StorageClass', { provisioner: 'a/b', volumeBindingMode: 'Immediate' }, ['x', 'a/b', 'Delete', 'Immediate', 'false']],
  ['Ingress', { spec: { ingressClassName: 'nginx', rules: ['a', 'b', 'c', 'd'].map((host) => ({ host })), tls: [{}] }, status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } }, ['x', 'nginx', 'a,b,c + 1 more...', '1.2.3.4', '80, 443']],
  ['HorizontalPodAutoscaler', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'd' }, minReplicas: 1, maxReplicas: 3, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] } },
    ['x', 'Deployment/d', 'cpu: <unknown>/50%', '1', '3', '0']],
  ['PodDisruptionBudget', { spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 2 } }, ['x', '50%', 'N/A', 2]],
  ['PriorityClass', { value: 5, preemptionPolicy: 'Never' }, ['x', 5, false, 'Never']],
  ['ResourceQuota', { status: { hard: { pods: '2', 'limits.cpu': '1' }, used: { pods: '1', 'limits.cpu': '500m' } } }, ['x', 'pods: 1/2', 'limits.cpu: 500m/1']],
  ['RoleBinding', { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'User', name: 'u' }, { kind: 'ServiceAccount', name: 'a', namespace: 'n' }] }, ['x', 'Role/r', 'u', '', 'n/a']],
  ['ControllerRevision', { revision: 2, metadata: { name: 'x', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'd', controller: true, uid: 'u' }] } }, ['x', 'daemonset.apps/d', 2]],
])('a row of a %s', (kind, body, cells) => {
  const row = findKind(kind)?.table?.row({ ...make(kind, {}), ...body }) ?? []
  expect(row.filter((cell) => typeof cell !== 'object')).toEqual(cells)
})
