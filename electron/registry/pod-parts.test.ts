import { expect, test } from 'vitest'
import { formatFieldError, type KubeObject } from '../../shared/model/index.ts'
import { findKind } from './index.ts'

function pod(container: object, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec: { containers: [{ name: 'a', image: 'nginx', ...container }], ...spec } }
}

function problems(object: KubeObject): readonly string[] {
  const kind = findKind(object.kind)
  return kind === undefined ? [] : kind.validate(kind.withDefaults(object)).map(formatFieldError)
}

test.each<readonly [string, KubeObject, readonly string[]]>([
  ['two containers on one port of the node', pod({}, { containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 80, hostPort: 80 }] }, { name: 'b', image: 'x', ports: [{ containerPort: 81, hostPort: 80 }] }] }),
    ['spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"']],
  ['another port on the node\'s network', pod({ ports: [{ containerPort: 80, hostPort: 81 }] }, { hostNetwork: true }), ['spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true']],
  ['a variable from nowhere', pod({ env: [{ name: 'A', valueFrom: {} }] }), ['spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`']],
  ['a variable given twice over', pod({ env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }), ['spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty']],
  ['a variable from no key', pod({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c' } } }] }), ['spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Required value']],
  ['a variable from a field that is none', pod({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.color' } } }] }), ['spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.color": error converting fieldPath: field label not supported: spec.color']],
  ['a variable whose name has a sign', pod({ env: [{ name: 'A=B', value: '' }] }), ['spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than \'=\'']],
  ['a probe that asks nothing', pod({ livenessProbe: {} }), ['spec.containers[0].livenessProbe: Required value: must specify a handler type']],
  ['a probe that asks twice', pod({ readinessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }), ['spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type']],
  ['a probe without a port', pod({ startupProbe: { httpGet: { path: '/' } } }), ['spec.containers[0].startupProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive']],
  ['liveness must succeed once', pod({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }), ['spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1']],
  ['a probe of a container that runs once', pod({}, { initContainers: [{ name: 'i', image: 'x', readinessProbe: { tcpSocket: { port: 80 } } }] }), ['spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always']],
  ['a sidecar may be probed', pod({}, { initContainers: [{ name: 'i', image: 'x', restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } }] }), []],
  ['a sidecar that ends', pod({}, { initContainers: [{ name: 'i', image: 'x', restartPolicy: 'Never' }] }), ['spec.initContainers[0].restartPolicy: Unsupported value: "Never": supported values: "Always"']],
  ['a container\'s own restart policy', pod({ restartPolicy: 'Always' }), ['spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers']],
  ['an init container of a container\'s name', pod({}, { initContainers: [{ name: 'a', image: 'x' }] }), ['spec.initContainers[0].name: Duplicate value: "a"']],
  ['an ephemeral container', pod({}, { ephemeralContainers: [{ name: 'e', image: 'busybox', targetContainerName: 'a', stdin: true, tty: true }] }), []],
  ['an ephemeral container of a name that is taken, for nobody', pod({}, { ephemeralContainers: [{ name: 'a', image: 'x', targetContainerName: 'b' }] }),
    ['spec.ephemeralContainers[0].name: Duplicate value: "a"', 'spec.ephemeralContainers[0].targetContainerName: Not found: "b"']],
  ['an ephemeral container with what others are relied upon for', pod({}, {
    volumes: [{ name: 'v' }],
    ephemeralContainers: [{ name: 'e', image: 'x', ports: [{ containerPort: 80 }], resources: { limits: { cpu: '1' } }, livenessProbe: { tcpSocket: { port: 80 } }, volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 's' }] }],
  }), ['ports', 'resources', 'livenessProbe', 'volumeMounts[0].subPath'].map((field) => `spec.ephemeralContainers[0].${field}: Forbidden: cannot be set for an Ephemeral Container`)],
  ['a volume of two sources', pod({}, { volumes: [{ name: 'v', emptyDir: {}, configMap: { name: 'c' } }] }), ['spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type']],
  ['a path up and out', pod({}, { volumes: [{ name: 'v', hostPath: { path: '/a/../b' } }] }), ["spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'"]],
  ['two volumes of a name', pod({}, { volumes: [{ name: 'v' }, { name: 'v' }] }), ['spec.volumes[1].name: Duplicate value: "v"']],
  ['a volume of no claim', pod({}, { volumes: [{ name: 'v', persistentVolumeClaim: {} }] }), ['spec.volumes[0].persistentVolumeClaim.claimName: Required value']],
  ['a toleration of everything for a value', pod({}, { tolerations: [{ value: 'x' }] }), ['spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"']],
  ['a toleration for some seconds of what evicts nobody', pod({}, { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] }), ["spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set"]],
  ['an affinity without a topology', pod({}, { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } } }), ['spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty']],
  ['a spread of nothing', pod({}, { topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] }), ['spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero']],
  ['a resource that is none', pod({ resources: { requests: { cores: '1' } } }), ['spec.containers[0].resources.requests[cores]: Invalid value: "cores": must be a standard resource type or fully qualified', 'spec.containers[0].resources.requests[cores]: Invalid value: "cores": must be a standard resource for containers']],
])('%s', (_title, object, expected) => {
  expect(problems(object)).toEqual(expected)
})

test('the parts of a pod are filled in', () => {
  const kind = findKind('Pod')
  const filled = kind?.withDefaults(pod(
    { livenessProbe: { httpGet: { port: 80 } }, resources: { limits: { cpu: '1' } }, env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
    { volumes: [{ name: 'e' }, { name: 'c', configMap: { name: 'c' } }, { name: 'h', hostPath: { path: '/x' } }] },
  ))
  expect(filled?.['spec']).toMatchObject({
    containers: [{
      livenessProbe: { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1, httpGet: { path: '/', port: 80, scheme: 'HTTP' } },
      resources: { limits: { cpu: '1' }, requests: { cpu: '1' } }, env: [{ valueFrom: { fieldRef: { apiVersion: 'v1' } } }],
    }],
    volumes: [{ emptyDir: {} }, { configMap: { defaultMode: 420 } }, { hostPath: { type: '' } }],
  })
})
