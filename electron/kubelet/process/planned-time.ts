import type { Clock } from '../../cluster/index.ts'
import type { Suspension } from '../shell/steps.ts'

/** The time of a process that is run ahead: it goes on as soon as everybody waits for it. */
export interface PlannedTime extends Clock {
  turn(): Suspension | undefined
  /** Lets whoever is next go on; false when nobody is, ever. */
  next(): boolean
}

/** Turns that a program may take at once while others wait for theirs. */
const share = 16
/** Most turns without time going on: a script that does nothing else is taken to do so for ever. */
const mostIdle = 20_000

/** Time that begins at `startedAt`, milliseconds since 1970. */
export function createPlannedTime(startedAt: number): PlannedTime {
  let [now, idle] = [startedAt, 0]
  let turns: (() => void)[] = []
  let timers: { readonly at: number; readonly run: () => void }[] = []
  const wait: Suspension = (resume) => void turns.push(resume)
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + Math.max(0, ms), run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    turn: () => {
      idle += 1
      return idle % share === 0 ? wait : undefined
    },
    next: () => {
      if (turns.length > 0) {
        const due = turns
        turns = []
        if (idle > mostIdle) return false
        for (const resume of due) resume()
        return true
      }
      const at = Math.min(...timers.map((timer) => timer.at))
      if (at >= Number.MAX_SAFE_INTEGER) return false
      if (at > now) idle = 0
      now = at
      const due = timers.filter((timer) => timer.at === at)
      timers = timers.filter((timer) => timer.at !== at)
      for (const { run } of due) run()
      return true
    },
  }
}
