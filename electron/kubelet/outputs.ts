/** A line that a container wrote. */
export interface OutputLine {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
}

/** One run of a container: the first is 0, each restart makes the next. */
export interface Run {
  readonly uid: string
  readonly container: string
  readonly number: number
}

/**
 * What containers wrote while somebody spoke to them: answers to requests, and all output of one that runs a shell.
 * Older runs than the last but one are forgotten.
 */
export interface Outputs {
  append(run: Run, text: string): void
  read(run: Run): readonly OutputLine[]
  /** Told of each new line of a run until the signal aborts. */
  watch(run: Run, listener: (line: OutputLine) => void, signal: AbortSignal): void
  forget(uid: string): void
}

/** A run that wrote more loses what it wrote first. */
const mostLines = 10_000

export function createOutputs(now: () => number): Outputs {
  const pods = new Map<string, Map<string, OutputLine[]>>()
  const listeners = new Map<string, Set<(line: OutputLine) => void>>()
  const keyOf = ({ container, number }: Run) => `${container} ${number}`
  const nameOf = (run: Run) => `${run.uid} ${keyOf(run)}`

  const open = (run: Run): OutputLine[] => {
    const runs = pods.get(run.uid) ?? new Map<string, OutputLine[]>()
    pods.set(run.uid, runs)
    const lines = runs.get(keyOf(run)) ?? []
    runs.set(keyOf(run), lines)
    runs.delete(keyOf({ ...run, number: run.number - 2 }))
    return lines
  }
  return {
    append: (run, text) => {
      const line = { at: now(), text }
      const lines = open(run)
      lines.push(line)
      if (lines.length > mostLines) lines.splice(0, lines.length - mostLines)
      for (const listener of listeners.get(nameOf(run)) ?? []) listener(line)
    },
    read: (run) => pods.get(run.uid)?.get(keyOf(run)) ?? [],
    watch: (run, listener, signal) => {
      const all = listeners.get(nameOf(run)) ?? new Set()
      listeners.set(nameOf(run), all.add(listener))
      signal.addEventListener('abort', () => {
        all.delete(listener)
        if (all.size === 0) listeners.delete(nameOf(run))
      }, { once: true })
    },
    forget: (uid) => {
      pods.delete(uid)
    },
  }
}
