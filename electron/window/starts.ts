import type { CommandLine } from './command-line.ts'

/** What this start of the program and others were asked to open, each kept until the window takes it. */
export interface Starts {
  add(start: CommandLine): void
  /** The first that waits. */
  take(): CommandLine | undefined
  /** Hands over those that wait and those that come, until `signal` aborts or another follows. */
  follow(listener: (start: CommandLine) => void, signal: AbortSignal): void
}

export function createStarts(): Starts {
  const waiting: CommandLine[] = []
  let hear: { readonly listener: (start: CommandLine) => void; readonly signal: AbortSignal } | undefined
  const deliver = () => {
    while (hear?.signal.aborted === false && waiting.length > 0) hear.listener(waiting.shift()!)
  }
  return {
    add(start) {
      waiting.push(start)
      deliver()
    },
    take: () => waiting.shift(),
    follow(listener, signal) {
      hear = { listener, signal }
      deliver()
    },
  }
}
