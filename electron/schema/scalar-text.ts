import { quoteGo } from '../../shared/model/index.ts'
import { quantityFormat } from './quantity.ts'

const QUANTITY_SHAPE = /^[+-]?[0-9.]+(?:[eEinumkKMGTP]*[-+]?[0-9]*)$/
const LAYOUT = '2006-01-02T15:04:05Z07:00'
const TIME_PARTS: readonly (readonly [pattern: RegExp, layout: string])[] = [
  [/^\d{4}/, '2006'], [/^-/, '-'], [/^\d{2}/, '01'], [/^-/, '-'], [/^\d{2}/, '02'], [/^T/, 'T'],
  [/^\d{1,2}/, '15'], [/^:/, ':'], [/^\d{2}/, '04'], [/^:/, ':'], [/^\d{2}(?:[.,]\d+)?/, '05'], [/^(?:Z|[+-]\d{2}:\d{2})/, 'Z07:00'],
]
const RANGES: readonly (readonly [layout: string, name: string, least: number, most: number])[] = [
  ['01', 'month', 1, 12], ['15', 'hour', 0, 23], ['04', 'minute', 0, 59], ['05', 'second', 0, 59],
]

/** What is wrong with the text of a quantity, in the words of `resource.ParseQuantity`. */
export function findQuantityProblem(text: string): string | undefined {
  if (quantityFormat.test(text)) return undefined
  if (text === '' || !QUANTITY_SHAPE.test(text)) {
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)/.test(text) ? "unable to parse quantity's suffix" : 'unable to parse numeric part of quantity'
}

/** What is wrong with an RFC 3339 time, in the words of Go's `time.Parse`. */
export function findTimeProblem(text: string): string | undefined {
  const complain = (rest: string, layout: string): string => `parsing time ${quoteGo(text)} as "${LAYOUT}": cannot parse ${quoteGo(rest)} as "${layout}"`
  const found = new Map<string, number>()
  let rest = text
  for (const [pattern, layout] of TIME_PARTS) {
    const part = pattern.exec(rest)?.[0]
    if (part === undefined) return complain(rest, layout)
    const range = RANGES.find(([of]) => of === layout)
    const number = Number.parseInt(part, 10)
    if (range !== undefined && (number < range[2] || number > range[3])) return `parsing time ${quoteGo(text)}: ${range[1]} out of range`
    // Some people write offsets of 24 hours or 60 minutes, which Go takes.
    const [, hours = 0, minutes = 0] = /^[+-](\d{2}):(\d{2})$/.exec(part) ?? []
    if (Number(hours) > 24) return `parsing time ${quoteGo(text)}: time zone offset hour out of range`
    if (Number(minutes) > 60) return `parsing time ${quoteGo(text)}: time zone offset minute out of range`
    found.set(layout, number)
    rest = rest.slice(part.length)
  }
  if (rest !== '') return `parsing time ${quoteGo(text)}: extra text: ${quoteGo(rest)}`
  const day = found.get('02') ?? 0
  const days = new Date(new Date(0).setUTCFullYear(found.get('2006') ?? 0, found.get('01') ?? 1, 0)).getUTCDate()
  return day < 1 || day > days ? `parsing time ${quoteGo(text)}: day out of range` : undefined
}

/** What is wrong with standard base64 text, in the words of Go's decoder; line ends in it are allowed. */
export function findBase64Problem(text: string): string | undefined {
  let digits = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\n' || character === '\r') continue
    if (character === '=') return findPaddingProblem(text, at, digits % 4)
    if (!/[A-Za-z0-9+/]/.test(character)) return `illegal base64 data at input byte ${at}`
    digits += 1
  }
  return digits % 4 === 0 ? undefined : `illegal base64 data at input byte ${text.length - (digits % 4)}`
}

function findPaddingProblem(text: string, at: number, digits: number): string | undefined {
  if (digits < 2) return `illegal base64 data at input byte ${at}`
  const skip = (from: number): number => from + (/^[\r\n]*/.exec(text.slice(from))?.[0].length ?? 0)
  let end = at + 1
  if (digits === 2) {
    end = skip(end)
    if (end === text.length) return `illegal base64 data at input byte ${text.length}`
    if (text[end] !== '=') return `illegal base64 data at input byte ${end - 1}`
    end += 1
  }
  end = skip(end)
  return end < text.length ? `illegal base64 data at input byte ${end}` : undefined
}
