import type { ClusterBatch, ObjectSummary } from '../../shared/ipc/contract.ts'
import type { Cluster } from '../cluster/index.ts'
import type { StoreEvent } from '../cluster/index.ts'
import { summarise } from './summary.ts'

/** How long changes are gathered before they are sent: one frame of the window. */
const FRAME_MS = 16

/** Events tell of objects; the window asks for those of one object at a time, so they stay out of the picture's way. */
const isShown = (kind: string) => kind !== 'Event'

/**
 * Sends the whole cluster, then its changes: those of one frame in one batch, each object once, in its last state.
 * Ends when `signal` aborts.
 */
export function sendBatches(cluster: Cluster, send: (batch: ClusterBatch) => void, signal: AbortSignal): void {
  const { items, revision } = cluster.snapshot()
  send({ revision, now: cluster.clock.now(), reset: true, changed: items.filter((item) => isShown(item.kind)).map(summarise), removed: [] })
  let changed = new Map<string, ObjectSummary>()
  let removed = new Set<string>()
  let last = revision
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    timer = null
    send({ revision: last, now: cluster.clock.now(), reset: false, changed: [...changed.values()], removed: [...removed] })
    changed = new Map()
    removed = new Set()
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
      changed.set(uid, summarise(event.object))
    }
  }
  cluster.watch(revision, (events) => {
    events.forEach(fold)
    timer ??= setTimeout(flush, FRAME_MS)
  }, signal)
  signal.addEventListener('abort', () => {
    if (timer !== null) clearTimeout(timer)
  }, { once: true })
}
