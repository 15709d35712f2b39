import { useSyncExternalStore } from 'react'

/** How much room the window has: for three panels, for two with the inspector over the graph, or for the graph with both over it. */
export type Room = 'wide' | 'narrow' | 'tight'

const THREE_PANELS = window.matchMedia('(min-width: 1100px)')
const TWO_PANELS = window.matchMedia('(min-width: 720px)')

const roomNow = (): Room => (THREE_PANELS.matches ? 'wide' : TWO_PANELS.matches ? 'narrow' : 'tight')

function follow(changed: () => void): () => void {
  for (const query of [THREE_PANELS, TWO_PANELS]) query.addEventListener('change', changed)
  return () => {
    for (const query of [THREE_PANELS, TWO_PANELS]) query.removeEventListener('change', changed)
  }
}

export function useRoom(): Room {
  return useSyncExternalStore(follow, roomNow)
}
