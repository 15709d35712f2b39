import { create } from 'zustand'
import { createBatchUnpacker, type BatchUnpacker } from '../../shared/ipc/unpack-batch.ts'
import { bridge } from './bridge.ts'
import { createReplica, type Replica, type ReplicaChange } from './replica.ts'

/** The replica, and what last changed in it. The replica is one object for ever: `change` is new with each batch. */
export interface ClusterState {
  readonly replica: Replica
  readonly change: ReplicaChange
  /** Whether all of the first picture has come. */
  readonly known: boolean
  /** Whether the picture is the one that was kept when the program last ran, and the cluster itself is still being opened: changes wait. */
  readonly opening: boolean
}

export const useCluster = create<ClusterState>(() => ({
  replica: createReplica(),
  change: { reset: true, slots: [], kinds: new Set() },
  known: false,
  opening: false,
}))

/** When the last batch was heard of, on the window's own clock. */
let heard = performance.now()

/** The cluster's time, ms since 1970: that of the last batch and what has passed since; 0 before the first. */
export function clusterNow(): number {
  const { known, replica } = useCluster.getState()
  return known ? replica.now + performance.now() - heard : 0
}

/** A window that paints no frames, for nobody sees it, says so often (ms) that it can take more. */
const UNSEEN = 1000

/** Says in the next frame how many batches of changes have been taken, so that no more come than can be shown. */
function createTaking(): (more: number) => void {
  let batches: number | null = null
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    void bridge.request('cluster:taken', { batches: batches ?? 0 })
    batches = null
  }
  return (more) => {
    if (batches === null) {
      frame = requestAnimationFrame(tell)
      timer = setTimeout(tell, UNSEEN)
    }
    batches = (batches ?? 0) + more
  }
}

/** Starts to follow the cluster. Its first picture is shown once all slices of it are there. Returns what ends it. */
export function followCluster(): () => void {
  let unpack: BatchUnpacker | null = null
  const kinds = new Set<string>()
  const taken = createTaking()
  const end = bridge.on('cluster:changed', (packed) => {
    // What is still on its way to the page before this one is not for us: each subscription has words of its own.
    if (packed.reset) unpack = createBatchUnpacker()
    if (unpack === null) return
    const change = useCluster.getState().replica.apply(unpack(packed))
    heard = performance.now()
    if (useCluster.getState().known) {
      useCluster.setState({ change, opening: packed.kept })
      taken(1)
      return
    }
    for (const kind of change.kinds) kinds.add(kind)
    if (packed.more) return
    useCluster.setState({ change: { reset: true, slots: [], kinds }, known: true, opening: packed.kept })
    taken(0)
  })
  void bridge.request('cluster:subscribe', undefined)
  return end
}
