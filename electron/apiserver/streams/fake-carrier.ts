import { createPipe } from '../../../shared/lang/pipe.ts'
import type { Carrier } from './carrier.ts'

export interface FakeCarrier extends Carrier {
  /** What the peer sends. */
  readonly send: (bytes: Uint8Array) => Promise<boolean>
  readonly hangUp: () => void
  /** All that was written to the peer. */
  readonly sent: () => Buffer
  readonly state: () => 'open' | 'ended' | 'destroyed'
}

/** A connection without a peer, for tests. */
export function createFakeCarrier(): FakeCarrier {
  const incoming = createPipe()
  const parts: Uint8Array[] = []
  let state: 'open' | 'ended' | 'destroyed' = 'open'
  return {
    read: () => incoming.read(),
    write: async (...written) => {
      if (state === 'open') parts.push(...written)
      return state === 'open'
    },
    end: () => {
      if (state === 'open') state = 'ended'
      incoming.cancel()
    },
    destroy: () => {
      state = 'destroyed'
      incoming.cancel()
    },
    stalled: () => false,
    send: (bytes) => incoming.write(bytes),
    hangUp: () => incoming.end(),
    sent: () => Buffer.concat(parts),
    state: () => state,
  }
}
