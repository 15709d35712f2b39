import type { ApiCall } from '../../shared/ipc/contract.ts'
import { type Activity, parseTarget } from '../apiserver/index.ts'

/** How long calls are gathered before they are told. */
const GATHERED_MS = 50

/** Tells of the calls that clients make of the API server. */
export interface ActivityFeed {
  add(activity: Activity): void
  /** From now on `tell` hears of them, a few at a time, until `signal` aborts. */
  follow(tell: (calls: readonly ApiCall[]) => void, signal: AbortSignal): void
}

/** `now` is the cluster clock. */
export function createActivityFeed(now: () => number): ActivityFeed {
  const followers = new Set<(calls: readonly ApiCall[]) => void>()
  let calls: ApiCall[] = []
  let id = 0
  const tellAll = () => {
    const told = calls
    calls = []
    for (const tell of followers) tell(told)
  }
  return {
    add(activity) {
      id++
      if (followers.size === 0) return
      if (calls.length === 0) setTimeout(tellAll, GATHERED_MS)
      const target = parseTarget(activity.path)
      calls.push({ ...activity, id, time: now(), ...(target === undefined ? {} : { target }) })
    },
    follow(tell, signal) {
      followers.add(tell)
      signal.addEventListener('abort', () => followers.delete(tell), { once: true })
    },
  }
}
