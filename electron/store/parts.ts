/** Specs that objects have in common, as the log holds them: once, under a number. A template's pods on one node have one. */
export interface Parts {
  /** The number of a spec that came before, and whether the log is yet to be given it; undefined for one that is seen for the first time. */
  numberOf(spec: unknown): { readonly number: number; readonly isNew: boolean } | undefined
  /** Learns that the log holds it. */
  know(spec: object, number: number): void
  /** Takes none to be in the log: a write failed. */
  forget(): void
}

/** Specs that are kept in mind; more than the nodes of a cluster and a few templates call for. */
const most = 5_000

/** `first` is the lowest number that the log has not used. */
export function createParts(first: number): Parts {
  /** 0 for one that has come once. */
  const numbers = new Map<object, number>()
  let next = first

  function keep(spec: object, number: number): void {
    if (numbers.size >= most) numbers.clear()
    numbers.set(spec, number)
  }

  return {
    numberOf: (spec) => {
      // Only what cannot change any more is the same when it comes again.
      if (typeof spec !== 'object' || spec === null || !Object.isFrozen(spec)) return undefined
      const known = numbers.get(spec)
      if (known === undefined) keep(spec, 0)
      if (known === undefined || known > 0) return known === undefined ? undefined : { number: known, isNew: false }
      const number = next++
      keep(spec, number)
      return { number, isNew: true }
    },
    know: (spec, number) => {
      next = Math.max(next, number + 1)
      keep(spec, number)
    },
    forget: () => numbers.clear(),
  }
}
