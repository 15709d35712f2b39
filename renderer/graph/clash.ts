import type { ContainerSummary } from '../../shared/ipc/contract.ts'

/** Two containers of a pod that ask for the same port of its one IP; by their places in the list. */
export interface Clash {
  readonly first: number
  readonly second: number
  readonly port: number
}

/** Every clash of ports among the containers of a pod: the second of the two can't bind it. */
export function findClashes(containers: readonly ContainerSummary[]): readonly Clash[] {
  const owners = new Map<string, number>()
  return containers.flatMap((container, second) => container.ports.flatMap(({ port, protocol }) => {
    const first = owners.get(`${port}/${protocol}`)
    if (first === undefined) {
      owners.set(`${port}/${protocol}`, second)
      return []
    }
    return first === second ? [] : [{ first, second, port }]
  }))
}
