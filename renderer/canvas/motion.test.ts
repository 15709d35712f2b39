import { expect, test } from 'vitest'
import { createLayout } from '../graph/index.ts'
import { createMotion } from './motion.ts'

function change() {
  const layout = createLayout()
  const namespaces = [{ index: 0, name: 'default' }]
  layout.follow({ capacity: 2, namespaceOf: () => 0, namespaces }, null)
  return layout.follow({ capacity: 3, namespaceOf: (slot) => (slot === 0 ? -1 : 0), namespaces }, [0, 2])
}

test('what comes fades in, what goes fades out, and then it is over', () => {
  const motion = createMotion()
  motion.begin(change(), 1000)
  expect(motion.fading).toBe(true)
  expect(motion.alphaOf(2, 1000)).toBe(0)
  expect(motion.alphaOf(1, 1000)).toBe(1)
  const halfway = motion.alphaOf(2, 1075)
  expect(halfway > 0 && halfway < 1).toBe(true)
  expect(motion.going.map(({ cell }) => cell)).toEqual([0])
  expect(motion.goneAlpha(motion.going.at(0)!, 1075)).toBeCloseTo(1 - halfway)
  expect(motion.settle(1100)).toBe(true)
  expect(motion.settle(1151)).toBe(false)
  expect(motion.fading).toBe(false)
  expect(motion.alphaOf(2, 1151)).toBe(1)
})

test('a namespace that moved glides to its place', () => {
  const motion = createMotion()
  const box = change().left.at(0)!.box
  const to = { ...box, x: 100, y: 40 }
  motion.begin({ arrived: [], left: [], moved: [box], reshaped: true }, 0)
  expect(motion.shown(to, 0)).toMatchObject({ x: box.x, y: box.y })
  expect(motion.shown(to, 100).x).toBeGreaterThan(box.x)
  expect(motion.shown(to, 200)).toMatchObject({ x: 100, y: 40 })
  expect(motion.settle(200)).toBe(false)
})

test('a title that has become higher pushes the pods down bit by bit', () => {
  const motion = createMotion()
  const box = change().left.at(0)!.box
  const to = { ...box, band: box.band + 6, height: box.height + 6 }
  motion.begin({ arrived: [], left: [], moved: [box], reshaped: true }, 0)
  expect(motion.shown(to, 0)).toEqual(box)
  expect(motion.shown(to, 100).band).toBeGreaterThan(box.band)
  expect(motion.shown(to, 200)).toEqual(to)
})
