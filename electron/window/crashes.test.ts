import { expect, test } from 'vitest'
import { createCrashes } from './crashes.ts'

test.each<readonly [string, readonly number[], readonly string[]]>([
  ['a page that crashes at once', [0, 1, 2, 3], ['reload', 'reload', 'ask', 'ask']],
  ['one that crashes now and then', [0, 60, 120, 180], ['reload', 'reload', 'reload', 'reload']],
  ['one that calms down', [0, 10, 30, 61, 65, 71], ['reload', 'reload', 'ask', 'reload', 'ask', 'reload']],
])('%s', (_what, seconds, expected) => {
  let time = 0
  const crashes = createCrashes(() => time)
  expect(seconds.map((second) => {
    time = second * 1_000
    return crashes.next()
  })).toEqual(expected)
})

test('who has it loaded again begins anew', () => {
  const crashes = createCrashes(() => 0)
  const next = () => [crashes.next(), crashes.next(), crashes.next()]
  expect(next()).toEqual(['reload', 'reload', 'ask'])
  crashes.forget()
  expect(next()).toEqual(['reload', 'reload', 'ask'])
})
