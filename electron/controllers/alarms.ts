import { type Cancel, type Cluster, type ClusterTransaction, type Loop, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { createRetries } from './retries.ts'

/** Asks for the key to be looked at again at a time of the cluster clock; the earliest asked for in one sync counts, Infinity is never. */
export type Wake = (at: number) => void

export interface TimedReconciler {
  keysOf(event: StoreEvent): readonly string[]
  /** `refused` when something could not be made: the key is tried again, ever later. */
  sync(tx: ClusterTransaction, key: string, wake: Wake): 'again' | 'refused' | undefined
}

/** A reconciler of things that fall due: as `startReconciler`, and each sync says when its key is due next. */
export function startTimedReconciler(cluster: Cluster, { keysOf, sync }: TimedReconciler, signal: AbortSignal): Loop {
  const alarms = new Map<string, Cancel>()
  const retries = createRetries()
  const silence = (key: string) => {
    alarms.get(key)?.()
    alarms.delete(key)
  }
  const loop = startReconciler(cluster, {
    keysOf,
    sync: (tx, key) => {
      silence(key)
      let next = Infinity
      const outcome = sync(tx, key, (at) => {
        next = Math.min(next, at)
      })
      if (outcome === 'refused') next = Math.min(next, tx.now() + retries.failed(key))
      else retries.succeeded(key)
      if (next < Infinity) {
        alarms.set(key, cluster.clock.after(Math.max(0, next - tx.now()), () => {
          alarms.delete(key)
          loop.add(key)
        }))
      }
      return outcome === 'again' ? outcome : undefined
    },
  }, signal)
  signal.addEventListener('abort', () => [...alarms.keys()].forEach(silence), { once: true })
  return loop
}
