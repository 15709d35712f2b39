const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** A time (milliseconds since 1970) as date(1) formats it; containers live in UTC. */
export function formatDate(format: string, time: number): string {
  const date = new Date(time)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = days[date.getUTCDay()] ?? ''
  const month = months[date.getUTCMonth()] ?? ''
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  const calendar = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
  const fields: Readonly<Record<string, string>> = {
    '%': '%', n: '\n', t: '\t', a: day.slice(0, 3), A: day, b: month.slice(0, 3), B: month, d: two(date.getUTCDate()), e: String(date.getUTCDate()).padStart(2),
    F: calendar, H: two(date.getUTCHours()), M: two(date.getUTCMinutes()), m: two(date.getUTCMonth() + 1), N: `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`,
    s: String(Math.floor(time / 1000)), S: two(date.getUTCSeconds()), T: clock, R: clock.slice(0, 5), u: String(date.getUTCDay() || 7),
    y: two(date.getUTCFullYear() % 100), Y: String(date.getUTCFullYear()), Z: 'UTC', z: '+0000',
  }
  return format.replaceAll(/%(.)/gs, (all, letter: string) => fields[letter] ?? all)
}
