export type Cancel = () => void

/** The cluster's time. Nothing in the cluster reads another. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs once, `ms` from now at the earliest. */
  after(ms: number, run: () => void): Cancel
}

/** setTimeout runs at once when asked for more than 2^31 - 1 ms. */
const longestTimeout = 2_000_000_000

/** The clock on the wall. Its timers do not keep the process alive. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after: (ms, run) => {
      let timer: NodeJS.Timeout
      const wait = (left: number) => {
        timer = setTimeout(() => (left > longestTimeout ? wait(left - longestTimeout) : run()), Math.min(left, longestTimeout))
        timer.unref()
      }
      wait(Math.max(0, ms))
      return () => clearTimeout(timer)
    },
  }
}

export interface ManualClock extends Clock {
  /** Moves on by `ms`, running what falls due on the way, in order of time. */
  advance(ms: number): void
}

/** A clock that stands still until told otherwise. */
export function createManualClock(start: number): ManualClock {
  let now = start
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + Math.max(0, ms), run }
      waiting.push(timer)
      return () => {
        waiting = waiting.filter((other) => other !== timer)
      }
    },
    advance: (ms) => {
      const end = now + ms
      for (;;) {
        const due = waiting.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        waiting = waiting.filter((timer) => timer !== due)
        now = due.at
        due.run()
      }
      now = end
    },
  }
}
