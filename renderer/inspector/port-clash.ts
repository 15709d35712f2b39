import type { ContainerSummary } from '../../shared/ipc/contract.ts'

/** A port that several containers of one pod claim. */
export interface PortClash {
  readonly port: number
  readonly protocol: string
  readonly containers: readonly string[]
}

/** Ports that more than one container declares: a pod has one port space for all of its containers. */
export function findPortClashes(containers: readonly ContainerSummary[]): readonly PortClash[] {
  const claims = new Map<string, { port: number; protocol: string; containers: Set<string> }>()
  for (const container of containers) {
    for (const { port, protocol } of container.ports) {
      const key = `${port}/${protocol}`
      const claim = claims.get(key) ?? { port, protocol, containers: new Set() }
      claim.containers.add(container.name)
      claims.set(key, claim)
    }
  }
  return [...claims.values()].filter((claim) => claim.containers.size > 1).map((claim) => ({ ...claim, containers: [...claim.containers] }))
}
