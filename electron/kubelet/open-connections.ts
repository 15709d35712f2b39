import type { Run } from './outputs.ts'
import type { Connection, Listener } from './shell/index.ts'

/** Connections to the servers in running containers, which break when the container's run is over. */
export interface OpenConnections {
  /** The listener, its connections kept in mind. */
  keep(run: Run, listener: Listener): Listener
  /** Breaks those of a pod's runs that `lives` does not hold for. */
  breakOff(uid: string, lives: (run: Run) => boolean): void
}

export function createOpenConnections(): OpenConnections {
  const byPod = new Map<string, Map<Connection, Run>>()
  return {
    keep: (run, listener) => (connection, from) => {
      const open = byPod.get(run.uid) ?? new Map<Connection, Run>()
      byPod.set(run.uid, open.set(connection, run))
      const { input, output } = connection
      const end = () => {
        open.delete(connection)
        if (open.size === 0) byPod.delete(run.uid)
        output.end()
      }
      listener({ input, output: { write: (bytes) => output.write(bytes), end } }, from)
    },
    breakOff: (uid, lives) => {
      const open = byPod.get(uid)
      for (const [connection, run] of open ?? []) {
        if (lives(run)) continue
        open?.delete(connection)
        connection.input.cancel()
        connection.output.end()
      }
      if (open?.size === 0) byPod.delete(uid)
    },
  }
}
