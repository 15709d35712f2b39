import { useEffect, useState } from 'react'

/** So long (ms) what was done is told, unless someone is at it. */
const TOLD = 10_000

/** Handlers of an element that goes away by itself: it stays while the pointer or the focus is in it. */
export interface Holding {
  readonly onPointerEnter: () => void
  readonly onPointerLeave: () => void
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/** Calls `pass` when what is told (`what` says which it is; null for what stays) has been told long enough. */
export function usePassing(what: unknown, pass: () => void): Holding {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const held = pointed || focused
  useEffect(() => {
    if (what === null || held) return undefined
    const timer = setTimeout(pass, TOLD)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- what is told counts, not which function makes it pass
  }, [what, held])
  return {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  }
}
