import type { Box, LayoutChange } from '../graph/index.ts'

interface Gone {
  readonly box: Box
  readonly cell: number
  readonly since: number
}

/** What is under way: pods that come and go, namespaces on their way to another place. Times are those of frames, in ms. */
export interface Motion {
  readonly fading: boolean
  /** Whether some box is on its way. */
  readonly moving: boolean
  /** By slot, when the pod came. */
  readonly coming: ReadonlyMap<number, number>
  readonly going: readonly Gone[]
  /** Takes up what a change of the layout did. */
  begin(change: LayoutChange, now: number): void
  alphaOf(slot: number, now: number): number
  goneAlpha(gone: Gone, now: number): number
  /** A box where it is drawn now. */
  shown(box: Box, now: number): Box
  /** Drops what is over. Returns whether anything is still under way. */
  settle(now: number): boolean
  stop(): void
}

const FADE = 150
const MOVE = 200

/** Slows down towards its end. */
export const ease = (part: number): number => 1 - (1 - Math.min(1, Math.max(0, part))) ** 3

export function createMotion(): Motion {
  const coming = new Map<number, number>()
  let going: readonly Gone[] = []
  const moving = new Map<number, { readonly from: Box; readonly since: number }>()
  return {
    get fading() { return coming.size > 0 || going.length > 0 },
    get moving() { return moving.size > 0 },
    coming,
    get going() { return going },
    begin(change, now) {
      for (const slot of change.arrived) coming.set(slot, now)
      going = [...going, ...change.left.map(({ box, cell }) => ({ box, cell, since: now }))]
      for (const { slot } of change.left) if (!change.arrived.includes(slot)) coming.delete(slot)
      for (const from of change.moved) moving.set(from.namespace, { from, since: now })
    },
    alphaOf: (slot, now) => {
      const since = coming.size === 0 ? undefined : coming.get(slot)
      return since === undefined ? 1 : ease((now - since) / FADE)
    },
    goneAlpha: (gone, now) => 1 - ease((now - gone.since) / FADE),
    shown(box, now) {
      const move = moving.size === 0 ? undefined : moving.get(box.namespace)
      if (move === undefined) return box
      const left = 1 - ease((now - move.since) / MOVE)
      const band = (move.from.band - box.band) * left
      return { ...box, x: box.x + (move.from.x - box.x) * left, y: box.y + (move.from.y - box.y) * left, band: box.band + band, height: box.height + band }
    },
    settle(now) {
      for (const [slot, since] of coming) if (now - since >= FADE) coming.delete(slot)
      if (going.length > 0) going = going.filter(({ since }) => now - since < FADE)
      for (const [namespace, { since }] of moving) if (now - since >= MOVE) moving.delete(namespace)
      return coming.size > 0 || going.length > 0 || moving.size > 0
    },
    stop() {
      coming.clear()
      going = []
      moving.clear()
    },
  }
}
