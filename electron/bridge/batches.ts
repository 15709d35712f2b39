import { createBatchPacker, type BatchPacker } from '../../shared/ipc/pack-batch.ts'
import { listUids, type PackedBatch } from '../../shared/ipc/packed-batch.ts'
import type { StoredObject } from '../../shared/model/index.ts'
import type { Cluster, ObjectList, StoreEvent } from '../cluster/index.ts'
import { type Changes, createChanges, isShown } from './changes.ts'
import type { KeptPicture } from './picture-bytes.ts'
import { summarise } from './summary.ts'
import { watchSince } from './watch-since.ts'

/** How long changes are gathered before they are sent: one frame of the window. */
const FRAME_MS = 16

/** Most objects of a batch, so that neither side is busy with one for longer than a frame or two. */
const SLICE = 1_000

/** So many batches may be on their way to a window that has not taken them yet: what changes then is folded until it has. */
const MOST_AWAY = 2

/** The whole cluster in slices, each made when it is asked for. */
export function* packWhole(pack: BatchPacker, { items, revision }: ObjectList, now: number): Generator<PackedBatch> {
  const whole = items.filter((item) => isShown(item.kind))
  for (let from = 0; from === 0 || from < whole.length; from += SLICE) {
    const changed = whole.slice(from, from + SLICE).map(summarise)
    yield pack({ revision, now, reset: from === 0, changed, removed: [] }, from + SLICE < whole.length)
  }
}

/** A slice of what has changed, which is taken out. */
export function packChanges(pack: BatchPacker, changes: Changes, revision: number, now: number): PackedBatch {
  const { changed, removed } = changes.take(SLICE)
  return pack({ revision, now, reset: false, changed: changed.map(summarise), removed }, false)
}

/** What the cluster has otherwise than a picture of an earlier revision. */
function compare({ items }: ObjectList, { revision, batches }: KeptPicture): { readonly changed: readonly StoredObject[]; readonly removed: readonly string[] } {
  const there = new Set(items.map((item) => item.metadata.uid))
  return {
    changed: items.filter((item) => isShown(item.kind) && Number(item.metadata.resourceVersion) > revision),
    removed: batches.flatMap(listUids).filter((uid) => !there.has(uid)),
  }
}

/**
 * Sends the whole cluster in slices, then its changes: those of one frame in one batch, each object once, in its last state. What is
 * more than a slice waits for the next frame, and all of it for a window that is behind. Ends when `signal` aborts. Returns what is to
 * be told how many batches of changes the window has taken. When the window was shown `kept` before, all it is sent is what the cluster has otherwise.
 */
export function sendBatches(cluster: Cluster, send: (batch: PackedBatch) => void, signal: AbortSignal, kept?: KeptPicture): (batches: number) => void {
  const pack = createBatchPacker()
  const changes = createChanges()
  let last = cluster.revision
  let ready = false
  let timer: NodeJS.Timeout | null = null
  let away = 0
  let isBehind = false

  const flush = () => {
    timer = null
    isBehind = away === MOST_AWAY
    if (isBehind) return
    away++
    send(packChanges(pack, changes, last, cluster.clock.now()))
    if (changes.size > 0) flushSoon()
  }
  const flushSoon = () => {
    timer ??= setTimeout(flush, FRAME_MS)
  }
  const taken = (batches: number) => {
    away = Math.max(0, away - batches)
    if (isBehind && !signal.aborted) flush()
  }

  const hear = (events: readonly StoreEvent[]) => {
    events.forEach(changes.fold)
    last = events.at(-1)?.revision ?? last
    if (ready) flushSoon()
  }

  /** Whether the changes since the picture are at hand. */
  const catchUp = (picture: KeptPicture): boolean => {
    // A picture of a later revision is another cluster's.
    if (picture.revision > cluster.revision) return false
    if (watchSince(cluster, picture.revision, hear, signal)) return true
    const snapshot = cluster.snapshot()
    const difference = compare(snapshot, picture)
    difference.changed.forEach(changes.put)
    difference.removed.forEach(changes.drop)
    cluster.watch(snapshot.revision, hear, signal)
    return true
  }

  const sendWhole = () => {
    const snapshot = cluster.snapshot()
    const whole = packWhole(pack, snapshot, cluster.clock.now())
    cluster.watch(snapshot.revision, hear, signal)
    const sendNext = () => {
      if (signal.aborted) return
      const { value: batch } = whole.next() as IteratorYieldResult<PackedBatch>
      send(batch)
      if (batch.more) {
        setImmediate(sendNext)
        return
      }
      ready = true
      if (last !== snapshot.revision) flushSoon()
    }
    sendNext()
  }

  signal.addEventListener('abort', () => {
    if (timer !== null) clearTimeout(timer)
  }, { once: true })
  if (kept === undefined || !catchUp(kept)) {
    sendWhole()
    return taken
  }
  ready = true
  flush()
  return taken
}

/** Sends a picture that was kept, in slices, unless `signal` aborts. */
export async function sendPicture({ batches }: KeptPicture, send: (batch: PackedBatch) => void, signal: AbortSignal): Promise<void> {
  for (const batch of batches) {
    if (signal.aborted) return
    send(batch)
    await new Promise(setImmediate)
  }
}
