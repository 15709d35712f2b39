import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from './codec.ts'

const text = fc.string({ unit: 'binary', maxLength: 60 })

test('what is unsealed is what was sealed, wherever in memory it lies', () => {
  fc.assert(fc.property(text, fc.nat(7), (body, shift) => {
    const sealed = seal(body)
    const moved = Buffer.concat([Buffer.alloc(shift), sealed]).subarray(shift)
    expect([unseal(sealed), unseal(moved)]).toEqual([body, body])
  }))
})

test('a byte that changes, or an end that is missing, is found', () => {
  fc.assert(fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, place, turn) => {
    const sealed = seal(body)
    const broken = Buffer.from(sealed)
    const at = place % sealed.length
    broken.writeUInt8(broken.readUInt8(at) ^ turn, at)
    expect(unseal(broken)).toBeUndefined()
    expect(unseal(sealed.subarray(0, at))).toBeUndefined()
  }))
})
