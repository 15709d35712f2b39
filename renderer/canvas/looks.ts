import type { PodState } from '../../shared/ipc/contract.ts'
import { hasBit, wordsFor, type Words } from '../../shared/selector/index.ts'
import { POD_STATES } from '../state/index.ts'
import type { Picture } from './picture.ts'

/**
 * What a field shows, the more telling the higher: where several pods share a pixel the highest is shown, so that no matching pod is
 * lost among others and no failing one among running ones.
 */
export const NOTHING = 0
export const DIMMED = 1
const RANKED: readonly PodState[] = ['running', 'succeeded', 'terminating', 'unknown', 'pending', 'failed']
export const FIRST_STATE = 2
export const SELECTED = 8

/** States in the order of what a field may show, from FIRST_STATE on. */
export const STATES_BY_RANK: readonly number[] = RANKED.map((state) => POD_STATES.indexOf(state))
const rankOf = Uint8Array.from(POD_STATES, (state) => FIRST_STATE + RANKED.indexOf(state))

/** What of the picture the looks follow from. */
export type LookSource = Pick<Picture, 'matched' | 'mode' | 'selected'> & { readonly pods: Pick<Picture['pods'], 'capacity' | 'alive' | 'state'> }

/** For every half byte, four bytes that are 255 where its bits are 1. */
const MASKS = new Uint32Array(Uint8Array.from({ length: 64 }, (_, at) => (((at >>> 2) >>> (at & 3)) & 1) * 255).buffer)

/**
 * Writes what each pod's field shows from what it would show if nothing were asked: four pods at a time, so that a question to a
 * million pods is shown in a millisecond. Looks of states have one of the bits 2 and 4, that of nothing has neither.
 */
function writeAsked(looks: Uint8Array, plain: Uint8Array, capacity: number, matched: Words, mode: Picture['mode']): void {
  const asked = new Uint32Array(looks.buffer)
  const before = new Uint32Array(plain.buffer)
  const others = mode === 'hide' ? 0 : 0x01_01_01_01 * DIMMED
  for (let at = 0, four = 0; four * 4 < capacity; at++) {
    let bits = at < matched.length ? matched[at]! : 0
    for (const end = four + 8; four < end; four++, bits >>>= 4) {
      const pods = before[four]!
      const mask = MASKS[bits & 15]!
      asked[four] = (pods & mask) | (((pods >>> 1) | (pods >>> 2)) & others & ~mask)
    }
  }
}

/** What the field of the pod in a slot shows, whether or not it is selected. */
export function lookAt({ pods: { capacity, alive, state }, matched, mode }: Omit<LookSource, 'selected'>, slot: number): number {
  if (slot >= capacity || alive[slot] !== 1) return NOTHING
  if (matched === null || hasBit(matched, slot)) return rankOf[state[slot]!]!
  return mode === 'hide' ? NOTHING : DIMMED
}

/** What each pod's field shows, by slot: one of the numbers above, and SELECTED added to it. A pod that is hidden shows NOTHING. */
export interface Looks {
  /** Pods in these slots came, went or changed, or match otherwise; null: in any. Returns whether any of them is to be drawn otherwise. */
  follow(source: LookSource, slots: Iterable<number> | null): boolean
  /** Other pods match or are selected, or another thing is done with those that do not match. */
  stale(): void
  /** The looks of all pods, brought up to date. */
  of(source: LookSource): Uint8Array
}

export function createLooks(): Looks {
  // Whole words of slots, for pods are looked at by the word.
  let looks = new Uint8Array(0)
  /** What each field shows when nothing is asked or selected. */
  let plain = new Uint8Array(0)
  let fresh = false

  const reserve = (capacity: number) => {
    if (plain.length >= capacity) return
    const before = plain
    plain = new Uint8Array(wordsFor(capacity * 2) * 32)
    looks = new Uint8Array(plain.length)
    plain.set(before)
    fresh = false
  }

  return {
    follow({ pods: { capacity, alive, state }, matched, mode, selected }, slots) {
      reserve(capacity)
      // Columns are asked for once, not once a pod.
      const pods = { capacity, alive, state }
      const unasked = { pods, matched: null, mode }
      if (slots === null) {
        for (let slot = 0; slot < capacity; slot++) plain[slot] = lookAt(unasked, slot)
        plain.fill(NOTHING, capacity)
        fresh = false
        return true
      }
      const asked = { pods, matched, mode }
      let isOther = false
      for (const slot of slots) {
        const [plainBefore, lookBefore] = [plain[slot], looks[slot]]
        plain[slot] = lookAt(unasked, slot)
        const look = lookAt(asked, slot)
        looks[slot] = look !== NOTHING && selected?.[slot] === 1 ? look | SELECTED : look
        if (plain[slot] !== plainBefore || looks[slot] !== lookBefore) isOther = true
      }
      return isOther
    },
    stale: () => { fresh = false },
    of({ pods: { capacity }, matched, mode, selected }) {
      if (fresh) return looks
      if (matched === null) looks.set(plain)
      else writeAsked(looks, plain, capacity, matched, mode)
      if (selected !== null) for (let slot = 0; slot < capacity; slot++) if (selected[slot] === 1 && looks[slot] !== NOTHING) looks[slot]! |= SELECTED
      fresh = true
      return looks
    },
  }
}
