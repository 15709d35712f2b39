import type { ByteSink, ByteSource } from '../../../shared/lang/pipe.ts'
import type { Result } from '../../../shared/lang/result.ts'

/** A connection to a listener of a simulated container. */
export interface Connection {
  readonly input: ByteSource
  readonly output: ByteSink
}

export interface ForwardTarget {
  /** The pod as the error names it. */
  readonly pod: string
  /** Connects to a listener of the pod, or says in the runtime's words why not. Must reach nothing outside the simulation. */
  connect(port: number): Result<Connection, string>
}

/** What the client is told on the error stream; kubectl gives up the whole session over any text there. */
export function formatForwardError(target: ForwardTarget, port: number, why: string): Uint8Array {
  return Buffer.from(`error forwarding port ${port} to pod ${target.pod}, uid : ${why}`)
}

/** A port number of 1 to 65535 in decimal digits, or undefined. */
export function parsePort(text: string | undefined): number | undefined {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : undefined
}
