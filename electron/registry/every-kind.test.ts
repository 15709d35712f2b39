import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatFieldError, type KubeObject } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { equalJson, findKind, type Kind, kinds, readObject } from './index.ts'

const template = {
  metadata: { labels: { app: 'a' }, annotations: { note: 'x' } },
  spec: {
    nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'a', operator: 'Exists' }],
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b' } } }] } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
    volumes: [{ name: 'v', configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } }, { name: 'h', hostPath: { path: '/x' } }],
    initContainers: [{ name: 'i', image: 'x', restartPolicy: 'Always' }],
    containers: [{
      name: 'a', image: 'x', ports: [{ containerPort: 1, hostPort: 1 }], env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
      envFrom: [{ configMapRef: { name: 'c' } }], volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 's' }],
      livenessProbe: { httpGet: { port: 80 } }, lifecycle: { preStop: { exec: { command: ['x'] } } }, resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
    }],
  },
}
const once = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } }
const selector = { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] }
const schema = { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer', default: 1 } } } } }

/** A whole object of each kind, but for its names. */
const bodies: Readonly<Record<string, object>> = {
  ConfigMap: { data: { a: 'b' } },
  ControllerRevision: { revision: 1, data: { a: 1 } },
  CronJob: { spec: { schedule: '*/5 * * * *', timeZone: 'Etc/UTC', jobTemplate: { spec: { template: once } } } },
  ClusterRole: { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }], aggregationRule: { clusterRoleSelectors: [selector] } },
  ClusterRoleBinding: { roleRef: { kind: 'ClusterRole', name: 'r' }, subjects: [{ kind: 'User', name: 'u' }] },
  CustomResourceDefinition: {
    spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }] },
  },
  DaemonSet: { spec: { selector, template, updateStrategy: { rollingUpdate: { maxUnavailable: 1 } } } },
  Deployment: { spec: { selector, template, strategy: { rollingUpdate: { maxSurge: 1 } } } },
  EndpointSlice: { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 80 }] },
  Endpoints: { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] },
  Event: { involvedObject: { name: 'x', kind: 'Pod' }, lastTimestamp: '2025-01-01T00:00:00Z' },
  HorizontalPodAutoscaler: {
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'd' }, maxReplicas: 3, behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 15 }] } }, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] },
  },
  Ingress: { spec: { rules: [{ host: 'a.b', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } } }] } }], tls: [{ hosts: ['a.b'] }] } },
  IngressClass: { spec: { controller: 'example.com/c', parameters: { kind: 'K', name: 'n' } } },
  Job: { spec: { template: once, backoffLimit: 1 } },
  Lease: { spec: { leaseDurationSeconds: 1 } },
  LimitRange: { spec: { limits: [{ type: 'Container', max: { cpu: '1' }, min: { cpu: '100m' }, default: { cpu: '500m' } }] } },
  NetworkPolicy: { spec: { podSelector: selector, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80 }] }], egress: [{ to: [{ podSelector: {} }] }] } },
  PersistentVolume: { spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' }, claimRef: { name: 'c', namespace: 'n' } } },
  PersistentVolumeClaim: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, selector } },
  Pod: { spec: template.spec },
  PodDisruptionBudget: { spec: { minAvailable: '50%', selector } },
  PodTemplate: { template },
  PriorityClass: { value: 1 },
  ReplicaSet: { spec: { selector, template } },
  ReplicationController: { spec: { selector: { app: 'a' }, template } },
  ResourceQuota: { spec: { hard: { pods: '1', 'requests.cpu': '1' }, scopes: ['BestEffort'] } },
  Role: { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] },
  RoleBinding: { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'ServiceAccount', name: 'u', namespace: 'n' }] },
  Secret: { data: { a: '' }, stringData: { b: 'c' } },
  Service: { spec: { ports: [{ port: 80 }], selector: { a: 'b' } } },
  StatefulSet: { spec: { selector, template, serviceName: 's', volumeClaimTemplates: [{ metadata: { name: 'v' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }] } },
  StorageClass: { provisioner: 'example.com/p', parameters: { a: 'b' } },
}

function seedOf({ apiVersion, kind, namespaced }: Kind): KubeObject {
  const name = kind === 'CustomResourceDefinition' ? 'widgets.example.com' : 'x'
  return { apiVersion, kind, metadata: { name, uid: 'u', ...(namespaced ? { namespace: 'default' } : {}) }, ...bodies[kind] }
}

function read(kind: Kind, object: KubeObject): KubeObject {
  return readObject(kind, { ...object }, 'Strict').object as unknown as KubeObject
}

/** All that is done to an object when it is written and shown. */
function handle(kind: Kind, object: KubeObject): { readonly filled: KubeObject; readonly errors: readonly string[]; readonly cells: number } {
  const filled = kind.withDefaults(object)
  const prepared = kind.prepare?.(filled, undefined) ?? filled
  const errors = [...kind.validate(prepared), ...kind.validateUpdate(prepared, prepared)].map(formatFieldError)
  const whole = { ...prepared, ...(kind.initialStatus === undefined ? {} : { status: kind.initialStatus(prepared) }) }
  return { filled, errors, cells: errors.length === 0 ? (kind.table?.row(whole) ?? []).length : 0 }
}

test.each(kinds.map((kind) => [kind.kind, kind] as const))('a %s can be read and is right; defaults given twice are given once; every column has its cell', (_name, kind) => {
  const { filled, errors, cells } = handle(kind, read(kind, seedOf(kind)))
  expect({ errors, cells, settled: equalJson(kind.withDefaults(filled), filled) })
    .toEqual({ errors: [], cells: (kind.table?.columns ?? []).length, settled: true })
})

const junk = fc.oneof(fc.constantFrom(null, '', 'x', 0, -1, 1.5, true, {}, []), fc.jsonValue({ maxDepth: 2 }))

function paths(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [[key], ...paths(item).map((path) => [key, ...path])])
}

function replaceAt(value: unknown, [step, ...rest]: readonly string[], replacement: unknown): unknown {
  if (step === undefined) return replacement
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === step ? replaceAt(item, rest, replacement) : item))
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, key === step ? replaceAt(item, rest, replacement) : item as unknown]))
}

const mutant = fc.constantFrom(...kinds).chain((kind) => {
  const seed = seedOf(kind)
  const spots = paths(seed).filter(([first]) => first !== 'kind' && first !== 'apiVersion' && first !== 'metadata')
  if (spots.length === 0) return fc.constant({ kind, object: seed })
  return fc.tuple(fc.constantFrom(...spots), junk).map(([path, value]) => ({ kind, object: replaceAt(seed, path, value) as KubeObject }))
})

test('whatever can be read of any kind is taken or refused, never a fault', () => {
  fc.assert(fc.property(mutant, ({ kind, object }) => {
    let taken: KubeObject
    try {
      taken = read(kind, object)
    } catch (error) {
      if (error instanceof StatusError) return
      throw error
    }
    handle(findKind(kind.kind) ?? kind, taken)
  }), { numRuns: 3000 })
})
