/** Sets of small integers, 32 a word, lowest bit first. What lies past the last word is not in the set. */
export type Words = Int32Array

export function wordsFor(size: number): number {
  return (size + 31) >>> 5
}

export function setBit(words: Words, place: number): void {
  words[place >>> 5]! |= 1 << (place & 31)
}

export function clearBit(words: Words, place: number): void {
  words[place >>> 5]! &= ~(1 << (place & 31))
}

export function hasBit(words: Words, place: number): boolean {
  return place >>> 5 < words.length && (words[place >>> 5]! & (1 << (place & 31))) !== 0
}

/** Keeps in `words` what `others` holds too. */
export function keepBits(words: Words, others: Words): void {
  const both = Math.min(words.length, others.length)
  for (let at = 0; at < both; at++) words[at]! &= others[at]!
  words.fill(0, both)
}

/** Takes out of `words` what `others` holds. */
export function dropBits(words: Words, others: Words): void {
  const both = Math.min(words.length, others.length)
  for (let at = 0; at < both; at++) words[at]! &= ~others[at]!
}

/** Adds to `words` what `others` holds, as far as `words` goes. */
export function joinBits(words: Words, others: Words): void {
  const both = Math.min(words.length, others.length)
  for (let at = 0; at < both; at++) words[at]! |= others[at]!
}

/** How many integers the set holds. */
export function countBits(words: Words): number {
  let count = 0
  for (let at = 0; at < words.length; at++) count += popCount(words[at]!)
  return count
}

export function countCommonBits(words: Words, others: Words): number {
  const both = Math.min(words.length, others.length)
  let count = 0
  for (let at = 0; at < both; at++) count += popCount(words[at]! & others[at]!)
  return count
}

function popCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The integers in the set, rising. */
export function listBits(words: Words): number[] {
  const list: number[] = []
  for (let at = 0; at < words.length; at++) {
    for (let word = words[at]!; word !== 0; word &= word - 1) list.push(at * 32 + 31 - Math.clz32(word & -word))
  }
  return list
}

/** For every half byte, its four bits as four bytes of 0 or 1. */
const FOUR_BYTES = new Uint32Array(Uint8Array.from({ length: 64 }, (_, at) => ((at >>> 2) >>> (at & 3)) & 1).buffer)

/** One byte for every bit: 1 where the integer is in the set. The length is a whole number of words. */
export function unpackBits(words: Words): Uint8Array {
  const bytes = new Uint8Array(words.length * 32)
  const fours = new Uint32Array(bytes.buffer)
  for (let at = 0, to = 0; at < words.length; at++, to += 8) {
    const word = words[at]!
    if (word === 0) continue
    fours[to] = FOUR_BYTES[word & 15]!
    fours[to + 1] = FOUR_BYTES[(word >>> 4) & 15]!
    fours[to + 2] = FOUR_BYTES[(word >>> 8) & 15]!
    fours[to + 3] = FOUR_BYTES[(word >>> 12) & 15]!
    fours[to + 4] = FOUR_BYTES[(word >>> 16) & 15]!
    fours[to + 5] = FOUR_BYTES[(word >>> 20) & 15]!
    fours[to + 6] = FOUR_BYTES[(word >>> 24) & 15]!
    fours[to + 7] = FOUR_BYTES[word >>> 28]!
  }
  return bytes
}
