import type { ContainerSummary, ObjectSummary, PodSummary } from '../../shared/ipc/contract.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { containerStatus, podStatus } from '../registry/index.ts'
import { selectorOf } from './selects.ts'

/** What the window is told of an object. */
export function summarise(object: StoredObject): ObjectSummary {
  const { uid, name, namespace = '', labels = {}, creationTimestamp, deletionTimestamp, ownerReferences } = object.metadata
  const owner = ownerReferences?.find((reference) => reference.controller === true)
  const selects = selectorOf(object)
  return {
    uid,
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace,
    name,
    labels,
    created: Date.parse(creationTimestamp),
    terminating: deletionTimestamp !== undefined,
    ...(owner === undefined ? {} : { owner: { kind: owner.kind, name: owner.name, uid: owner.uid } }),
    ...(selects === undefined ? {} : { selects }),
    ...(object.kind === 'Pod' ? { pod: summarisePod(object as StoredObject<Pod>) } : {}),
  }
}

function summarisePod(pod: Pod): PodSummary {
  const { state, status, restarts, readyContainers } = podStatus(pod)
  return {
    state,
    status,
    ip: pod.status?.podIP ?? '',
    node: pod.spec?.nodeName ?? '',
    restarts,
    readyContainers,
    containers: (pod.spec?.containers ?? []).map((container) => summariseContainer(pod, container)),
  }
}

function summariseContainer(pod: Pod, container: NonNullable<Pod['spec']>['containers'][number]): ContainerSummary {
  const status = pod.status?.containerStatuses?.find((one) => one.name === container.name)
  return {
    name: container.name,
    image: container.image ?? '',
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    status: containerStatus(status),
    ports: (container.ports ?? []).map(({ name, containerPort, protocol = 'TCP' }) => ({ ...(name === undefined ? {} : { name }), port: containerPort, protocol })),
  }
}
