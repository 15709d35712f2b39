/** A page that crashes is loaded again so many times within so long (ms): one that always does would go on for ever. */
const MOST_RELOADS = 2
const WITHIN = 60_000

/** Says at each crash of the page whether to load it again or to ask the person. Who answers that it be loaded begins anew with `forget`. */
export interface Crashes {
  next(): 'reload' | 'ask'
  forget(): void
}

/** `now` in milliseconds. */
export function createCrashes(now: () => number): Crashes {
  let reloads: readonly number[] = []
  return {
    next() {
      reloads = reloads.filter((time) => now() - time < WITHIN)
      if (reloads.length >= MOST_RELOADS) return 'ask'
      reloads = [...reloads, now()]
      return 'reload'
    },
    forget() {
      reloads = []
    },
  }
}
