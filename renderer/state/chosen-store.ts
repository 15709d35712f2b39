import { create } from 'zustand'
import { findChosen, followChosen, NOTHING_CHOSEN, type Chosen } from './chosen.ts'
import { useCluster } from './cluster-store.ts'
import { lately } from './lately.ts'
import { useSelection } from './selection-store.ts'

export const useChosen = create<Chosen>(() => NOTHING_CHOSEN)

export const useLateChosen = lately(useChosen)

/** Keeps what is there of the selection true to it and to the cluster. Returns what ends it. */
export function followSelection(): () => void {
  const show = (chosen: Chosen) => {
    if (chosen !== useChosen.getState()) useChosen.setState(chosen, true)
  }
  const ends = [
    useCluster.subscribe(({ replica, change }) => show(followChosen(replica, useSelection.getState().selected, useChosen.getState(), change))),
    useSelection.subscribe(({ selected }, before) => {
      if (selected !== before.selected) show(findChosen(useCluster.getState().replica, selected))
    }),
  ]
  return () => ends.forEach((end) => end())
}
