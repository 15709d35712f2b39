import { expect, test } from 'vitest'
import { formatAge } from './age.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [-5 * SECOND, '<invalid>'],
  [-SECOND, '0s'],
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [7 * MINUTE + 46 * SECOND, '7m46s'],
  [10 * MINUTE + 5 * SECOND, '10m'],
  [2 * HOUR + 59 * MINUTE, '179m'],
  [7 * HOUR + 54 * MINUTE, '7h54m'],
  [8 * HOUR + 54 * MINUTE, '8h'],
  [47 * HOUR, '47h'],
  [6 * DAY + 7 * HOUR, '6d7h'],
  [9 * DAY + 7 * HOUR, '9d'],
  [730 * DAY, '2y'],
  [800 * DAY, '2y70d'],
  [365 * 9 * DAY, '9y'],
])('%d ms is %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text)
})
