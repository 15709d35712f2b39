import type { Pod } from '../../shared/model/index.ts'

/** Gives pods addresses of their nodes' networks, going round so that an address just freed is not at once another pod's. */
export interface Addresses {
  /** Undefined when the network is full, or is none. */
  take(podCIDR: string): string | undefined
  keep(pod: Pod): void
  free(address: string): void
}

/** The first address of a network is its gateway's. */
const firstHost = 2

export function createAddresses(): Addresses {
  const used = new Set<string>()
  const networks = new Map<string, Network>()

  function networkOf(podCIDR: string): Network | undefined {
    const known = networks.get(podCIDR)
    if (known !== undefined) return known
    const network = parseNetwork(podCIDR)
    if (network !== undefined) networks.set(podCIDR, network)
    return network
  }

  return {
    take: (podCIDR) => {
      const network = networkOf(podCIDR)
      if (network === undefined) return undefined
      const start = network.next
      const hosts = network.size - firstHost - 1
      for (let step = 0; step < hosts; step++) {
        const host = firstHost + ((start - firstHost + step) % hosts)
        const address = formatAddress(network.base + host)
        if (used.has(address)) continue
        used.add(address)
        network.next = host + 1
        return address
      }
      return undefined
    },
    keep: (pod) => {
      if (pod.status?.podIP !== undefined) used.add(pod.status.podIP)
    },
    free: (address) => {
      used.delete(address)
    },
  }
}

interface Network {
  readonly base: number
  readonly size: number
  /** The host to try next. */
  next: number
}

function parseNetwork(cidr: string): Network | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr)
  if (match === null) return undefined
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map(Number)
  const size = 2 ** (32 - bits)
  const address = ((a * 256 + b) * 256 + c) * 256 + d
  return size <= firstHost + 1 ? undefined : { base: address - (address % size), size, next: firstHost }
}

function formatAddress(address: number): string {
  return `${Math.floor(address / 2 ** 24) % 256}.${Math.floor(address / 2 ** 16) % 256}.${Math.floor(address / 2 ** 8) % 256}.${address % 256}`
}
