import { assertNever } from '../../../../shared/lang/assert-never.ts'
import type { Connection } from '../connection.ts'
import type { Steps } from '../steps.ts'
import { type ToolIo, wait } from '../tool.ts'

export type Reached =
  | { readonly kind: 'connected'; readonly connection: Connection; readonly address: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused' | 'unreachable' | 'timeout'; readonly address: string; readonly waited: number }
  /** The process was ended meanwhile. */
  | { readonly kind: 'interrupted' }

/** How long Linux tries before it gives up, in milliseconds. */
const noRoute = 3_063
const noAnswer = 129_000

/** Resolves a host and connects to it, taking the time that failures take; `limit` is the tool's own time-out in milliseconds. */
export function* reach(io: ToolIo, host: string, port: number, limit: number = noAnswer): Steps<Reached> {
  const { network } = io.world
  const address = network.resolve(host)?.addresses[0]
  if (address === undefined) return { kind: 'unknown' }
  const dialled = network.dial(address, port)
  switch (dialled.kind) {
    case 'connected': {
      const { connection } = dialled
      // an ended process lets go of its sockets
      io.signal.addEventListener('abort', () => {
        connection.input.cancel()
        connection.output.end()
      }, { once: true })
      return { kind: 'connected', connection, address }
    }
    case 'refused': return { kind: 'refused', address, waited: 0 }
    case 'unreachable': {
      const waited = Math.min(noRoute, limit)
      return (yield* wait(io, waited)) ? { kind: noRoute <= limit ? 'unreachable' : 'timeout', address, waited } : { kind: 'interrupted' }
    }
    case 'silent': return (yield* wait(io, limit)) ? { kind: 'timeout', address, waited: limit } : { kind: 'interrupted' }
    default: return assertNever(dialled)
  }
}
