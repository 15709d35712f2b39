import { expect, test } from 'vitest'
import { formatHumanDuration } from './duration.ts'

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

test.each<[number, string]>([
  [-5 * second, '<invalid>'], [-1 * second, '0s'], [0, '0s'], [999, '0s'], [119 * second, '119s'], [2 * minute, '2m'], [2 * minute + second, '2m1s'],
  [9 * minute + 59 * second, '9m59s'], [10 * minute + 30 * second, '10m'], [3 * hour - 1, '179m'], [3 * hour, '3h'], [7 * hour + 54 * minute, '7h54m'],
  [8 * hour + 59 * minute, '8h'], [47 * hour, '47h'], [2 * day, '2d'], [6 * day + 7 * hour, '6d7h'], [8 * day + 5 * hour, '8d'], [729 * day, '729d'],
  [730 * day, '2y'], [731 * day, '2y1d'], [8 * 365 * day + day, '8y'],
])('%d ms is %s', (ms, text) => {
  expect(formatHumanDuration(ms)).toBe(text)
})
