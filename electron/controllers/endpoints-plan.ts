import type { EndpointSlice, Endpoints, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { compareBytes } from '../../shared/model/index.ts'
import { isEnded, isReady, type StoredPod } from './pods.ts'

export type StoredService = StoredObject<Service>
type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number]
type Subset = NonNullable<Endpoints['subsets']>[number]
type EndpointAddress = NonNullable<Subset['addresses']>[number]
export type SliceEndpoint = EndpointSlice['endpoints'][number]
export type SlicePort = NonNullable<EndpointSlice['ports']>[number]

/** Addresses that an Endpoints object holds at most; the rest is cut off and marked so. */
const mostAddresses = 1000

/** The number of the pod's port that a Service's port leads to; undefined for a name that no container gives. */
export function findPort(pod: Pod, { targetPort, port, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof targetPort === 'number') return targetPort
  if (targetPort === undefined || targetPort === '') return port
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? []).filter((one) => one.restartPolicy === 'Always')]
  return containers.flatMap((container) => container.ports ?? []).find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol)?.containerPort
}

/** The Endpoints subsets of a Service: its pods by address, those not ready apart. Pods that are going are left out. */
export function planSubsets(service: StoredService, pods: readonly StoredPod[]): { readonly subsets: readonly Subset[]; readonly truncated: boolean } {
  const groups = new Map<string, { readonly ports: NonNullable<Subset['ports']>; readonly ready: EndpointAddress[]; readonly unready: EndpointAddress[] }>()
  let count = 0
  for (const pod of byAddress(pods).filter((one) => one.metadata.deletionTimestamp === undefined)) {
    if (count === mostAddresses) break
    const ports = portsFor(service, pod).map(({ port, number }) => ({ ...named(port.name), port: number, protocol: port.protocol ?? 'TCP', ...appProtocol(port) }))
    if (ports.length === 0 && !isPortless(service)) continue
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? { ports, ready: [], unready: [] }
    groups.set(key, group)
    const list = isReady(pod) || publishesAll(service) ? group.ready : group.unready
    list.push(addressOf(service, pod))
    count += 1
  }
  const subsets = [...groups.values()].map(({ ports, ready, unready }) => ({
    ...(ready.length === 0 ? {} : { addresses: ready }),
    ...(unready.length === 0 ? {} : { notReadyAddresses: unready }),
    ...(ports.length === 0 ? {} : { ports: ports.toSorted((a, b) => compareBytes(a.name ?? '', b.name ?? '') || a.port - b.port) }),
  }))
  return { subsets, truncated: count === mostAddresses && pods.length > count }
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined || name === '' ? {} : { name }
}

function appProtocol(port: ServicePort): { readonly appProtocol?: string } {
  return port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }
}

function addressOf(service: StoredService, pod: StoredPod): EndpointAddress {
  const { nodeName } = pod.spec ?? {}
  return { ip: pod.status?.podIP ?? '', ...hostnameOf(service, pod), ...(nodeName === undefined ? {} : { nodeName }), targetRef: refer(pod) }
}

function refer(pod: StoredPod): { readonly kind: string; readonly name: string; readonly namespace: string; readonly uid: string } {
  return { kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace ?? '', uid: pod.metadata.uid }
}

/** A pod of a headless Service that names it as its subdomain has a DNS name of its own. */
function hostnameOf(service: StoredService, pod: StoredPod): { readonly hostname?: string } {
  const { hostname, subdomain } = pod.spec ?? {}
  return hostname && subdomain === service.metadata.name && isHeadless(service) ? { hostname } : {}
}

function portsFor(service: StoredService, pod: StoredPod): readonly { readonly port: ServicePort; readonly number: number }[] {
  return (service.spec?.ports ?? []).flatMap((port) => {
    const number = findPort(pod, port)
    return number === undefined ? [] : [{ port, number }]
  })
}

/** Pods that have an address and are not over, by address. */
export function byAddress(pods: readonly StoredPod[]): readonly StoredPod[] {
  return pods.filter((pod) => pod.status?.podIP !== undefined && !isEnded(pod)).toSorted((a, b) => compareBytes(a.status?.podIP ?? '', b.status?.podIP ?? '') || compareBytes(a.metadata.uid, b.metadata.uid))
}

export function isHeadless({ spec }: Service): boolean {
  return spec?.clusterIP === 'None'
}

function isPortless(service: StoredService): boolean {
  return isHeadless(service) && (service.spec?.ports ?? []).length === 0
}

function publishesAll({ spec }: Service): boolean {
  return spec?.publishNotReadyAddresses === true
}

/** A group of endpoints that have the same ports. */
export interface SliceGroup {
  readonly ports: readonly SlicePort[]
  readonly endpoints: readonly SliceEndpoint[]
}

/** The endpoints of a Service's slices: pods that are going are told of as terminating. `zoneOf` gives a node's zone. */
export function planSliceGroups(service: StoredService, pods: readonly StoredPod[], zoneOf: (node: string) => string | undefined): readonly SliceGroup[] {
  const groups = new Map<string, { readonly ports: readonly SlicePort[]; readonly endpoints: SliceEndpoint[] }>()
  for (const pod of byAddress(pods)) {
    const found = portsFor(service, pod)
    if (found.length === 0 && !isPortless(service)) continue
    const ports = found.map(({ port, number }) => ({ name: port.name ?? '', port: number, protocol: port.protocol ?? 'TCP', ...appProtocol(port) }))
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? { ports, endpoints: [] }
    groups.set(key, group)
    group.endpoints.push(describeEndpoint(service, pod, zoneOf))
  }
  return [...groups.values()]
}

function describeEndpoint(service: StoredService, pod: StoredPod, zoneOf: (node: string) => string | undefined): SliceEndpoint {
  const serving = isReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const { nodeName } = pod.spec ?? {}
  const zone = nodeName === undefined ? undefined : zoneOf(nodeName)
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready: publishesAll(service) || (serving && !terminating), serving, terminating },
    ...hostnameOf(service, pod),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: refer(pod),
    ...(zone === undefined ? {} : { zone }),
  }
}

/** Endpoints that one slice holds at most. */
const sliceSize = 100

export interface SlicePlan {
  readonly keep: readonly { readonly slice: StoredObject<EndpointSlice>; readonly endpoints: readonly SliceEndpoint[] }[]
  readonly create: readonly SliceGroup[]
  readonly remove: readonly StoredObject<EndpointSlice>[]
}

/** Files endpoints in slices of a hundred, each staying in the slice that it is in. */
export function planSlices(groups: readonly SliceGroup[], slices: readonly StoredObject<EndpointSlice>[]): SlicePlan {
  const keep: { slice: StoredObject<EndpointSlice>; endpoints: SliceEndpoint[] }[] = []
  const create: SliceGroup[] = []
  const used = new Set<StoredObject<EndpointSlice>>()
  for (const { ports, endpoints } of groups) {
    const left = new Map(endpoints.map((endpoint) => [endpoint.targetRef?.uid ?? '', endpoint]))
    const key = JSON.stringify(ports)
    const mine = slices.filter((slice) => JSON.stringify(slice.ports ?? []) === key).map((slice) => {
      used.add(slice)
      const kept = slice.endpoints.flatMap((endpoint) => {
        const now = left.get(endpoint.targetRef?.uid ?? '')
        left.delete(endpoint.targetRef?.uid ?? '')
        return now === undefined ? [] : [now]
      })
      return { slice, endpoints: kept }
    })
    const rest = [...left.values()]
    for (const one of mine) one.endpoints.push(...rest.splice(0, sliceSize - one.endpoints.length))
    keep.push(...mine.filter((one) => one.endpoints.length > 0))
    for (const one of mine) if (one.endpoints.length === 0) used.delete(one.slice)
    while (rest.length > 0) create.push({ ports, endpoints: rest.splice(0, sliceSize) })
  }
  return { keep, create, remove: slices.filter((slice) => !used.has(slice)) }
}
