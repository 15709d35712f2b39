/** What other panels may ask of the graph. */
export interface GraphHandle {
  /** The namespace drawn at a point of the window (client pixels), or null. */
  namespaceAt(x: number, y: number): string | null
  /** Brings an object into view. */
  reveal(uid: string): void
}

let current: GraphHandle | null = null

/** Called by the graph when it is there, and with null when it goes. */
export function setGraphHandle(handle: GraphHandle | null): void {
  current = handle
}

export function graphHandle(): GraphHandle | null {
  return current
}
