import { useMemo } from 'react'
import { useCluster, type Replica } from '../state/index.ts'

export interface ClusterCounts {
  readonly pods: number
  readonly nodes: number
  readonly namespaces: number
}

function countCluster(replica: Replica): ClusterCounts {
  let nodes = 0
  for (const object of replica.others.values()) if (object.kind === 'Node') nodes++
  return { pods: replica.pods.count, nodes, namespaces: replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0).length }
}

/** How many pods, nodes and namespaces there are now. */
export function useClusterCounts(): ClusterCounts {
  const replica = useCluster((state) => state.replica)
  const turnover = useCluster((state) => state.replica.turnover)
  // oxlint-disable-next-line react/exhaustive-deps -- the replica is one object for ever
  return useMemo(() => countCluster(replica), [replica, turnover])
}
