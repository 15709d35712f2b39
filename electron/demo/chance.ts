/** A stream of chance: the same seed gives the same stream. */
export interface Chance {
  /** From 0 up to 1. */
  draw(): number
  /** A whole number from 0 to 2^32 - 1. */
  bits(): number
  pick<T>(list: readonly [T, ...T[]]): T
}

/** Mulberry32: a million pods take seventeen million draws. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const bits = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const draw = () => bits() / 2 ** 32
  return { bits, draw, pick: (list) => list[Math.floor(draw() * list.length)] ?? list[0] }
}
