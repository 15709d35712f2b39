import { create } from 'zustand'
import { lately } from './lately.ts'

/** What the person has in hand: selected objects, and the one the inspector shows (the last of them that was pointed at). */
export interface SelectionState {
  /** uids of pods, namespaces or other objects. */
  readonly selected: ReadonlySet<string>
  /** uid of the object in the inspector. */
  readonly focused: string | null
}

export const useSelection = create<SelectionState>(() => ({ selected: new Set(), focused: null }))

export const useLateSelection = lately(useSelection)

/** Selects one object alone, or nothing. */
export function select(uid: string | null): void {
  useSelection.setState({ selected: new Set(uid === null ? [] : [uid]), focused: uid })
}

/** Adds an object to the selection, or takes it out again. */
export function toggleSelected(uid: string): void {
  const selected = new Set(useSelection.getState().selected)
  if (!selected.delete(uid)) selected.add(uid)
  useSelection.setState({ selected, focused: selected.has(uid) ? uid : ([...selected].at(-1) ?? null) })
}

/** Selects these and nothing else; `add` keeps what was selected. */
export function selectMany(uids: Iterable<string>, add = false): void {
  const selected = new Set(add ? useSelection.getState().selected : [])
  let focused = add ? useSelection.getState().focused : null
  for (const uid of uids) {
    selected.add(uid)
    focused = uid
  }
  useSelection.setState({ selected, focused })
}
