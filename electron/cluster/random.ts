/** Chance that can be replayed: the same seed and keys always give the same number. It has no state, so a restart changes nothing. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  draw(...keys: readonly (string | number)[]): number
}

/** Multiplier and rounds of FNV-1a, finished as MurmurHash3 does so that near keys give far numbers. */
export function createRandom(seed: number): Random {
  return {
    draw: (...keys) => {
      let hash = 0x811c9dc5 ^ seed
      for (const key of keys) {
        const text = `${key}/`
        for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
      }
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
      return (hash ^ (hash >>> 16)) >>> 0
    },
  }
}

/** The letters that Kubernetes makes names of: no vowels and no look-alikes, so no words come out. */
const letters = 'bcdfghjklmnpqrstvwxz2456789'

/** A suffix as `generateName` gets: five letters. */
export function drawSuffix(random: Random, ...keys: readonly (string | number)[]): string {
  let suffix = ''
  for (let place = 0; place < 5; place++) suffix += letters[random.draw('suffix', place, ...keys) % letters.length]
  return suffix
}

/** A version 4 UUID. */
export function drawUid(random: Random, ...keys: readonly (string | number)[]): string {
  const hex = (place: number) => random.draw('uid', place, ...keys).toString(16).padStart(8, '0')
  const [a, b, c, d] = [hex(0), hex(1), hex(2), hex(3)]
  const variant = '89ab'[Number.parseInt(c.slice(0, 1), 16) % 4] ?? '8'
  // Joined, it is one text; put together piece by piece, it stays a tree of its pieces for as long as it is kept.
  return [a, b.slice(0, 4), `4${b.slice(5)}`, `${variant}${c.slice(1, 4)}`, `${c.slice(4)}${d}`].join('-')
}
