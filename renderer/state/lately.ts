import { startTransition, useEffect, useState } from 'react'

interface Store<State> {
  getState(): State
  subscribe(listen: (state: State) => void): () => void
}

/**
 * A hook for what a store holds, drawn when there is time: in slices, and begun again when it is another meanwhile. For panels that have
 * much to draw of it, so that what the hand did is painted first. Whoever acts on it asks the store itself.
 */
export function lately<State>(store: Store<State>): () => State {
  return function useLately() {
    const [state, setState] = useState(store.getState)
    useEffect(() => {
      const show = (next: State) => startTransition(() => setState(() => next))
      show(store.getState())
      return store.subscribe(show)
    }, [])
    return state
  }
}
