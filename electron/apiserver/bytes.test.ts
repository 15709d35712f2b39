import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBytes } from './bytes.ts'

test('texts and bytes come one after the other, whatever room there is for them', () => {
  const parts = fc.array(fc.record({ text: fc.string({ unit: 'binary', maxLength: 30 }), encoded: fc.boolean() }), { maxLength: 20 })
  fc.assert(fc.property(parts, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 }), (added, rooms) => {
    const bytes = createBytes()
    const written: Buffer[] = []
    let turn = 0
    const goOn = () => {
      const memory = new Uint8Array(rooms[turn++ % rooms.length] ?? 1)
      bytes.into(memory)
      return memory
    }
    let memory = goOn()
    const keep = () => written.push(Buffer.from(memory.subarray(0, bytes.length)))
    for (const { text, encoded } of added) {
      if (encoded) bytes.copy(Buffer.from(`<${text}>`), 1, 1 + Buffer.byteLength(text))
      else bytes.add(text)
      while (bytes.isOver) {
        expect(bytes.room).toBe(0)
        keep()
        memory = goOn()
      }
    }
    keep()
    expect(Buffer.concat(written).toString()).toBe(Buffer.from(added.map(({ text }) => text).join('')).toString())
  }))
})
