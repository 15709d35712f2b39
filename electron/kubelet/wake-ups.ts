import type { Cancel, Clock } from '../cluster/index.ts'

/** Keys that are to be looked at again at a time of the clock. Those of one tick share a timer, so that ten thousand pods do not need as many. */
export interface WakeUps {
  /** `at` in milliseconds since 1970, put off to the next tick; Infinity is never. */
  add(key: string, at: number): Cancel
}

/** `tick` in milliseconds. */
export function createWakeUps(clock: Clock, tick: number, wake: (key: string) => void): WakeUps {
  const ticks = new Map<number, { readonly keys: Set<string>; readonly cancel: Cancel }>()

  function begin(at: number): { readonly keys: Set<string>; readonly cancel: Cancel } {
    const keys = new Set<string>()
    const cancel = clock.after(at - clock.now(), () => {
      ticks.delete(at)
      for (const key of keys) wake(key)
    })
    const begun = { keys, cancel }
    ticks.set(at, begun)
    return begun
  }

  return {
    add: (key, at) => {
      if (at === Infinity) return () => {}
      const due = Math.ceil(at / tick) * tick
      const { keys, cancel } = ticks.get(due) ?? begin(due)
      keys.add(key)
      return () => {
        if (!keys.delete(key) || keys.size > 0 || ticks.get(due)?.keys !== keys) return
        ticks.delete(due)
        cancel()
      }
    },
  }
}
