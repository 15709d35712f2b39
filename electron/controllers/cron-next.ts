import type { CronSchedule } from '../registry/index.ts'

const minute = 60_000
/** A schedule such as the 30th of February never comes: upstream gives up after five years, too. */
const horizon = 5 * 366 * 24 * 60 * minute

/** The first time after `after` at which a schedule comes due in a time zone (a name, UTC unless given); milliseconds, Infinity for never. */
export function nextRun(schedule: CronSchedule, after: number, timeZone = 'UTC'): number {
  if (schedule.type === 'every') return after - (after % 1000) + schedule.ms
  const end = after + horizon
  for (let at = after - (after % minute) + minute; at <= end;) {
    const local = readLocal(at, timeZone)
    if (!schedule.months.has(local.month) || !isDay(schedule, local)) at += ((23 - local.hour) * 60 + 60 - local.minute) * minute
    else if (!schedule.hours.has(local.hour)) at += (60 - local.minute) * minute
    else if (!schedule.minutes.has(local.minute)) at += minute
    else return at
  }
  return Infinity
}

function isDay({ daysOfMonth, daysOfWeek, daysMustAgree }: CronSchedule & { readonly type: 'calendar' }, { day, weekday }: LocalTime): boolean {
  const [fitsDay, fitsWeekday] = [daysOfMonth.has(day), daysOfWeek.has(weekday)]
  return daysMustAgree ? fitsDay && fitsWeekday : fitsDay || fitsWeekday
}

interface LocalTime {
  /** 1 is January. */
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly hour: number
  readonly minute: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function readLocal(at: number, timeZone: string): LocalTime {
  const shifted = new Date(timeZone === 'UTC' ? at : at + offsetOf(at, timeZone))
  return {
    month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate(), weekday: shifted.getUTCDay(), hour: shifted.getUTCHours(), minute: shifted.getUTCMinutes(),
  }
}

/** Milliseconds that a zone is ahead of UTC at a time. */
export function offsetOf(at: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - (at - (at % 1000))
}

/** The last time up to `now` that a schedule came due after `earliest`, and how many times it did, counted to `most`. */
export function missedRuns(schedule: CronSchedule, earliest: number, now: number, timeZone: string | undefined, most: number): { readonly last: number | undefined; readonly count: number } {
  let last: number | undefined
  let count = 0
  for (let at = nextRun(schedule, earliest, timeZone); at <= now; at = nextRun(schedule, at, timeZone)) {
    last = at
    count += 1
    if (count <= most) continue
    // There are many: the last of them is found going back from now, in steps that grow.
    for (let back = minute; ; back *= 2) {
      let recent = nextRun(schedule, Math.max(at, now - back), timeZone)
      if (recent > now && now - back > at) continue
      for (; recent <= now; recent = nextRun(schedule, recent, timeZone)) last = recent
      return { last, count }
    }
  }
  return { last, count }
}
