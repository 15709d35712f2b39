/** Chance that can be replayed: the same seed and keys always give the same number. It has no state, so a restart changes nothing. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  draw(...keys: readonly (string | number)[]): number
}

const slash = 47

/** Multiplier and rounds of FNV-1a, finished as MurmurHash3 does so that near keys give far numbers. */
export function createRandom(seed: number): Random {
  return {
    draw: (...keys) => {
      let hash = 0x811c9dc5 ^ seed
      for (const key of keys) {
        const text = String(key)
        for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
        hash = Math.imul(hash ^ slash, 0x01000193)
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

const digits = Buffer.from('0123456789abcdef')
const written = Buffer.alloc(64)

function writeHex(place: number, word: number): void {
  for (let digit = 7, left = word; digit >= 0; digit--, left >>>= 4) written[place * 8 + digit] = digits[left & 15] ?? 0
}

/** Eight hexadecimal digits for each of up to eight words, as one flat text: put together piece by piece, it would stay a tree of its pieces for as long as it is kept. */
export function drawHex(words: number, draw: (place: number) => number): string {
  for (let place = 0; place < words; place++) writeHex(place, draw(place))
  return written.toString('latin1', 0, words * 8)
}

/** Where the digits of a UUID stand among those drawn; -1 is a dash, -4 the version. */
const layout = [0, 1, 2, 3, 4, 5, 6, 7, -1, 8, 9, 10, 11, -1, -4, 13, 14, 15, -1, 16, 17, 18, 19, -1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]
const uid = Buffer.alloc(layout.length)
const [dash, version] = [45, 52]
/** The first digit of the third word, as a variant 1 UUID has it: 8, 9, a or b. */
const variantAt = 16

/** A version 4 UUID. */
export function drawUid(random: Random, ...keys: readonly (string | number)[]): string {
  for (let place = 0; place < 4; place++) writeHex(place, random.draw('uid', place, ...keys))
  const variant = written[variantAt] ?? 0
  written[variantAt] = digits[8 + ((variant < 58 ? variant - 48 : variant - 87) % 4)] ?? 0
  for (let at = 0; at < layout.length; at++) {
    const from = layout[at] ?? -1
    uid[at] = from === -1 ? dash : from === -4 ? version : (written[from] ?? 0)
  }
  return uid.toString('latin1')
}
