import type { ReplicaChange } from '../state/index.ts'

/** Pods are waited for until none has come for so long, and no longer than so long in all (ms). */
const QUIET = 250
const LONGEST = 1000

const CONTROLLERS = ['Deployment', 'ReplicaSet', 'ReplicationController']

/** Changes of an empty cluster that bring controllers, held back until the pods they make have come too: all are then laid out together. */
export interface Gathering {
  /** Whether it keeps the change, to let it go later. `empty`: no pod is laid out yet. */
  keeps(change: ReplicaChange, empty: boolean, now: number): boolean
  stop(): void
}

/** `release` gets all that was kept as one change. */
export function createGathering(release: (change: ReplicaChange) => void): Gathering {
  let kept: { readonly since: number; readonly slots: Set<number>; readonly kinds: Set<string> } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    kept = null
  }
  const letGo = () => {
    if (kept === null) return
    const { slots, kinds } = kept
    stop()
    release({ reset: false, slots: [...slots], kinds })
  }
  return {
    stop,
    keeps({ reset, slots, kinds }, empty, now) {
      if (reset) stop()
      if (reset || !empty || (kept === null && !CONTROLLERS.some((kind) => kinds.has(kind)))) return false
      kept ??= { since: now, slots: new Set(), kinds: new Set() }
      for (const slot of slots) kept.slots.add(slot)
      for (const kind of kinds) kept.kinds.add(kind)
      clearTimeout(timer)
      timer = setTimeout(letGo, Math.max(0, Math.min(QUIET, kept.since + LONGEST - now)))
      return true
    },
  }
}
