import { useMemo } from 'react'
import { useCluster, type ClusterState } from '../state/index.ts'

export interface ClusterCounts {
  readonly pods: number
  readonly nodes: number
  readonly namespaces: number
}

export function countCluster({ replica }: ClusterState): ClusterCounts {
  let nodes = 0
  for (const object of replica.others.values()) if (object.kind === 'Node') nodes++
  return { pods: replica.pods.count, nodes, namespaces: replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0).length }
}

/** How many pods, nodes and namespaces there are now. */
export function useClusterCounts(): ClusterCounts {
  const cluster = useCluster()
  return useMemo(() => countCluster(cluster), [cluster])
}
