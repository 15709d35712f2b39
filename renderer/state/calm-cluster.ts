import { useSyncExternalStore } from 'react'
import { calmly } from './calm.ts'
import { useCluster, type ClusterState } from './cluster-store.ts'

/** Tells calmly that the cluster changed. Returns what ends it. */
export const followCalmly = calmly((hear) => useCluster.subscribe(hear))

/**
 * A part of the cluster, told calmly: while thousands of changes come, words need not be set in every frame. Whoever is drawn in
 * between for another reason sees what is true then.
 */
export function useCalmCluster<Part>(pick: (state: ClusterState) => Part): Part {
  return useSyncExternalStore(followCalmly, () => pick(useCluster.getState()))
}
