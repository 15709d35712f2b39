import type { PodState } from '../../shared/ipc/contract.ts'
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

/** Writes what each pod's field shows, by slot: one of the numbers above, and SELECTED added to it. A pod that is hidden shows NOTHING. */
export function writeLooks(looks: Uint8Array, { pods: { capacity, alive, state }, matched, mode, selected }: LookSource): void {
  const other = mode === 'hide' ? NOTHING : DIMMED
  if (matched === null) for (let slot = 0; slot < capacity; slot++) looks[slot] = alive[slot] === 1 ? rankOf[state[slot]!]! : NOTHING
  else for (let slot = 0; slot < capacity; slot++) looks[slot] = alive[slot] !== 1 ? NOTHING : matched[slot] === 1 ? rankOf[state[slot]!]! : other
  if (selected === null) return
  for (let slot = 0; slot < capacity; slot++) if (selected[slot] === 1 && looks[slot] !== NOTHING) looks[slot]! |= SELECTED
}

/** What the field of the pod in a slot shows, whether or not it is selected. */
export function lookAt({ pods: { alive, state }, matched, mode }: Omit<LookSource, 'selected'>, slot: number): number {
  if (alive[slot] !== 1) return NOTHING
  if (matched === null || matched[slot] === 1) return rankOf[state[slot]!]!
  return mode === 'hide' ? NOTHING : DIMMED
}

/** The pods' looks, written again when anything that they follow from has changed and they are asked for. */
export interface Looks {
  stale(): void
  of(picture: LookSource): Uint8Array
}

export function createLooks(): Looks {
  let looks = new Uint8Array(0)
  let fresh = false
  return {
    stale: () => { fresh = false },
    of(picture) {
      if (looks.length < picture.pods.capacity) looks = new Uint8Array(picture.pods.capacity * 2)
      if (!fresh) writeLooks(looks, picture)
      fresh = true
      return looks
    },
  }
}
