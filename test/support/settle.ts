import type { Cluster } from '../../electron/cluster/index.ts'

/** Waits until nothing changes any more while the clock stands. */
export async function settle(cluster: Cluster): Promise<void> {
  for (let quiet = 0, last = -1; quiet < 3; quiet = cluster.revision === last ? quiet + 1 : 0) {
    last = cluster.revision
    // What is being written is done when an empty transaction after it is.
    await cluster.transact(() => {})
    await new Promise(setImmediate)
  }
}
