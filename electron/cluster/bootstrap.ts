import type { KubeObject } from '../../shared/model/index.ts'
import { systemPriorities } from '../registry/index.ts'
import type { ClusterTransaction } from './types.ts'
import { formatTime } from './time.ts'

/** The Kubernetes version that the cluster behaves as. */
export const KUBERNETES_VERSION = 'v1.32.4'

const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease']
/** Nodes of a cluster that is not asked for another number. */
export const defaultNodes = 3
const capacity = { cpu: '64', 'ephemeral-storage': '1000Gi', memory: '256Gi', pods: '50000' }

const criticalUse: Readonly<Record<string, string>> = {
  'system-cluster-critical': 'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  'system-node-critical': 'Used for system critical pods that must not be moved from their current node.',
}

/** What every cluster begins with, and its nodes. */
export function bootstrap(tx: ClusterTransaction, nodes: number): void {
  for (const name of namespaces) tx.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  for (const [name, value] of Object.entries(systemPriorities)) {
    tx.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, description: criticalUse[name] })
  }
  tx.create({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer',
  })
  for (let number = 1; number <= nodes; number++) {
    tx.create(describeNode(`node-${number}`, placeNode(number), placePods(number, nodes), formatTime(tx.now())))
  }
  tx.create(apiServerService)
}

/** The Service by which pods find the API server. */
export const apiServerService: KubeObject = {
  apiVersion: 'v1', kind: 'Service',
  metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }] },
}

function placeNode(number: number): string {
  return `192.168.${64 + ((number + 10) >> 8)}.${(number + 10) & 255}`
}

/** A pod network of the node's own: of a few nodes wide enough for tens of thousands of pods, of many as wide as there is room for. */
function placePods(number: number, nodes: number): string {
  if (nodes <= 12) return `10.${243 + number}.0.0/16`
  const first = 10 * 2 ** 24 + 100 * 2 ** 16 + (number - 1) * 2 ** 12
  return `${first >>> 24}.${(first >> 16) & 255}.${(first >> 8) & 255}.0/20`
}

function describeNode(name: string, address: string, podCIDR: string, now: string): KubeObject {
  const condition = (type: string, status: string, reason: string, message: string) => ({ type, status, reason, message, lastHeartbeatTime: now, lastTransitionTime: now })
  return {
    apiVersion: 'v1', kind: 'Node',
    metadata: {
      name,
      labels: { 'beta.kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [{ type: 'InternalIP', address }, { type: 'Hostname', address: name }],
      allocatable: capacity,
      capacity,
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        architecture: 'amd64', operatingSystem: 'linux', osImage: 'Simulated', kernelVersion: '6.8.0', containerRuntimeVersion: 'containerd://2.0.0',
        kubeletVersion: KUBERNETES_VERSION, kubeProxyVersion: KUBERNETES_VERSION, bootID: '', machineID: name, systemUUID: '',
      },
    },
  }
}
