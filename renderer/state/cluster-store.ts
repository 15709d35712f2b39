import { create } from 'zustand'
import { bridge } from './bridge.ts'
import { createReplica, type Replica, type ReplicaChange } from './replica.ts'

/** The replica, and what last changed in it. The replica is one object for ever: `change` is new with each batch. */
export interface ClusterState {
  readonly replica: Replica
  readonly change: ReplicaChange
  /** Whether the first batch has come. */
  readonly known: boolean
}

export const useCluster = create<ClusterState>(() => ({
  replica: createReplica(),
  change: { reset: true, slots: [], kinds: new Set() },
  known: false,
}))

/** When the last batch was heard of, on the window's own clock. */
let heard = performance.now()

/** The cluster's time, ms since 1970: that of the last batch and what has passed since; 0 before the first. */
export function clusterNow(): number {
  const { known, replica } = useCluster.getState()
  return known ? replica.now + performance.now() - heard : 0
}

/** Starts to follow the cluster. Returns what ends it. */
export function followCluster(): () => void {
  const end = bridge.on('cluster:changed', (batch) => {
    const change = useCluster.getState().replica.apply(batch)
    heard = performance.now()
    useCluster.setState({ change, known: true })
  })
  void bridge.request('cluster:subscribe', undefined)
  return end
}
