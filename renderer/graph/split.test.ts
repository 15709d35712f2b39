import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTally } from './split.ts'

const pods = { capacity: 5, alive: Uint8Array.of(1, 1, 0, 1, 1), state: Uint8Array.of(0, 1, 1, 0, 2), namespace: Int32Array.of(3, 3, 3, 4, 3) }

test('counts the living pods of each namespace by state, and those that match', () => {
  const tally = createTally(3)
  tally.recount({ pods, matched: null })
  expect(tally.splits).toEqual(new Map([
    [3, { pods: 3, matched: 0, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 0, byState: [1, 0, 0] }],
  ]))
  tally.recount({ pods, matched: Uint8Array.of(0, 1, 1, 1, 1) })
  expect(tally.splits).toEqual(new Map([
    [3, { pods: 3, matched: 2, byState: [1, 1, 1] }],
    [4, { pods: 1, matched: 1, byState: [1, 0, 0] }],
  ]))
  expect(tally.matched).toBe(3)
})

const pod = fc.record({ slot: fc.nat(11), alive: fc.nat(1), state: fc.nat(2), namespace: fc.nat(3), matched: fc.nat(1) })

test('counts that were kept up to date are those that are made at once', () => {
  fc.assert(fc.property(fc.array(fc.array(pod, { maxLength: 6 }), { maxLength: 12 }), fc.boolean(), (batches, asked) => {
    const kept = createTally(3)
    const columns = { alive: new Uint8Array(12), state: new Uint8Array(12), namespace: new Int32Array(12), matched: new Uint8Array(12) }
    let capacity = 0
    for (const batch of batches) {
      for (const { slot, alive, state, namespace, matched } of batch) {
        Object.assign(columns.alive, { [slot]: alive })
        Object.assign(columns.state, { [slot]: state })
        Object.assign(columns.namespace, { [slot]: namespace })
        Object.assign(columns.matched, { [slot]: matched })
        capacity = Math.max(capacity, slot + 1)
      }
      const counted = { pods: { capacity, ...columns }, matched: asked ? columns.matched.subarray(0, capacity) : null }
      kept.follow(counted, batch.map(({ slot }) => slot))
      const fresh = createTally(3)
      fresh.recount(counted)
      expect(kept.splits).toEqual(fresh.splits)
      expect(kept.matched).toBe(fresh.matched)
    }
  }))
})

test('counts of another answer are those that are made at once', () => {
  const column = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 12, maxLength: 12 })
  const answer = fc.option(column(fc.nat(1)).map((bits) => Uint8Array.from(bits)))
  fc.assert(fc.property(column(fc.nat(1)), column(fc.nat(3)), answer, answer, (alive, namespace, before, after) => {
    const table = { capacity: 12, alive: Uint8Array.from(alive), state: new Uint8Array(12), namespace: Int32Array.from(namespace) }
    const kept = createTally(3)
    kept.recount({ pods: table, matched: before })
    kept.rematch(after)
    const fresh = createTally(3)
    fresh.recount({ pods: table, matched: after })
    expect([kept.splits, kept.matched]).toEqual([fresh.splits, fresh.matched])
    // What is known of each pod is right as well: they can go one by one.
    kept.follow({ pods: { ...table, alive: new Uint8Array(12) }, matched: after }, table.namespace.keys())
    expect([kept.splits.size, kept.matched]).toEqual([0, 0])
  }))
})
