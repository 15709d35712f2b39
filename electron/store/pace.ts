/** How long work shares the process with others: in turns, between which they are heard. */
export interface Pace {
  /** Resolves when the caller has a turn of the event loop for itself. */
  turn(): Promise<void>
  /** Whether this turn has lasted as long as is good for the others. */
  isOver(): boolean
}

/** Milliseconds of a turn: a frame of the window still finds its place beside it. */
const longest = 8

/** A pace by the host's time (milliseconds) and its way to run something in a later turn of its event loop; turns are given in the order in which they are asked for. */
export function createPace(now: () => number, later: (run: () => void) => void): Pace {
  const waiting: (() => void)[] = []
  let asked = false
  let began = now()

  function ask(): void {
    if (asked || waiting.length === 0) return
    asked = true
    later(() => {
      asked = false
      began = now()
      waiting.shift()?.()
      ask()
    })
  }

  return {
    turn: () => new Promise((resolve) => {
      waiting.push(resolve)
      ask()
    }),
    isOver: () => now() - began > longest,
  }
}

/** Everything in one turn: for a cluster whose every step is to be the same in every run. */
export const unbroken: Pace = { turn: () => Promise.resolve(), isOver: () => false }
