import { type Cluster, type ClusterTransaction, startReconciler } from '../cluster/index.ts'

/** How long an Event is kept, as the API server's `--event-ttl`; and how often we look. */
const lifetime = 3_600_000
const interval = 60_000
/** Events that one sync deletes at most. */
const burst = 500

/** Lets go of Events that nobody has added to for an hour. */
export function startEventExpiry(cluster: Cluster, signal: AbortSignal): void {
  const loop = startReconciler(cluster, { keysOf: () => [], sync }, signal)
  const look = () => {
    if (signal.aborted) return
    loop.add('all')
    cluster.clock.after(interval, look)
  }
  look()
}

function sync(tx: ClusterTransaction): 'again' | undefined {
  const old = tx.list('Event').filter((event) => Date.parse(String(event['lastTimestamp'] ?? event.metadata.creationTimestamp)) < tx.now() - lifetime)
  for (const event of old.slice(0, burst)) tx.delete(event)
  return old.length > burst ? 'again' : undefined
}
