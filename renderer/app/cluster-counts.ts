import { useCalmCluster } from '../state/index.ts'

export interface ClusterCounts {
  readonly pods: number
  readonly nodes: number
  readonly namespaces: number
}

/** How many pods, nodes and namespaces there are now. */
export function useClusterCounts(): ClusterCounts {
  const pods = useCalmCluster((state) => state.replica.pods.count)
  const namespaces = useCalmCluster((state) => state.replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0).length)
  const nodes = useCalmCluster((state) => state.replica.othersIn('').get('Node')?.size ?? 0)
  return { pods, nodes, namespaces }
}
