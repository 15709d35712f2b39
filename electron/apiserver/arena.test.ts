import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createArena, readKept } from './arena.ts'

test('what is kept is read as it was or not at all, and the newest can always be read', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (texts, slabs) => {
    const arena = createArena(slabs, 64)
    const kept = texts.map((text) => {
      const one = arena.keep(text)
      expect(readKept(one)?.toString()).toBe(text)
      return one
    })
    for (const [place, one] of kept.entries()) expect([texts[place], undefined]).toContain(readKept(one)?.toString())
  }))
})

test('the oldest give way when the room is full', () => {
  const arena = createArena(2, 30)
  const kept = ['a', 'b', 'c', 'd', 'e'].map((letter) => arena.keep(letter.repeat(10)))
  expect(kept.map((one) => readKept(one)?.toString('latin1', 0, 1))).toEqual([undefined, undefined, undefined, 'd', 'e'])
})
