import { expect, test } from 'vitest'
import { NOT_WALKING, walkHistory, type HistoryWalk } from './history-walk.ts'

const HISTORY = ['c', 'b', 'a']

/** Walks from a text and says what the field shows after each step; null where there is no step. */
function shown(text: string, steps: readonly (1 | -1)[]): readonly (string | null)[] {
  let walk: HistoryWalk = NOT_WALKING
  let now = text
  return steps.map((step) => {
    const next = walkHistory(HISTORY, walk, now, step)
    if (next === null) return null
    walk = next.walk
    now = next.text
    return now
  })
}

test.each<[string, string, readonly (1 | -1)[], readonly (string | null)[]]>([
  ['goes back from the newest', '', [1, 1, 1], ['c', 'b', 'a']],
  ['ends at the oldest', '', [1, 1, 1, 1], ['c', 'b', 'a', null]],
  ['comes back to what was being written', 'x=', [1, 1, -1, -1], ['c', 'b', 'c', 'x=']],
  ['has no future', 'x=', [-1], [null]],
  ['passes over what the field shows already', 'c', [1, -1, -1], ['b', 'c', 'c']],
])('%s', (_, text, steps, expected) => {
  expect(shown(text, steps)).toEqual(expected)
})

test('an empty history has no step', () => {
  expect(walkHistory([], NOT_WALKING, 'x', 1)).toBeNull()
})
