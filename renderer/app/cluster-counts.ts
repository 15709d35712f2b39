import { useMemo } from 'react'
import { useCluster, type Replica } from '../state/index.ts'

export interface ClusterCounts {
  readonly pods: number
  readonly nodes: number
  readonly namespaces: number
}

export function countCluster(replica: Replica): ClusterCounts {
  let nodes = 0
  for (const object of replica.others.values()) if (object.kind === 'Node') nodes++
  return { pods: replica.pods.count, nodes, namespaces: replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0).length }
}

/** How many pods, nodes and namespaces there are now. */
export function useClusterCounts(): ClusterCounts {
  const { replica, change } = useCluster()
  // The replica is one object for ever: what changes is `change`.
  return useMemo(() => (void change, countCluster(replica)), [replica, change])
}
