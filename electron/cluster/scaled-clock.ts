import { type Clock, createClock } from './clock.ts'

/** A clock that starts with the wall's time and runs `speed` times as fast. */
export function createScaledClock(speed: number): Clock {
  const wall = createClock()
  const start = wall.now()
  return {
    now: () => start + Math.floor((wall.now() - start) * speed),
    after: (ms, run) => wall.after(ms / speed, run),
  }
}
