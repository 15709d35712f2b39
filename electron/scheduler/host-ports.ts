import type { Pod } from '../../shared/model/index.ts'

interface HostPort {
  readonly ip: string
  readonly protocol: string
  readonly port: number
}

/** The ports of its node that a pod takes. */
export function hostPortsOf(pod: Pod): readonly HostPort[] {
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? []).filter((init) => init.restartPolicy === 'Always')]
  return containers.flatMap((container) => container.ports ?? []).filter((port) => (port.hostPort ?? 0) > 0)
    .map((port) => ({ ip: port.hostIP || everywhere, protocol: port.protocol || 'TCP', port: port.hostPort ?? 0 }))
}

const everywhere = '0.0.0.0'

/** Whether a port of the one cannot be had beside the other's: the same on the same address, or on all of them. */
export function portsClash(wanted: readonly HostPort[], others: readonly Pod[]): boolean {
  if (wanted.length === 0) return false
  const taken = others.flatMap(hostPortsOf)
  return wanted.some((one) => taken.some((other) =>
    one.port === other.port && one.protocol === other.protocol && (one.ip === other.ip || one.ip === everywhere || other.ip === everywhere)))
}
