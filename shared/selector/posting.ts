import { clearBit, countCommonBits, dropBits, hasBit, joinBits, keepBits, listBits, packBits, setBit, type Words, wordsFor } from './bits.ts'

/** Many slots: a bit for each that might be among them. */
interface PackedSlots {
  words: Words
  count: number
}

/**
 * The slots that share something, in the form that takes least: one as itself, few as a sorted list, many as bits. A list of
 * four bytes a slot and bits for all slots take the same when one slot in 32 is among them.
 */
export type Posting = number | number[] | PackedSlots

const FEWEST_PACKED = 16

/** The posting with one slot more, which it must not hold yet. `size` is the number of slots there are. Changes what it is given. */
export function addSlot(posting: Posting | undefined, slot: number, size: number): Posting {
  if (posting === undefined) return slot
  if (typeof posting === 'number') return posting < slot ? [posting, slot] : [slot, posting]
  if (!Array.isArray(posting)) return addPacked(posting, slot, size)
  if (slot > posting[posting.length - 1]!) posting.push(slot)
  else posting.splice(placeIn(posting, slot), 0, slot)
  return posting.length >= FEWEST_PACKED && posting.length * 32 >= size ? packSlots(posting) : posting
}

function addPacked(packed: PackedSlots, slot: number, size: number): Posting {
  const needed = wordsFor(slot + 1)
  if (needed > packed.words.length) {
    // Bits that were packed while there were few slots may be thin among many.
    if (packed.count * 64 < size) return addSlot(listBits(packed.words), slot, size)
    const wider: Words = new Int32Array(needed + (needed >>> 2))
    wider.set(packed.words)
    packed.words = wider
  }
  setBit(packed.words, slot)
  packed.count++
  return packed
}

/** The posting without a slot that it holds; undefined when it was the last. Changes what it is given. */
export function removeSlot(posting: Posting, slot: number): Posting | undefined {
  if (typeof posting === 'number') return undefined
  if (Array.isArray(posting)) {
    posting.splice(placeIn(posting, slot), 1)
    return posting.length === 1 ? posting[0] : posting
  }
  clearBit(posting.words, slot)
  posting.count--
  return posting.count * 4 < posting.words.length || posting.count * 2 < FEWEST_PACKED ? listBits(posting.words) : posting
}

function placeIn(list: readonly number[], slot: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < slot) low = middle + 1
    else high = middle
  }
  return low
}

function packSlots(list: readonly number[]): PackedSlots {
  return { words: packBits(list, list[list.length - 1]! + 1), count: list.length }
}

export function countSlots(posting: Posting | undefined): number {
  if (posting === undefined) return 0
  if (typeof posting === 'number') return 1
  return Array.isArray(posting) ? posting.length : posting.count
}

/** Keeps in `words` what the posting holds too. */
export function keepSlots(words: Words, posting: Posting | undefined): void {
  if (posting === undefined) {
    words.fill(0)
    return
  }
  if (typeof posting === 'number') {
    const held = hasBit(words, posting)
    words.fill(0)
    if (held) setBit(words, posting)
    return
  }
  if (Array.isArray(posting)) keepListed(words, posting)
  else keepBits(words, posting.words)
}

function keepListed(words: Words, list: readonly number[]): void {
  let next = 0
  for (let place = 0; place < list.length;) {
    const at = list[place]! >>> 5
    let mask = 0
    for (; place < list.length && list[place]! >>> 5 === at; place++) mask |= 1 << (list[place]! & 31)
    words.fill(0, next, at)
    words[at]! &= mask
    next = at + 1
  }
  words.fill(0, next)
}

/** Takes out of `words` what the posting holds. */
export function dropSlots(words: Words, posting: Posting | undefined): void {
  if (posting === undefined) return
  if (typeof posting === 'number') clearBit(words, posting)
  else if (Array.isArray(posting)) for (const slot of posting) clearBit(words, slot)
  else dropBits(words, posting.words)
}

/** Adds to `words` what the posting holds. */
export function joinSlots(words: Words, posting: Posting | undefined): void {
  if (posting === undefined) return
  if (typeof posting === 'number') setBit(words, posting)
  else if (Array.isArray(posting)) for (const slot of posting) setBit(words, slot)
  else joinBits(words, posting.words)
}

/** How many of the posting's slots are in `words`. */
export function countCommon(words: Words, posting: Posting | undefined): number {
  if (posting === undefined) return 0
  if (typeof posting === 'number') return hasBit(words, posting) ? 1 : 0
  if (!Array.isArray(posting)) return countCommonBits(words, posting.words)
  let count = 0
  for (const slot of posting) if (hasBit(words, slot)) count++
  return count
}
