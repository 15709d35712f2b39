import { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import type { StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'
import type { StoreEvent } from '../cluster/index.ts'
import { summarise } from './summary.ts'

/** How long changes are gathered before they are sent: one frame of the window. */
const FRAME_MS = 16

/** Most objects of a batch, so that neither side is busy with one for longer than a frame or two. */
const SLICE = 1_000

/** Events tell of objects; the window asks for those of one object at a time, so they stay out of the picture's way. */
const isShown = (kind: string) => kind !== 'Event'

/** Takes out the first entries, as many as one batch may hold. */
function takeSome<Entry>(from: Iterable<Entry> & { delete(key: string): boolean }, keyOf: (entry: Entry) => string): Entry[] {
  const taken: Entry[] = []
  for (const entry of from) {
    taken.push(entry)
    from.delete(keyOf(entry))
    if (taken.length === SLICE) break
  }
  return taken
}

/**
 * Sends the whole cluster in slices, then its changes: those of one frame in one batch, each object once, in its last state. What is
 * more than a slice waits for the next frame. Ends when `signal` aborts. `sent` is called when the whole is on its way.
 */
export function sendBatches(cluster: Cluster, send: (batch: PackedBatch) => void, signal: AbortSignal, sent?: () => void): void {
  const pack = createBatchPacker()
  const { items, revision } = cluster.snapshot()
  const whole = items.filter((item) => isShown(item.kind))
  const changed = new Map<string, StoredObject>()
  const removed = new Set<string>()
  let last = revision
  let ready = false
  let timer: NodeJS.Timeout | null = null

  const flush = () => {
    timer = null
    const gone = takeSome(removed, (uid) => uid)
    const there = takeSome(changed, ([uid]) => uid)
    send(pack({ revision: last, now: cluster.clock.now(), reset: false, changed: there.map(([, object]) => summarise(object)), removed: gone }, false))
    if (changed.size > 0 || removed.size > 0) flushSoon()
  }
  const flushSoon = () => {
    timer ??= setTimeout(flush, FRAME_MS)
  }

  const fold = (event: StoreEvent) => {
    last = event.revision
    if (!isShown(event.object.kind)) return
    const { uid } = event.object.metadata
    if (event.type === 'DELETED') {
      changed.delete(uid)
      removed.add(uid)
    } else {
      removed.delete(uid)
      changed.set(uid, event.object)
    }
  }

  const sendWhole = (from: number) => {
    if (signal.aborted) return
    const to = from + SLICE
    ready = to >= whole.length
    send(pack({ revision, now: cluster.clock.now(), reset: from === 0, changed: whole.slice(from, to).map(summarise), removed: [] }, !ready))
    if (!ready) {
      setImmediate(sendWhole, to)
      return
    }
    sent?.()
    if (last !== revision) flushSoon()
  }

  cluster.watch(revision, (events) => {
    events.forEach(fold)
    if (ready) flushSoon()
  }, signal)
  signal.addEventListener('abort', () => {
    if (timer !== null) clearTimeout(timer)
  }, { once: true })
  sendWhole(0)
}
