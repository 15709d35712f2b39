import { fail, ok, type Result } from '../../shared/lang/result.ts'

/** When a CronJob runs: the values of each field that it runs at, or a fixed time between runs. */
export type CronSchedule =
  | {
    readonly type: 'calendar'
    readonly minutes: ReadonlySet<number>
    readonly hours: ReadonlySet<number>
    readonly daysOfMonth: ReadonlySet<number>
    readonly months: ReadonlySet<number>
    /** 0 is Sunday. */
    readonly daysOfWeek: ReadonlySet<number>
    /** Whether both day fields must fit; when both are restricted, either is enough. */
    readonly daysMustAgree: boolean
  }
  | { readonly type: 'every'; readonly ms: number }

interface Field {
  readonly min: number
  readonly max: number
  readonly names?: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const fields: readonly Field[] = [
  { min: 0, max: 59 }, { min: 0, max: 23 }, { min: 1, max: 31 }, { min: 1, max: 12, names: months }, { min: 0, max: 6, names: weekdays },
]

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
}

/** Reads a schedule as robfig/cron's standard parser does, which upstream uses, with its words for what is wrong. A leading `TZ=` is passed over. */
export function parseCronSchedule(text: string): Result<CronSchedule, string> {
  if (text === '') return fail('empty spec string')
  const spec = text.replace(/^(?:CRON_)?TZ=\S* ?/, '').trim()
  if (spec.startsWith('@')) return parseDescriptor(spec)
  const parts = spec.split(/\s+/).filter((part) => part !== '')
  if (parts.length !== fields.length) return fail(`expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`)
  const sets: ReadonlySet<number>[] = []
  for (const [index, field] of fields.entries()) {
    const values = parseField(parts[index] ?? '', field)
    if (!values.ok) return values
    sets.push(values.value)
  }
  const none: ReadonlySet<number> = new Set()
  const [minutes = none, hours = none, daysOfMonth = none, monthsOfYear = none, daysOfWeek = none] = sets
  const isFree = (part: string | undefined) => part !== undefined && part.split(',').some((range) => /^[*?](?:\/1)?$/.test(range))
  return ok({ type: 'calendar', minutes, hours, daysOfMonth, months: monthsOfYear, daysOfWeek, daysMustAgree: isFree(parts[2]) || isFree(parts[4]) })
}

function parseDescriptor(text: string): Result<CronSchedule, string> {
  if (Object.hasOwn(descriptors, text)) return parseCronSchedule(descriptors[text] ?? '')
  if (!text.startsWith('@every ')) return fail(`unrecognized descriptor: ${text}`)
  const ms = parseDuration(text.slice('@every '.length))
  return ms === undefined ? fail(`failed to parse duration ${text}: time: invalid duration "${text.slice('@every '.length)}"`) : ok({ type: 'every', ms: Math.max(1000, ms - (ms % 1000)) })
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds of a duration as Go writes it: `1h30m`. */
function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0)
}

function parseField(text: string, field: Field): Result<ReadonlySet<number>, string> {
  const values = new Set<number>()
  for (const range of text.split(',').filter((part) => part !== '')) {
    const read = parseRange(range, field)
    if (!read.ok) return read
    for (const value of read.value) values.add(value)
  }
  return ok(values)
}

function parseRange(text: string, field: Field): Result<readonly number[], string> {
  const [range = '', stepText, ...moreSteps] = text.split('/')
  const [low = '', high, ...moreBounds] = range.split('-')
  const isStar = low === '*' || low === '?'
  let [start, end] = [field.min, field.max]
  if (!isStar) {
    const from = parseValue(low, field)
    if (!from.ok) return from
    if (moreBounds.length > 0) return fail(`too many hyphens: ${text}`)
    const to = high === undefined ? from : parseValue(high, field)
    if (!to.ok) return to
    start = from.value
    end = high === undefined && stepText !== undefined ? field.max : to.value
  }
  if (moreSteps.length > 0) return fail(`too many slashes: ${text}`)
  const step = stepText === undefined ? ok(1) : parseNumber(stepText)
  if (!step.ok) return step
  if (start < field.min) return fail(`beginning of range (${start}) below minimum (${field.min}): ${text}`)
  if (end > field.max) return fail(`end of range (${end}) above maximum (${field.max}): ${text}`)
  if (start > end) return fail(`beginning of range (${start}) beyond end of range (${end}): ${text}`)
  if (step.value === 0) return fail(`step of range should be a positive number: ${text}`)
  const values: number[] = []
  for (let value = start; value <= end; value += step.value) values.push(value)
  return ok(values)
}

function parseValue(text: string, { min, names }: Field): Result<number, string> {
  const named = names?.indexOf(text.toLowerCase()) ?? -1
  return named === -1 ? parseNumber(text) : ok(named + min)
}

function parseNumber(text: string): Result<number, string> {
  if (!/^[+-]?\d+$/.test(text)) return fail(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`)
  const number = Number(text)
  return number < 0 ? fail(`negative number (${number}) not allowed: ${text}`) : ok(number)
}
