import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCronSchedule } from '../registry/index.ts'
import { missedRuns, nextRun } from './cron-next.ts'

function next(text: string, after: string, zone?: string): string {
  const schedule = parseCronSchedule(text)
  if (!schedule.ok) throw new Error(schedule.error)
  const at = nextRun(schedule.value, Date.parse(after), zone)
  return Number.isFinite(at) ? new Date(at).toISOString().replace(':00.000Z', '') : 'never'
}

test.each([
  ['* * * * *', '2025-01-01T00:00:00Z', undefined, '2025-01-01T00:01'],
  ['* * * * *', '2025-01-01T00:00:59Z', undefined, '2025-01-01T00:01'],
  ['*/15 * * * *', '2025-01-01T00:14:00Z', undefined, '2025-01-01T00:15'],
  ['0 9-17/4 * * mon-fri', '2025-01-03T17:00:00Z', undefined, '2025-01-06T09:00'],
  ['30 2 29 feb *', '2025-01-01T00:00:00Z', undefined, '2028-02-29T02:30'],
  ['0 0 31 2 *', '2025-01-01T00:00:00Z', undefined, 'never'],
  // Both days restricted: either is enough.
  ['0 0 13 * fri', '2025-01-01T00:00:00Z', undefined, '2025-01-03T00:00'],
  ['0 0 13 * ?', '2025-01-01T00:00:00Z', undefined, '2025-01-13T00:00'],
  ['0 0 * * 0', '2025-01-01T00:00:00Z', undefined, '2025-01-05T00:00'],
  ['@hourly', '2025-01-01T00:00:00Z', undefined, '2025-01-01T01:00'],
  ['@daily', '2025-01-01T00:00:00Z', undefined, '2025-01-02T00:00'],
  ['@weekly', '2025-01-01T00:00:00Z', undefined, '2025-01-05T00:00'],
  ['@monthly', '2025-01-01T00:00:00Z', undefined, '2025-02-01T00:00'],
  ['@yearly', '2025-01-01T00:00:00Z', undefined, '2026-01-01T00:00'],
  ['@every 90s', '2025-01-01T00:00:30Z', undefined, '2025-01-01T00:02'],
  ['0 9 * * *', '2025-01-01T00:00:00Z', 'Asia/Seoul', '2025-01-02T00:00'],
  ['0 9 * * *', '2024-12-31T23:00:00Z', 'Asia/Seoul', '2025-01-01T00:00'],
  ['30 5 * * *', '2025-01-01T00:00:00Z', 'Asia/Kolkata', '2025-01-02T00:00'],
  // Summer time begins: there is no half past two that night.
  ['30 2 * * *', '2025-03-30T00:00:00Z', 'Europe/Berlin', '2025-03-31T00:30'],
  ['0 12 * * *', '2025-03-30T00:00:00Z', 'Europe/Berlin', '2025-03-30T10:00'],
  ['0 12 * * *', '2025-10-26T00:00:00Z', 'Europe/Berlin', '2025-10-26T11:00'],
])('%s after %s (%s) is %s', (text, after, zone, expected) => {
  expect(next(text, after, zone)).toBe(expected)
})

test('the next run is later, and there is none between', () => {
  const field = (min: number, max: number) => fc.oneof(fc.constant('*'), fc.integer({ min, max }).map(String), fc.integer({ min: 2, max: 20 }).map((step) => `*/${step}`))
  fc.assert(fc.property(field(0, 59), field(0, 23), field(0, 6), fc.integer({ min: 0, max: 2 ** 31 }), (minute, hour, weekday, seconds) => {
    const schedule = parseCronSchedule(`${minute} ${hour} * * ${weekday}`)
    if (!schedule.ok || schedule.value.type !== 'calendar') return
    const { minutes, hours, daysOfWeek } = schedule.value
    const fits = (at: number) => {
      const date = new Date(at)
      return minutes.has(date.getUTCMinutes()) && hours.has(date.getUTCHours()) && daysOfWeek.has(date.getUTCDay())
    }
    const after = seconds * 1000
    const at = nextRun(schedule.value, after)
    expect(at).toBeGreaterThan(after)
    expect(fits(at)).toBe(true)
    for (let between = after - (after % 60_000) + 60_000; between < at; between += 60_000) expect(fits(between)).toBe(false)
  }), { numRuns: 50 })
})

test('the last of the runs missed, however many they are', () => {
  const schedule = parseCronSchedule('*/5 * * * *')
  if (!schedule.ok) throw new Error(schedule.error)
  const from = Date.UTC(2025, 0, 1)
  expect(missedRuns(schedule.value, from, from + 60_000, undefined, 100)).toEqual({ last: undefined, count: 0 })
  expect(missedRuns(schedule.value, from, from + 16 * 60_000, undefined, 100)).toEqual({ last: from + 15 * 60_000, count: 3 })
  expect(missedRuns(schedule.value, from, from + 86_400_000 + 61_000, undefined, 100)).toEqual({ last: from + 86_400_000, count: 101 })
})
