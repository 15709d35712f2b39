/** A process of the pod as `ps` shows it. */
export interface ProcessRow {
  readonly pid: number
  readonly user: string
  /** Milliseconds since 1970. */
  readonly started: number
  readonly command: string
}

/** What runs in a container: its own processes, and what `exec` started. Kept as long as the container runs. */
export interface ProcessTable {
  /** In order of their ids. */
  rows(): readonly ProcessRow[]
  /** Enters a process; `onSignal` is called with the number of a signal sent to it. */
  enter(row: Omit<ProcessRow, 'pid'>, onSignal: (signal: number) => void): { readonly pid: number; readonly leave: () => void }
  /** Sends a signal; false when there is no such process. */
  kill(pid: number, signal: number): boolean
}

interface OwnProcesses {
  /** Process 1 is the container's. */
  rows(): readonly ProcessRow[]
  kill(pid: number, signal: number): boolean
}

/** `own` are the processes that the container runs by itself; without any, the first to enter is process 1. */
export function createProcessTable(own: OwnProcesses): ProcessTable {
  const entered = new Map<number, { readonly row: ProcessRow; readonly onSignal: (signal: number) => void }>()
  let last = 0
  return {
    rows: () => [...own.rows(), ...Array.from(entered.values(), ({ row }) => row)].sort((a, b) => a.pid - b.pid),
    enter: (row, onSignal) => {
      last = Math.max(last, ...own.rows().map(({ pid }) => pid)) + 1
      const pid = last
      entered.set(pid, { row: { ...row, pid }, onSignal })
      return { pid, leave: () => void entered.delete(pid) }
    },
    kill: (pid, signal) => {
      const process = entered.get(pid)
      if (process === undefined) return own.kill(pid, signal)
      if (signal !== 0) process.onSignal(signal)
      return true
    },
  }
}
