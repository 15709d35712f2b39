import { useMemo } from 'react'
import { useCluster, type Replica } from '../state/index.ts'

export interface ClusterCounts {
  readonly pods: number
  readonly nodes: number
  readonly namespaces: number
}

function countNodes({ others }: Replica): number {
  let nodes = 0
  for (const object of others.values()) if (object.kind === 'Node') nodes++
  return nodes
}

/** How many pods, nodes and namespaces there are now. */
export function useClusterCounts(): ClusterCounts {
  const replica = useCluster((state) => state.replica)
  const pods = useCluster((state) => state.replica.pods.count)
  const namespaces = useCluster((state) => state.replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0).length)
  const turnover = useCluster((state) => state.replica.othersTurnover)
  // oxlint-disable-next-line react/exhaustive-deps -- the replica is one object for ever
  const nodes = useMemo(() => countNodes(replica), [replica, turnover])
  return { pods, nodes, namespaces }
}
