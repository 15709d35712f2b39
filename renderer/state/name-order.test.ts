import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNameOrder } from './name-order.ts'

const step = fc.oneof(
  fc.record({ what: fc.constant('put' as const), slot: fc.nat(12), name: fc.string({ minLength: 1, maxLength: 2 }) }),
  fc.record({ what: fc.constant('drop' as const), slot: fc.nat(12) }),
  fc.record({ what: fc.constant('ask' as const) }),
)

test('the order that is kept is the order of a sort', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const names = new Map<number, string>()
    const order = createNameOrder((slot) => names.get(slot)!)
    const check = () => {
      const slots = order.slots()
      expect(slots.map((slot) => names.get(slot))).toEqual([...names.values()].sort())
      expect(new Set(slots)).toEqual(new Set(names.keys()))
      expect(order.slots()).toBe(slots)
    }
    for (const one of steps) {
      if (one.what === 'ask') check()
      else if (one.what === 'put' && !names.has(one.slot)) {
        names.set(one.slot, one.name)
        order.add(one.slot)
      } else if (one.what === 'drop' && names.delete(one.slot)) order.remove(one.slot)
    }
    check()
  }))
})
