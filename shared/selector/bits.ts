/** Sets of small integers, 32 a word, lowest bit first. What lies past the last word is not in the set. */
export type Words = Int32Array

export function wordsFor(size: number): number {
  return (size + 31) >>> 5
}

/** The set of some integers, all below `size`. */
export function packBits(places: Iterable<number>, size: number): Words {
  const words: Words = new Int32Array(wordsFor(size))
  for (const place of places) setBit(words, place)
  return words
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

/** How many bits are set. */
export function popCount(word: number): number {
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
