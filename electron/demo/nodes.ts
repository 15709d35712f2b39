import type { StoredObject } from '../../shared/model/index.ts'
import { formatTime, KUBERNETES_VERSION } from '../cluster/index.ts'
import type { Ground, Place } from './ground.ts'

const capacity = { cpu: '48', 'ephemeral-storage': '500Gi', memory: '192Gi', pods: '110' }
const healthy = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const

export function buildNode(ground: Ground, place: Place, created: number): StoredObject {
  const { name, zone, hostIP, podCIDR } = place
  const lastTransitionTime = formatTime(created)
  const lastHeartbeatTime = formatTime(ground.now)
  return {
    apiVersion: 'v1', kind: 'Node',
    metadata: {
      name, ...ground.stamp(created),
      labels: {
        'beta.kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'demo.48', 'topology.kubernetes.io/region': 'demo-1', 'topology.kubernetes.io/zone': zone,
      },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [{ type: 'InternalIP', address: hostIP }, { type: 'Hostname', address: name }],
      allocatable: capacity, capacity,
      conditions: healthy.map(([type, status, reason, message]) => ({ type, status, reason, message, lastHeartbeatTime, lastTransitionTime })),
      nodeInfo: {
        architecture: 'amd64', operatingSystem: 'linux', osImage: 'Simulated', kernelVersion: '6.8.0', containerRuntimeVersion: 'containerd://2.0.0',
        kubeletVersion: KUBERNETES_VERSION, kubeProxyVersion: KUBERNETES_VERSION, bootID: '', machineID: name, systemUUID: '',
      },
    },
  }
}
