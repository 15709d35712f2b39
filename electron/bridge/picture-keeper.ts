import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
import type { Cluster, StoreEvent } from '../cluster/index.ts'
import { packChanges, packWhole } from './batches.ts'
import { createChanges, isShown } from './changes.ts'
import { addToPicture, writePicture } from './picture-file.ts'
import { watchSince } from './watch-since.ts'

/** Looks so often (ms) whether there is something new to keep. */
const LOOK_MS = 10_000
/** For each millisecond that it took, so many pass before the picture is written again. */
const REST = 200
/** So many objects are added to a picture until it is written anew. */
const MOST_ADDED = 20_000

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
  /** What the file does not hold, as far as it holds anything. */
  const changes = createChanges()
  let known = writtenAt ?? cluster.revision
  let added = 0
  let isNews = false
  let writing: Promise<void> | undefined
  const look = (events: readonly StoreEvent[]) => {
    events.forEach(changes.fold)
    known = Math.max(known, events.at(-1)?.revision ?? 0)
    // Nodes say every few seconds that they are well: that alone is no reason.
    isNews ||= events.some(({ object: { kind } }) => isShown(kind) && kind !== 'Lease')
  }
  let isBased = writtenAt !== undefined && watchSince(cluster, writtenAt, look, watching.signal)
  if (!isBased) {
    isNews = true
    cluster.watch(cluster.revision, look, watching.signal)
  }

  async function* slices(batches: Iterable<PackedBatch>): AsyncGenerator<PackedBatch> {
    for (const batch of batches) {
      yield batch
      if (cluster.pace.isOver()) await cluster.pace.turn()
    }
  }

  async function writeWhole(): Promise<void> {
    const snapshot = cluster.snapshot()
    known = snapshot.revision
    added = 0
    changes.clear()
    await writePicture(file, slices(packWhole(createBatchPacker(), snapshot, cluster.clock.now())))
  }

  async function add(): Promise<void> {
    added += changes.size
    const pack = createBatchPacker()
    const batches: PackedBatch[] = []
    while (changes.size > 0) batches.push(packChanges(pack, changes, known, cluster.clock.now()))
    await addToPicture(file, batches)
  }

  async function write(): Promise<void> {
    if (!isNews) return
    isNews = false
    try {
      await (isBased && added + changes.size <= MOST_ADDED ? add() : writeWhole())
      isBased = true
    } catch {
      // The disk may be full. The next start does without.
      isBased = false
      isNews = true
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
