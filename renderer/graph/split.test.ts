import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packBits } from '../../shared/selector/index.ts'
import { createTally } from './split.ts'

const pods = { capacity: 5, alive: Uint8Array.of(1, 1, 0, 1, 1), state: Uint8Array.of(0, 1, 1, 0, 2), namespace: Int32Array.of(3, 3, 3, 4, 3) }

test('counts the living pods of each namespace by state, and those that match', () => {
  const tally = createTally(3)
  tally.recount({ pods, matched: null })
  expect(tally.splits).toEqual(new Map([
    [3, { pods: 3, matched: 0, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 0, byState: [1, 0, 0] }],
  ]))
  tally.recount({ pods, matched: packBits([1, 2, 3, 4], 5) })
  expect(tally.splits).toEqual(new Map([
    [3, { pods: 3, matched: 2, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 1, byState: [1, 0, 0] }],
  ]))
  expect(tally.matched).toBe(3)
})

/** Two words of slots and a part of one. */
const SLOTS = 70
const pod = fc.record({ slot: fc.nat(SLOTS - 1), alive: fc.nat(1), state: fc.nat(2), namespace: fc.nat(3), matched: fc.boolean() })

test('counts that were kept up to date are those that are made at once', () => {
  const batch = fc.record({ changes: fc.array(pod, { maxLength: 12 }), asked: fc.option(fc.array(fc.nat(SLOTS - 1))) })
  fc.assert(fc.property(fc.array(batch, { maxLength: 12 }), (batches) => {
    const kept = createTally(3)
    const columns = { alive: new Uint8Array(SLOTS), state: new Uint8Array(SLOTS), namespace: Int32Array.from({ length: SLOTS }, (_, slot) => slot >> 4) }
    const matching = new Set<number>()
    let capacity = 0
    for (const { changes, asked } of batches) {
      for (const { slot, alive, state, namespace, matched } of changes) {
        Object.assign(columns.alive, { [slot]: alive })
        Object.assign(columns.state, { [slot]: state })
        Object.assign(columns.namespace, { [slot]: namespace })
        if (alive === 1 && matched) matching.add(slot)
        else matching.delete(slot)
        capacity = Math.max(capacity, slot + 1)
      }
      if (asked !== null) {
        matching.clear()
        for (const slot of asked) if (columns.alive[slot] === 1) matching.add(slot)
      }
      const counted = { pods: { capacity, ...columns }, matched: packBits(matching, capacity) }
      // Another question is counted before the pods that changed in the same frame.
      if (asked !== null) kept.rematch(counted.matched)
      kept.follow(counted, new Set(changes.map(({ slot }) => slot)))
      const fresh = createTally(3)
      fresh.recount(counted)
      expect(kept.splits).toEqual(fresh.splits)
      expect(kept.matched).toBe(fresh.matched)
    }
  }))
})

test('counts of another answer are those that are made at once', () => {
  const column = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: SLOTS, maxLength: SLOTS })
  const answer = fc.option(fc.array(fc.nat(SLOTS - 1)).map((slots) => packBits(slots, SLOTS)))
  const namespaces = fc.oneof(column(fc.nat(3)), fc.constant(Array.from({ length: SLOTS }, (_, slot) => slot >> 4)))
  fc.assert(fc.property(column(fc.nat(1)), namespaces, answer, answer, (alive, namespace, before, after) => {
    const table = { capacity: SLOTS, alive: Uint8Array.from(alive), state: new Uint8Array(SLOTS), namespace: Int32Array.from(namespace) }
    const kept = createTally(3)
    kept.recount({ pods: table, matched: before })
    kept.rematch(after)
    const fresh = createTally(3)
    fresh.recount({ pods: table, matched: after })
    expect([kept.splits, kept.matched]).toEqual([fresh.splits, fresh.matched])
    // What is known of each pod is right as well: they can go one by one.
    kept.follow({ pods: { ...table, alive: new Uint8Array(SLOTS) }, matched: after }, new Set(table.namespace.keys()))
    expect([kept.splits.size, kept.matched]).toEqual([0, 0])
  }))
})
