import type { Clock } from '../../cluster/index.ts'

/** How long a streaming connection waits, in milliseconds. */
export interface StreamTiming {
  /** The clock on the wall, not the cluster's: a paused cluster must not freeze its clients' connections. */
  readonly clock: Clock
  readonly pingEvery: number
  /** A peer that let this many pings pass without a sound is gone. */
  readonly missedPings: number
  /** For the client to open the streams it asked for. */
  readonly start: number
  /** For the client to close after us, before the connection is cut. */
  readonly linger: number
}

/** The times that the kubelet and common clients work with. */
export function createStreamTiming(clock: Clock): StreamTiming {
  return { clock, pingEvery: 15_000, missedPings: 4, start: 30_000, linger: 5_000 }
}

interface PingedPeer {
  ping(): void
  /** We are the ones who do not read, or cannot write: the peer's silence says nothing. */
  held(): boolean
  drop(): void
}

export interface KeepAlive {
  heard(): void
  stop(): void
}

/** Pings a peer until it is silent for too long, then drops it. Pings are counted, not time, so that a laptop may sleep. */
export function keepAlive({ clock, pingEvery, missedPings }: StreamTiming, peer: PingedPeer): KeepAlive {
  let missed = 0
  const beat = () => {
    if (peer.held()) missed = 0
    else if (missed >= missedPings) return peer.drop()
    else {
      missed += 1
      peer.ping()
    }
    cancel = clock.after(pingEvery, beat)
  }
  let cancel = clock.after(pingEvery, beat)
  return {
    heard: () => {
      missed = 0
    },
    stop: () => cancel(),
  }
}

/** The promise's value, or undefined when `ms` pass first. */
export function within<T>(promise: Promise<T>, ms: number, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined))
    promise.then(resolve, reject).finally(cancel)
  })
}
