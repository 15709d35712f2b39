const waiting = new Set<() => void>()

function tellWaiting(): void {
  const told = [...waiting]
  waiting.clear()
  for (const tell of told) tell()
}

/**
 * Has someone told a frame late, once, and all who are together: the frame that a keystroke asks for paints the picture, the next one
 * what stands beside it.
 */
export function tellLate(tell: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(() => requestAnimationFrame(tellWaiting))
  waiting.add(tell)
}

/** Has someone who waits not told. */
export function tellNever(tell: () => void): void {
  waiting.delete(tell)
}
