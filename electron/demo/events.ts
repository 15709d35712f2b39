import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import type { Ground } from './ground.ts'
import { evictionMessage, type Fate, sayUnschedulable } from './pod-status.ts'

interface Told {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  readonly component: 'kubelet' | 'default-scheduler'
  readonly inContainer?: true
}

/** What was told last of a pod that is in trouble, within the hour that events are kept. */
export function buildEvents(ground: Ground, pod: StoredObject<Pod>, fate: Fate): readonly StoredObject[] {
  const { now, chance } = ground
  const { name, namespace = '', uid, resourceVersion } = pod.metadata
  const container = pod.spec?.containers[0]
  return listTold(fate, pod, ground.places.length).map(({ type, reason, message, component, inContainer }, place) => {
    const last = now - Math.floor(chance.draw() * 240_000)
    const first = Math.max(Date.parse(pod.metadata.creationTimestamp), last - 3_000_000)
    const host = component === 'kubelet' ? (pod.spec?.nodeName ?? '') : ''
    return {
      apiVersion: 'v1', kind: 'Event',
      metadata: { name: `${name}.${(BigInt(first) * 1_000_000n + BigInt(place)).toString(16)}`, namespace, ...ground.stamp(first) },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', name, uid, resourceVersion, namespace, ...(inContainer === true ? { fieldPath: `spec.containers{${container?.name}}` } : {}) },
      type, reason, message, count: 1 + Math.floor((last - first) / 15_000), firstTimestamp: formatTime(first), lastTimestamp: formatTime(last),
      source: { component, ...(host === '' ? {} : { host }) }, reportingComponent: component, reportingInstance: host,
    }
  })
}

function listTold(fate: Fate, { metadata, spec }: StoredObject<Pod>, nodes: number): readonly Told[] {
  const container = spec?.containers[0]
  switch (fate) {
    case 'crash': {
      const message = `Back-off restarting failed container ${container?.name} in pod ${metadata.name}_${metadata.namespace}(${metadata.uid})`
      return [{ type: 'Warning', reason: 'BackOff', message, component: 'kubelet', inContainer: true }]
    }
    case 'image': return [
      { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff', component: 'kubelet', inContainer: true },
      { type: 'Normal', reason: 'BackOff', message: `Back-off pulling image "${container?.image}"`, component: 'kubelet', inContainer: true },
    ]
    case 'unschedulable': return [{ type: 'Warning', reason: 'FailedScheduling', message: sayUnschedulable(nodes), component: 'default-scheduler' }]
    case 'evicted': return [{ type: 'Warning', reason: 'Evicted', message: evictionMessage, component: 'kubelet' }]
    default: return []
  }
}
