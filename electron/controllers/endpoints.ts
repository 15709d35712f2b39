import { LAST_APPLIED, type EndpointSlice, type KubeObject, type Node, type StoredObject } from '../../shared/model/index.ts'
import { apiServerService, type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { equalJson, readSelectorMap } from '../registry/index.ts'
import { startTimedReconciler } from './alarms.ts'
import { isHeadless, planSliceGroups, planSlices, planSubsets, type StoredService } from './endpoints-plan.ts'
import { formatKey, parseKey } from './owners.ts'
import { isReady, selectPods, type StoredPod } from './pods.ts'

const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time'
const capacityAnnotation = 'endpoints.kubernetes.io/over-capacity'
const headlessLabel = 'service.kubernetes.io/headless'
const serviceLabel = 'kubernetes.io/service-name'
const managerLabel = 'endpointslice.kubernetes.io/managed-by'
const manager = 'endpointslice-controller.k8s.io'
const zoneLabel = 'topology.kubernetes.io/zone'
/** Where the API server itself listens, as far as the cluster's network goes. */
const apiServer = { address: '192.168.64.10', port: 6443 }

/** Pods that come and go within this time, milliseconds, share a write: each rewrites the whole list. */
const pause = 200

/** Keeps the Endpoints and EndpointSlices of every Service that selects pods. */
export function startEndpoints(cluster: Cluster, signal: AbortSignal): void {
  const synced = new Map<string, number>()
  startTimedReconciler(cluster, {
    keysOf,
    sync: (tx, key, wake) => {
      const next = (synced.get(key) ?? -Infinity) + pause
      if (next > tx.now()) {
        wake(next)
        return undefined
      }
      synced.set(key, tx.now())
      return sync(tx, key)
    },
  }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  switch (object.kind) {
    case 'Service': return [formatKey('Service', object)]
    case 'Endpoints': return event.type === 'DELETED' || isApiServer(object.metadata) ? [`Service/${event.namespace}/${event.name}`] : []
    case 'EndpointSlice': {
      const service = object.metadata.labels?.[serviceLabel]
      return (event.type === 'DELETED' || isApiServer(object.metadata)) && service !== undefined ? [`Service/${event.namespace}/${service}`] : []
    }
    case 'Pod': return concerns(event) ? [`namespace/${event.namespace}/`] : []
    default: return []
  }
}

/** Whether a change of a pod can change who is reached at its address. */
function concerns(event: StoreEvent): boolean {
  const pod = event.object as StoredPod
  if (event.type !== 'MODIFIED') return pod.status?.podIP !== undefined
  const before = event.previous as StoredPod
  return before.status?.podIP !== pod.status?.podIP || isReady(before) !== isReady(pod) || before.status?.phase !== pod.status?.phase
    || before.metadata.labels !== pod.metadata.labels || before.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp
}

function sync(tx: ClusterTransaction, key: string): undefined {
  const { kind, namespace, name } = parseKey(key)
  if (kind === 'namespace') {
    for (const service of tx.list('Service', namespace)) syncService(tx, service as StoredService)
    return
  }
  const service = tx.find('Service', namespace, name) as StoredService | undefined
  if (service !== undefined) syncService(tx, service)
  // The API server sees to its own Service.
  else if (isApiServer({ namespace, name })) tx.create(apiServerService)
  else if (namespace !== '') removeAll(tx, namespace, name)
}

function syncService(tx: ClusterTransaction, service: StoredService): void {
  const home = tx.find('Namespace', '', service.metadata.namespace ?? '')
  if (home === undefined || home.metadata.deletionTimestamp !== undefined || service.spec?.type === 'ExternalName') return
  if (isApiServer(service.metadata)) {
    publishApiServer(tx, service)
    return
  }
  const { selector } = service.spec ?? {}
  if (selector === undefined || Object.keys(selector).length === 0) return
  const pods = selectPods(tx.list('Pod', service.metadata.namespace) as readonly StoredPod[], readSelectorMap(selector))
  syncEndpoints(tx, service, pods)
  syncSlices(tx, service, pods)
}

function syncEndpoints(tx: ClusterTransaction, service: StoredService, pods: readonly StoredPod[]): void {
  const { name, namespace = '', labels = {}, annotations = {} } = service.metadata
  const { subsets, truncated } = planSubsets(service, pods)
  const known = tx.find('Endpoints', namespace, name)
  const inherited = { ...labels, ...(isHeadless(service) ? { [headlessLabel]: '' } : {}) }
  if (known !== undefined && equalJson(known['subsets'] ?? [], subsets) && equalJson(known.metadata.labels ?? {}, inherited)) return
  const { [LAST_APPLIED]: _applied, ...kept } = annotations
  const endpoints: KubeObject = {
    apiVersion: 'v1', kind: 'Endpoints',
    metadata: {
      ...known?.metadata, name, namespace, labels: inherited,
      annotations: { ...kept, [triggerAnnotation]: formatTime(tx.now()), ...(truncated ? { [capacityAnnotation]: 'truncated' } : {}) },
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  }
  if (known === undefined) tx.create(endpoints)
  else tx.update(endpoints)
}

function ownSlices(tx: ClusterTransaction, namespace: string, service: string): readonly StoredObject<EndpointSlice>[] {
  const all = tx.list('EndpointSlice', namespace) as StoredObject<EndpointSlice>[]
  return all.filter(({ metadata }) => metadata.labels?.[serviceLabel] === service && metadata.labels?.[managerLabel] === manager)
}

function syncSlices(tx: ClusterTransaction, service: StoredService, pods: readonly StoredPod[]): void {
  const { name, namespace = '', labels = {} } = service.metadata
  const zoneOf = (node: string) => (tx.find('Node', '', node) as StoredObject<Node> | undefined)?.metadata.labels?.[zoneLabel]
  const slices = ownSlices(tx, namespace, name)
  const groups = planSliceGroups(service, pods, zoneOf)
  // A Service that nothing is behind has one empty slice.
  const plan = planSlices(groups.length === 0 ? [] : groups, slices)
  const now = formatTime(tx.now())
  const inherited = { ...labels, [serviceLabel]: name, [managerLabel]: manager, ...(isHeadless(service) ? { [headlessLabel]: '' } : {}) }
  const build = (endpoints: readonly object[], ports: readonly object[] | null): KubeObject => ({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`, namespace, labels: inherited, annotations: { [triggerAnnotation]: now },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid: service.metadata.uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4', endpoints, ...(ports === null ? {} : { ports }),
  })
  const update = (slice: StoredObject<EndpointSlice>, endpoints: readonly object[]) => {
    if (equalJson(slice.endpoints, endpoints) && equalJson(slice.metadata.labels ?? {}, inherited)) return
    tx.update({ ...slice, metadata: { ...slice.metadata, labels: inherited, annotations: { ...slice.metadata.annotations, [triggerAnnotation]: now } }, endpoints })
  }
  for (const { slice, endpoints } of plan.keep) update(slice, endpoints)
  for (const { endpoints, ports } of plan.create) tx.create(build(endpoints, ports))
  if (groups.length > 0) {
    for (const slice of plan.remove) tx.delete(slice)
    return
  }
  const [first, ...others] = slices
  if (first === undefined) tx.create(build([], null))
  else update(first, [])
  for (const slice of others) tx.delete(slice)
}

function isApiServer({ namespace, name }: { readonly namespace?: string; readonly name?: string }): boolean {
  return namespace === apiServerService.metadata.namespace && name === apiServerService.metadata.name
}

/** The Service `kubernetes` leads to the API server, which is no pod. */
function publishApiServer(tx: ClusterTransaction, service: StoredService): void {
  const { name, namespace = '' } = service.metadata
  const port = { name: 'https', port: apiServer.port, protocol: 'TCP' }
  const endpoints = tx.find('Endpoints', namespace, name)
  put(tx, endpoints, {
    apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip: apiServer.address }], ports: [port] }],
  })
  const slice = tx.find('EndpointSlice', namespace, name)
  put(tx, slice, {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name, namespace, labels: { [serviceLabel]: name } },
    addressType: 'IPv4', endpoints: [{ addresses: [apiServer.address], conditions: { ready: true } }], ports: [port],
  })
}

/** Makes an object, or what is not metadata of the one there is, be as it should. */
function put(tx: ClusterTransaction, known: StoredObject | undefined, wanted: KubeObject): void {
  if (known === undefined) tx.create(wanted)
  else tx.update({ ...wanted, metadata: { ...known.metadata, labels: { ...known.metadata.labels, ...wanted.metadata.labels } } })
}

function removeAll(tx: ClusterTransaction, namespace: string, name: string): void {
  const endpoints = tx.find('Endpoints', namespace, name)
  if (endpoints?.metadata.annotations?.[triggerAnnotation] !== undefined) tx.delete(endpoints)
  for (const slice of ownSlices(tx, namespace, name)) tx.delete(slice)
}
