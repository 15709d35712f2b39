import { expect, test } from 'vitest'
import { createLayout } from './layout.ts'
import { firstCursor, step, type Cursor, type Direction } from './step.ts'

/**
 * Default has pods 0 to 5 in two rows of three, web below it 6 and 7 in one; kube-system, empty, stands above:
 *
 *     kube-system
 *     0 1 2
 *     3 4 5
 *     6 7
 */
function makeLayout() {
  const layout = createLayout()
  layout.follow({
    capacity: 8, namespaceOf: (slot) => (slot < 6 ? 0 : 2),
    namespaces: [{ index: 0, name: 'default' }, { index: 1, name: 'kube-system' }, { index: 2, name: 'web' }],
  }, null)
  return layout
}

const everything = () => true

test('the picture that the cases are about', () => {
  const boxes = [...makeLayout().boxes.values()]
  expect(boxes.map(({ namespace, podAt, cols }) => [namespace, cols, ...podAt])).toEqual([[1, 1], [0, 3, 0, 1, 2, 3, 4, 5], [2, 2, 6, 7]])
  expect(boxes.map(({ y }) => y)).toEqual(boxes.map(({ y }) => y).sort((a, b) => a - b))
})

test.each<[string, Cursor, Direction, Cursor]>([
  ['to the next pod', { pod: 0 }, 'right', { pod: 1 }],
  ['to the pod below', { pod: 1 }, 'down', { pod: 4 }],
  ['back up', { pod: 4 }, 'up', { pod: 1 }],
  ['from the first row to the title', { pod: 1 }, 'up', { namespace: 0 }],
  ['from the title to the pods', { namespace: 0 }, 'down', { pod: 1 }],
  ['from the last row into the next namespace', { pod: 3 }, 'down', { pod: 6 }],
  ['from its first row to its title', { pod: 6 }, 'up', { namespace: 2 }],
  ['from a title to the namespace above', { namespace: 2 }, 'up', { namespace: 0 }],
  ['to one that stands above all', { namespace: 0 }, 'up', { namespace: 1 }],
  ['where there is nothing, it stays', { pod: 2 }, 'right', { pod: 2 }],
  ['down from an empty namespace', { namespace: 1 }, 'down', { namespace: 0 }],
])('an arrow leads %s', (_what, from, direction, to) => {
  expect(step(makeLayout(), from, direction, everything)).toEqual(to)
})

test('pods that are not shown are passed over', () => {
  expect(step(makeLayout(), { pod: 0 }, 'right', (slot) => slot !== 1)).toEqual({ pod: 2 })
})

test('the keyboard starts at the first pod shown, or at a namespace', () => {
  expect(firstCursor(makeLayout(), everything)).toEqual({ pod: 0 })
  expect(firstCursor(makeLayout(), (slot) => slot > 5)).toEqual({ pod: 6 })
  expect(firstCursor(makeLayout(), () => false)).toEqual({ namespace: 0 })
  expect(firstCursor(createLayout(), everything)).toBeNull()
})
