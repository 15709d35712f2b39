import type { Endpoints, Node, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import type { FindObject } from './find-object.ts'
import { type Listener, type NamedService, type NetworkPod, type NetworkServicePorts, type NetworkView, queryName } from './shell/index.ts'

export interface NetworkParts {
  readonly find: FindObject
  listServices(): readonly StoredObject<Service>[]
  listNodes(): readonly StoredObject<Node>[]
  /** The pod that has an address. */
  podAt(ip: string): StoredObject<Pod> | undefined
  listener(pod: StoredObject<Pod>, port: number): Listener | undefined
}

const domain = 'cluster.local'
/** Aliases of aliases that are followed: as many as CoreDNS does. */
const mostHops = 8
/** The address that every cluster of kubeadm gives its DNS. */
const nameserver = '10.96.0.10'

/** The cluster's network by look-ups: pods by their addresses, Services by cluster IP, node port and DNS name, wherever they are. */
export function createNetworkView(parts: NetworkParts): NetworkView {
  const { find, listServices, listNodes, podAt, listener } = parts
  const findStored = (namespace: string, name: string) => find('Service', namespace, name) as StoredObject<Service> | undefined

  /** Addresses and ports behind a Service's port, ready ones alone. */
  function findTargets({ metadata }: StoredObject<Service>, portName: string | undefined): readonly { readonly ip: string; readonly port: number }[] {
    const endpoints = find('Endpoints', metadata.namespace ?? '', metadata.name) as StoredObject<Endpoints> | undefined
    return (endpoints?.subsets ?? []).flatMap(({ addresses = [], ports = [] }) => {
      const port = ports.find((one) => (one.name ?? '') === (portName ?? '') && (one.protocol ?? 'TCP') === 'TCP')
      return port === undefined ? [] : addresses.map(({ ip }) => ({ ip, port: port.port }))
    })
  }

  function servedPorts(service: StoredObject<Service>): NonNullable<NonNullable<Service['spec']>['ports']> {
    return (service.spec?.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP')
  }

  function listenOnPod(ip: string, port: number): Listener | undefined {
    const pod = podAt(ip)
    return pod === undefined ? undefined : listener(pod, port)
  }

  /** A node leads its node ports to the Services' pods. */
  function listenOnNode(nodePort: number): Listener | undefined {
    for (const service of listServices()) {
      const port = servedPorts(service).find((one) => one.nodePort === nodePort)
      const [target] = port === undefined ? [] : findTargets(service, port.name)
      if (target !== undefined) return listenOnPod(target.ip, target.port)
    }
    return undefined
  }

  /** An external name is an alias: one of the cluster's own names is followed, a few times at most; of others nothing is known here. */
  function findNamed(namespace: string, name: string, hops: number): NamedService | undefined {
    const service = findStored(namespace, name)
    if (service?.spec?.type !== 'ExternalName') return service === undefined ? undefined : nameService(service)
    const target = (service.spec.externalName ?? '').replace(/\.$/, '')
    const addresses = hops === 0 ? undefined : queryName({ domain, nameserver, findService: (other, called) => findNamed(other, called, hops - 1) }, target)
    return addresses === undefined ? undefined : { addresses, hosts: {} }
  }

  function nameService(service: StoredObject<Service>): NamedService {
    const { spec, metadata } = service
    if (spec?.clusterIP !== 'None') return { addresses: spec?.clusterIP === undefined ? [] : [spec.clusterIP], hosts: {} }
    const endpoints = find('Endpoints', metadata.namespace ?? '', metadata.name) as StoredObject<Endpoints> | undefined
    const addresses = (endpoints?.subsets ?? []).flatMap((subset) => subset.addresses ?? [])
    return {
      addresses: addresses.map(({ ip }) => ip),
      hosts: Object.fromEntries(addresses.flatMap(({ hostname, ip }) => (hostname === undefined ? [] : [[hostname, ip]]))),
    }
  }

  return {
    domain,
    nameserver,
    findService: (namespace, name) => findNamed(namespace, name, mostHops),
    findServiceByIp: (ip): NetworkServicePorts | undefined => {
      const service = listServices().find(({ spec }) => spec?.clusterIP === ip)
      return service === undefined ? undefined : { ports: servedPorts(service).map(({ port, name }) => ({ port, targets: findTargets(service, name) })) }
    },
    findPod: (ip): NetworkPod | undefined => {
      if (podAt(ip) !== undefined) return { ip, listener: (port) => listenOnPod(ip, port) }
      const isNode = listNodes().some(({ status }) => status?.addresses?.some(({ type, address }) => type === 'InternalIP' && address === ip) === true)
      return isNode ? { ip, listener: listenOnNode } : undefined
    },
  }
}
