import { formatEcho, unescape } from '../echo-text.ts'
import { complain, say, type Tool, yieldTurn } from '../tool.ts'

export const echo: Tool = function* (io) {
  yield* say(io.stdout, formatEcho(io.args))
  return 0
}

function formatOne(flags: string, width: number, precision: number | undefined, letter: string, value: string): string {
  const number = Number.parseInt(value || '0', 10) || 0
  const text = (() => {
    switch (letter) {
      case 'd':
      case 'i': return String(number)
      case 'u': return String(Math.abs(number))
      case 'x': return number.toString(16)
      case 'X': return number.toString(16).toUpperCase()
      case 'o': return number.toString(8)
      case 'f': return (Number.parseFloat(value || '0') || 0).toFixed(precision ?? 6)
      case 'c': return value.slice(0, 1)
      case 'b': return unescape(value)
      default: return precision === undefined ? value : value.slice(0, precision)
    }
  })()
  if (flags.includes('-')) return text.padEnd(width)
  return text.padStart(width, flags.includes('0') && letter !== 's' ? '0' : ' ')
}

const directive = /%(?:%|([-0+ ]*)(\d{0,4})(?:\.(\d{1,3}))?([diuxXofcbs]))/g

/** Formats as printf(1): the format is used again while arguments are left. */
export function formatPrintf(format: string, args: readonly string[]): string {
  const left = [...args]
  let text = ''
  do {
    const before = left.length
    text += unescape(format).replaceAll(directive, (all, flags: string | undefined, width: string, precision: string | undefined, letter: string) => {
      if (all === '%%') return '%'
      return formatOne(flags ?? '', Number(width || 0), precision === undefined ? undefined : Number(precision), letter, left.shift() ?? '')
    })
    if (left.length === before) break
  } while (left.length > 0)
  return text
}

export const printf: Tool = function* (io) {
  const [format, ...args] = io.args[0] === '--' ? io.args.slice(1) : io.args
  if (format === undefined) {
    yield* say(io.stderr, io.busybox ? 'usage: printf FORMAT [ARG...]\n' : 'printf: missing operand\n')
    return 1
  }
  yield* say(io.stdout, formatPrintf(format, args))
  return 0
}

/** `seq last`, `seq first last`, `seq first step last`. */
export const seq: Tool = function* (io) {
  const numbers = io.args.map(Number)
  const wrong = io.args.find((_, index) => !Number.isFinite(numbers[index]))
  if (wrong !== undefined) return yield* complain(io, `invalid floating point argument: '${wrong}'`)
  const last = numbers.at(-1)
  if (last === undefined || numbers.length > 3) return yield* complain(io, last === undefined ? 'missing operand' : `extra operand '${io.args[3]}'`)
  const first = numbers.length > 1 ? numbers[0] ?? 1 : 1
  const step = numbers.length > 2 ? numbers[1] ?? 1 : 1
  if (step === 0) return yield* complain(io, `invalid Zero increment value: '${io.args[1]}'`)
  for (let value = first; (step > 0 ? value <= last : value >= last) && !io.signal.aborted; value += step) {
    if (!(yield* say(io.stdout, `${value}\n`))) return 141
    if (value % 64 === 0) yield* yieldTurn(io.world)
  }
  return 0
}
