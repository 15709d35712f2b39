import type { Random } from '../../cluster/index.ts'
import { type Connection, connectTo, type Listener } from './connection.ts'
import { isAddress, lookUp, type NamesView } from './names.ts'

export interface NetworkPod {
  readonly ip: string
  /** What listens on a port of the pod, whichever of its containers does. */
  listener(port: number): Listener | undefined
}

/** The cluster's network as it is now. Namespaces do not appear in it: they isolate nothing. */
export interface NetworkView extends NamesView {
  findPod(ip: string): NetworkPod | undefined
  findServiceByIp(ip: string): NetworkServicePorts | undefined
}

export interface NetworkServicePorts {
  /** The ports of the Service, each with the ready pods behind it. */
  readonly ports: readonly { readonly port: number; readonly targets: readonly { readonly ip: string; readonly port: number }[] }[]
}

export type Dialled =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'refused' }
  /** No route to the host. */
  | { readonly kind: 'unreachable' }
  /** Nothing ever answers: a Service's address on a port that it does not have. */
  | { readonly kind: 'silent' }

/** The network as one pod sees it. */
export interface Network {
  readonly nameserver: string
  /** Addresses of a host name by the pod's search list, with the full name that answered; undefined when there is none. */
  resolve(name: string): { readonly name: string; readonly addresses: readonly string[] } | undefined
  dial(address: string, port: number): Dialled
}

/** What a pod reaches: itself, any pod's address, any Service. Never anything outside the cluster. */
export function createNetwork(view: NetworkView, pod: { readonly namespace: string; readonly hostname: string; readonly ip: string }, random: Random): Network {
  let dialled = 0

  const dialPod = (ip: string, port: number): Dialled => {
    const reached = view.findPod(ip)
    if (reached === undefined) return { kind: 'unreachable' }
    const listener = reached.listener(port)
    return listener === undefined ? { kind: 'refused' } : { kind: 'connected', connection: connectTo(listener, pod.ip) }
  }
  return {
    nameserver: view.nameserver,
    resolve: (name) => {
      if (isAddress(name)) return { name, addresses: [name] }
      if (name === 'localhost') return { name, addresses: ['127.0.0.1'] }
      if (name === pod.hostname) return { name, addresses: [pod.ip] }
      return lookUp(view, pod.namespace, name)
    },
    dial: (address, port) => {
      if (address.startsWith('127.') || address === pod.ip) return dialPod(pod.ip, port)
      const service = view.findServiceByIp(address)
      if (service === undefined) return dialPod(address, port)
      const served = service.ports.find((candidate) => candidate.port === port)
      if (served === undefined) return { kind: 'silent' }
      // kube-proxy rejects what has no endpoint, and picks by chance otherwise
      const target = served.targets[random.draw('endpoint', pod.ip, dialled++) % Math.max(1, served.targets.length)]
      return target === undefined ? { kind: 'refused' } : dialPod(target.ip, target.port)
    },
  }
}
