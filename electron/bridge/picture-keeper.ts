import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
import type { Cluster, StoreEvent } from '../cluster/index.ts'
import { isShown, packWhole } from './batches.ts'
import { writePicture } from './picture-file.ts'
import { watchSince } from './watch-since.ts'

/** Looks so often (ms) whether there is something new to keep. */
const LOOK_MS = 10_000
/** For each millisecond that it took, so many pass before the picture is written again. */
const REST = 200

export interface PictureKeeper {
  /** Writes what has changed since and ends. */
  end(): Promise<void>
}

/**
 * Keeps the picture of the cluster in a file, so that the next window shows it while the cluster is still being opened. What the file
 * holds may be older than the cluster, or missing: nothing but the first picture comes from it. `writtenAt` is the revision of what it holds.
 */
export function keepPicture(cluster: Cluster, file: string, writtenAt: number | undefined): PictureKeeper {
  const watching = new AbortController()
  let changed = false
  let writing: Promise<void> | undefined
  const look = (events: readonly StoreEvent[]) => {
    // Nodes say every few seconds that they are well: that alone is no reason.
    changed ||= events.some(({ object: { kind } }) => isShown(kind) && kind !== 'Lease')
  }
  if (writtenAt === undefined || !watchSince(cluster, writtenAt, look, watching.signal)) {
    changed = true
    cluster.watch(cluster.revision, look, watching.signal)
  }

  async function* slices(): AsyncGenerator<PackedBatch> {
    for (const batch of packWhole(createBatchPacker(), cluster.snapshot(), cluster.clock.now())) {
      yield batch
      if (cluster.pace.isOver()) await cluster.pace.turn()
    }
  }

  async function write(): Promise<void> {
    if (!changed) return
    changed = false
    try {
      await writePicture(file, slices())
    } catch {
      // The disk may be full. The next start does without.
      changed = true
    }
  }

  async function writeAgain(): Promise<void> {
    const began = performance.now()
    await write()
    if (!watching.signal.aborted) wait(Math.max(LOOK_MS, REST * (performance.now() - began)))
  }

  let timer: NodeJS.Timeout | undefined
  function wait(ms: number): void {
    timer = setTimeout(() => { writing = writeAgain() }, ms).unref()
  }
  wait(LOOK_MS)

  return {
    end: async () => {
      clearTimeout(timer)
      watching.abort()
      await writing
      await write()
    },
  }
}
