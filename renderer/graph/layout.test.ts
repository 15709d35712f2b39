import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellRect, type Box } from './box.ts'
import { boundsOf, GAP } from './cells.ts'
import { createLayout, type Layout, type Population } from './layout.ts'

const NAMES = ['default', 'kube-system', 'kube-public', 'web', 'db', 'team']

/** A cluster in the making: namespace of each slot, and which namespaces are there. */
interface World {
  readonly slots: number[]
  readonly present: Set<number>
}

const populationOf = ({ slots, present }: World): Population => ({
  capacity: slots.length,
  namespaceOf: (slot) => slots[slot] ?? -1,
  namespaces: NAMES.map((name, index) => ({ index, name })).filter(({ index }) => present.has(index) || slots.includes(index)),
})

type Change = { readonly create: number; readonly count: number } | { readonly remove: readonly number[] } | { readonly toggle: number }

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ create: fc.nat(NAMES.length - 1), count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 90 })) }) },
  { weight: 3, arbitrary: fc.record({ remove: fc.array(fc.nat(200), { maxLength: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ toggle: fc.nat(NAMES.length - 1) }) },
)

/** Carries a change out; returns the slots that it touched. */
function perform(world: World, made: Change): readonly number[] {
  if ('toggle' in made) {
    if (!world.present.delete(made.toggle)) world.present.add(made.toggle)
    return []
  }
  if ('remove' in made) {
    const gone = [...new Set(made.remove.filter((slot) => (world.slots[slot] ?? -1) >= 0))]
    for (const slot of gone) world.slots[slot] = -1
    return gone
  }
  return Array.from({ length: made.count }, () => {
    const free = world.slots.indexOf(-1)
    const slot = free < 0 ? world.slots.length : free
    world.slots[slot] = made.create
    return slot
  })
}

const boxesOf = (layout: Layout): readonly Box[] => [...layout.boxes.values()].sort((a, b) => a.namespace - b.namespace)
const pictureOf = (layout: Layout) => boxesOf(layout).map((box) => ({ ...box, podAt: [...box.podAt] }))
const readingOrder = (box: Box | undefined) => [...(box?.podAt ?? [])].filter((slot) => slot >= 0)

/** Carries a change out and has the layout follow it. */
function pass(layout: Layout, world: World, made: Change) {
  const touched = perform(world, made)
  return layout.follow(populationOf(world), touched)
}

function expectSound(layout: Layout, world: World): void {
  const boxes = boxesOf(layout)
  const seen = new Set<number>()
  for (const box of boxes) {
    expect(box.podAt).toHaveLength(box.cols * box.rows)
    box.podAt.forEach((slot, cell) => {
      if (slot < 0) return
      expect(seen.has(slot)).toBe(false)
      seen.add(slot)
      expect(world.slots[slot]).toBe(box.namespace)
      expect(layout.placeOf(slot)).toEqual({ box, cell })
      const rect = cellRect(box, cell)
      expect(rect.x).toBeGreaterThanOrEqual(box.x)
      expect(rect.y).toBeGreaterThanOrEqual(box.y + box.band)
      expect(rect.x + rect.width).toBeLessThanOrEqual(box.x + box.width)
      expect(rect.y + rect.height).toBeLessThanOrEqual(box.y + box.height)
    })
  }
  expect(seen.size).toBe(world.slots.filter((namespace) => namespace >= 0).length)
  expect(layout.pods).toBe(seen.size)
  expect(boxes.map((box) => box.namespace)).toEqual(populationOf(world).namespaces.map(({ index }) => index))
  for (const a of boxes) {
    for (const b of boxes) {
      if (a.namespace >= b.namespace) continue
      const apart = a.x >= b.x + b.width + GAP || b.x >= a.x + a.width + GAP || a.y >= b.y + b.height + GAP || b.y >= a.y + a.height + GAP
      expect(apart, `${JSON.stringify({ ...a, podAt: 0 })} overlaps ${JSON.stringify({ ...b, podAt: 0 })}`).toBe(true)
    }
  }
}

// oxlint-disable-next-line vitest/expect-expect -- in expectSound
test('whatever comes and goes, every pod has one cell in its namespace and no namespaces overlap', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
    const world: World = { slots: [], present: new Set([0, 1, 2]) }
    const layout = createLayout()
    layout.follow(populationOf(world), null)
    expectSound(layout, world)
    for (const made of changes) {
      pass(layout, world, made)
      expectSound(layout, world)
    }
  }), { numRuns: 150 })
})

test('a pod that lives keeps its place, or moves with its whole namespace in the same order', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
    const world: World = { slots: [], present: new Set([0, 1, 2]) }
    const layout = createLayout()
    layout.follow(populationOf(world), null)
    for (const made of changes) {
      const before = layout.copy()
      const living = world.slots.some((namespace) => namespace >= 0)
      const touched = perform(world, made)
      const outcome = layout.follow(populationOf(world), touched)
      if (!living) continue
      const moved = new Set(outcome.moved.map((box) => box.namespace))
      const stayed = new Set(touched)
      for (const box of before.boxes.values()) {
        const after = layout.boxes.get(box.namespace)
        const order = readingOrder(box).filter((slot) => !stayed.has(slot))
        expect(readingOrder(after).filter((slot) => order.includes(slot))).toEqual(order)
        if (moved.has(box.namespace)) continue
        for (const slot of order) {
          const now = layout.placeOf(slot)!
          const then = before.placeOf(slot)!
          expect(cellRect(now.box, now.cell)).toEqual(cellRect(then.box, then.cell))
        }
      }
    }
  }), { numRuns: 150 })
})

test('when nothing comes for a while, boxes end with their last pods, and no pod has moved', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
    const world: World = { slots: [], present: new Set([0, 1, 2]) }
    const layout = createLayout()
    layout.follow(populationOf(world), null)
    for (const made of changes) pass(layout, world, made)
    const before = layout.copy()
    const trimmed = layout.settle()
    expectSound(layout, world)
    expect(trimmed).toBe(boxesOf(layout).some((box) => box.podAt.length !== before.boxes.get(box.namespace)?.podAt.length))
    expect(layout.settle()).toBe(false)
    world.slots.forEach((namespace, slot) => {
      if (namespace < 0) return
      const now = layout.placeOf(slot)!
      const then = before.placeOf(slot)!
      expect(cellRect(now.box, now.cell)).toEqual(cellRect(then.box, then.cell))
    })
    const lastRows = boxesOf(layout).filter((box) => box.y >= 0 && box.rows > 1).map((box) => box.podAt.subarray((box.rows - 1) * box.cols))
    expect(lastRows.every((row) => row.some((slot) => slot >= 0))).toBe(true)
  }), { numRuns: 100 })
})

test('the same history gives the same picture', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
    const pictures = [1, 2].map(() => {
      const world: World = { slots: [], present: new Set([0, 1, 2]) }
      const layout = createLayout()
      layout.follow(populationOf(world), null)
      for (const made of changes) pass(layout, world, made)
      return pictureOf(layout)
    })
    expect(pictures[0]).toEqual(pictures[1])
  }), { numRuns: 50 })
})

test('what is tried on a copy leaves the layout as it was, and is what the layout then does', () => {
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), change, (changes, last) => {
    const world: World = { slots: [], present: new Set([0]) }
    const layout = createLayout()
    layout.follow(populationOf(world), null)
    for (const made of changes) pass(layout, world, made)
    const before = pictureOf(layout)
    const touched = perform(world, last)
    const copy = layout.copy()
    copy.follow(populationOf(world), touched)
    expect(pictureOf(layout)).toEqual(before)
    layout.follow(populationOf(world), touched)
    expect(pictureOf(layout)).toEqual(pictureOf(copy))
  }), { numRuns: 50 })
})

const start = (counts: readonly number[]) => {
  const world: World = { slots: counts.flatMap((count, namespace) => Array.from({ length: count }, () => namespace)), present: new Set(counts.keys()) }
  const layout = createLayout()
  layout.follow(populationOf(world), null)
  return { world, layout }
}

test('a namespace that grows rarely has to move', () => {
  const { world, layout } = start([10, 0, 0, 10, 10, 10])
  let moves = 0
  for (let step = 0; step < 500; step++) moves += pass(layout, world, { create: 3, count: 1 }).moved.length
  // Twice for room, and twice because its title has to be higher.
  expect(moves).toBeLessThanOrEqual(4)
})

test('a namespace that grows by a tenth stays where it is, and pushes others straight down by no more than it has grown', () => {
  const counts = fc.array(fc.integer({ min: 10, max: 120 }), { minLength: NAMES.length, maxLength: NAMES.length })
  let pushes = 0
  fc.assert(fc.property(counts, fc.constantFrom(0, 3, 4, 5), fc.double({ min: 0.6, max: 2.6, noNaN: true }), (pods, which, aspect) => {
    const world: World = { slots: pods.flatMap((count, namespace) => Array.from({ length: namespace === 1 || namespace === 2 ? 0 : count }, () => namespace)), present: new Set([0, 1, 2]) }
    const layout = createLayout(() => aspect)
    layout.follow(populationOf(world), null)
    const before = layout.copy()
    const { moved } = pass(layout, world, { create: which, count: Math.ceil((pods[which] ?? 0) / 10) })
    const [was, is] = [before.boxes.get(which)!, layout.boxes.get(which)!]
    expect([is.x, is.y]).toEqual([was.x, was.y])
    for (const { namespace, x, y } of moved) {
      if (namespace === which) continue
      pushes++
      const now = layout.boxes.get(namespace)!
      expect(now.x).toBe(x)
      expect(now.y).toBeGreaterThan(y)
      expect(now.y - y).toBeLessThanOrEqual(is.height - was.height)
      expect(y).toBeGreaterThanOrEqual(was.y + was.height)
    }
    expectSound(layout, world)
  }), { numRuns: 100 })
  expect(pushes).toBeGreaterThan(2)
})

test.each([1, 10, 100, 1000])('the title of a namespace that has grown from one pod by %i at a time is at least half as high as of one that was there from the first', (count) => {
  const { world, layout } = start([1])
  while (layout.pods < 2000) {
    pass(layout, world, { create: 0, count })
    const fresh = createLayout()
    fresh.follow(populationOf(world), null)
    expect(2 * layout.boxes.get(0)!.band).toBeGreaterThanOrEqual(fresh.boxes.get(0)!.band)
  }
})

test('a namespace that grows is no ribbon, whatever stands beside it, and pods keep their columns and rows', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: NAMES.length, maxLength: NAMES.length })
  const grown = fc.array(fc.record({ create: fc.constantFrom(0, 3, 4, 5), count: fc.integer({ min: 1, max: 12 }) }), { minLength: 10, maxLength: 80 })
  fc.assert(fc.property(counts, grown, (first, steps) => {
    const { world, layout } = start(first.map((count, at) => (at === 3 ? count + 1 : count)))
    const oddness = ({ width, height }: Box) => Math.max(width / height, height / width)
    const limits = new Map(boxesOf(layout).map((box) => [box.namespace, Math.max(3, oddness(box))]))
    for (const step of steps) {
      const before = layout.copy()
      pass(layout, world, step)
      const box = layout.boxes.get(step.create)!
      expect(oddness(box)).toBeLessThanOrEqual(limits.get(step.create)!)
      const then = before.boxes.get(step.create)!
      then.podAt.forEach((slot, cell) => {
        if (slot < 0) return
        const now = layout.placeOf(slot)!.cell
        expect([now % box.cols, Math.floor(now / box.cols)]).toEqual([cell % then.cols, Math.floor(cell / then.cols)])
      })
    }
  }), { numRuns: 60 })
})

test('tidied up, everything stands as if it had been there from the first, every pod in its order; and only where that shows it larger', () => {
  let tidied = 0
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }), fc.double({ min: 0.6, max: 2.6, noNaN: true }), (changes, aspect) => {
    const world: World = { slots: [], present: new Set([0, 1, 2]) }
    let window = 1
    const layout = createLayout(() => window)
    layout.follow(populationOf(world), null)
    for (const made of changes) pass(layout, world, made)
    window = aspect
    const before = layout.copy()
    const fresh = createLayout(() => aspect)
    fresh.follow(populationOf(world), null)
    const demand = (of: Layout) => {
      const { width, height } = boundsOf(of.boxes.values())!
      return Math.max(width / aspect, height)
    }
    const moved = layout.tidy()
    expect(moved !== null).toBe(demand(before) >= 1.15 * demand(fresh))
    if (moved === null) return
    tidied++
    expectSound(layout, world)
    const frames = (of: Layout) => boxesOf(of).map(({ x, y, width, height, cols, rows }) => ({ x, y, width, height, cols, rows }))
    expect(frames(layout)).toEqual(frames(fresh))
    for (const box of before.boxes.values()) expect(readingOrder(layout.boxes.get(box.namespace))).toEqual(readingOrder(box))
    expect(layout.tidy()).toBeNull()
  }), { numRuns: 100 })
  expect(tidied).toBeGreaterThan(5)
})

test.each([
  ['a few', [6, 0, 0, 6], 0.6],
  ['one namespace', [12, 0, 0], 0.6],
  ['one of 1 beside one of 3,000', [1, 0, 0, 3000], 0.8],
  ['six of 100', [100, 0, 0, 100, 100, 100], 0.8],
])('the cells fill the picture: %s', (_what, counts, least) => {
  const { layout } = start(counts)
  const boxes = boxesOf(layout).filter((box) => box.y >= 0)
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  const covered = boxes.reduce((sum, box) => sum + box.width * box.height, 0)
  expect(covered / (right * bottom)).toBeGreaterThan(least)
  expect(right / bottom).toBeGreaterThan(0.5)
  expect(right / bottom).toBeLessThan(2.2)
})

/** Namespaces of very unequal sizes, as clusters have them: the size falls with the rank, some hold a single pod or none. */
const unequal = fc.record({
  count: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 })),
  most: fc.integer({ min: 30, max: 3000 }),
  fall: fc.double({ min: 0.3, max: 1.4, noNaN: true }),
  chances: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
}).map(({ count, most, fall, chances }) => Array.from({ length: count }, (_, rank) => {
  const chance: number = chances.next().value
  return Math.max(chance < 0.1 ? 0 : 1, Math.round((most * (0.7 + chance * 0.6)) / (rank + 1) ** fall))
}))

test('in windows of all shapes namespaces fill at least 0.65 of the room, and none is a ribbon', () => {
  fc.assert(fc.property(unequal, fc.double({ min: 0.8, max: 2.2, noNaN: true }), (counts, aspect) => {
    const slots = counts.flatMap((count, namespace) => Array.from({ length: count }, () => namespace))
    const layout = createLayout(() => aspect)
    layout.follow({ capacity: slots.length, namespaceOf: (slot) => slots[slot] ?? -1, namespaces: counts.map((_, index) => ({ index, name: `n${index}` })) }, null)
    const bounds = boundsOf(layout.boxes.values())!
    const room = Math.max(bounds.width / aspect, bounds.height) ** 2 * aspect
    const covered = boxesOf(layout).reduce((sum, box) => sum + box.width * box.height, 0)
    expect(covered / room).toBeGreaterThanOrEqual(0.65)
    for (const box of boxesOf(layout)) expect(box.width / box.height).toBeLessThan(5)
  }), { numRuns: 150 })
})

test('to lay out 100,000 pods in 1,000 namespaces, each is asked no more than twice for its namespace', () => {
  const namespaces = Array.from({ length: 1000 }, (_, index) => ({ index, name: `n${index}` }))
  const layout = createLayout()
  let asked = 0
  const namespaceOf = (slot: number) => {
    asked += 1
    return slot % 1000
  }
  layout.follow({ capacity: 100_000, namespaceOf, namespaces }, null)
  expect(layout.pods).toBe(100_000)
  expect(asked).toBeLessThanOrEqual(200_000)
})
