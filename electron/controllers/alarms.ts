import { type Cancel, type Cluster, type ClusterTransaction, type Loop, startReconciler, type StoreEvent } from '../cluster/index.ts'

/** Asks for the key to be looked at again at a time of the cluster clock; the earliest asked for in one sync counts, Infinity is never. */
export type Wake = (at: number) => void

export interface TimedReconciler {
  keysOf(event: StoreEvent): readonly string[]
  sync(tx: ClusterTransaction, key: string, wake: Wake): 'again' | undefined
}

/** A reconciler of things that fall due: as `startReconciler`, and each sync says when its key is due next. */
export function startTimedReconciler(cluster: Cluster, { keysOf, sync }: TimedReconciler, signal: AbortSignal): Loop {
  const alarms = new Map<string, Cancel>()
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
      if (next < Infinity) {
        alarms.set(key, cluster.clock.after(Math.max(0, next - tx.now()), () => {
          alarms.delete(key)
          loop.add(key)
        }))
      }
      return outcome
    },
  }, signal)
  signal.addEventListener('abort', () => [...alarms.keys()].forEach(silence), { once: true })
  return loop
}
