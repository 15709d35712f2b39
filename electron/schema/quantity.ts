const DECIMAL: readonly string[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const SCALES: ReadonlyMap<string, number> = new Map([
  ...BINARY.map((suffix, power) => [suffix, 1024 ** power] as const),
  ...DECIMAL.map((suffix, place) => [suffix, Number(`1e${(place - 3) * 3}`)] as const),
])
/** What most people write: too short to have a larger suffix. */
const SHORT = /^[1-9]\d{0,2}(?:[numkMGTP]|[KMGTP]i)?$/
const LARGEST = 2n ** 63n - 1n
// Past these Kubernetes' own number is capped or rounded away; they bound the work too.
const MAX_DIGITS = 60
const NANO = 9
const UNIT = 10n ** BigInt(NANO)

/** A Kubernetes quantity: sign, digits, then an exponent or a suffix. */
export const quantityFormat = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/

/** A quantity (`100m`, `1Gi`, `2e3`) as a number; NaN when it is none. */
export function parseQuantity(text: string): number {
  const match = quantityFormat.exec(text)
  if (match === null) return Number.NaN
  const [, sign = '', digits = '', exponent = '0', suffix = ''] = match
  return Number(`${sign}${digits}e${exponent}`) * (SCALES.get(suffix) ?? Number.NaN)
}

/**
 * A quantity as Kubernetes writes it back: the largest suffix that leaves a whole number (`0.5` -> `500m`, `1024Mi` -> `1Gi`), rounded up to
 * nanos, at most 2^63-1. Text that is no quantity comes back as it is.
 */
export function canonicalQuantity(text: string): string {
  if (SHORT.test(text)) return text
  const exact = readExact(text)
  return exact === undefined ? text : writeExact(exact)
}

/** The sum of quantities as Kubernetes writes it: in the form of the first that is not nothing. What is no quantity counts for nothing. */
export function sumQuantities(texts: readonly string[]): string {
  const all = texts.flatMap((text) => readExact(text) ?? [])
  const form = all.find(({ nanos }) => nanos !== 0n)?.form ?? 'decimal'
  return writeExact({ nanos: all.reduce((sum, { nanos }) => sum + nanos, 0n), form })
}

interface Exact {
  /** Billionths, rounded away from zero. */
  readonly nanos: bigint
  readonly form: 'decimal' | 'binary' | 'exponent'
}

function readExact(text: string): Exact | undefined {
  const match = quantityFormat.exec(text)
  if (match === null) return undefined
  const [, sign = '', digits = '', exponent, suffix = ''] = match
  if (digits.length > MAX_DIGITS || Math.abs(Number(exponent ?? 0)) > MAX_DIGITS) return undefined
  const [whole = '', fraction = ''] = digits.split('.')
  const binary = BINARY.indexOf(suffix)
  const power = exponent === undefined ? (binary > 0 ? 0 : (DECIMAL.indexOf(suffix) - 3) * 3) : Number(exponent)
  const nanos = toNanos(BigInt(whole + fraction) * (binary > 0 ? 1024n ** BigInt(binary) : 1n), power - fraction.length)
  return { nanos: sign === '-' ? -nanos : nanos, form: exponent !== undefined ? 'exponent' : binary > 0 ? 'binary' : 'decimal' }
}

function toNanos(digits: bigint, power: number): bigint {
  const shift = power + NANO
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  return (digits + divisor - 1n) / divisor
}

function writeExact({ nanos, form }: Exact): string {
  const size = nanos < 0n ? -nanos : nanos
  const capped = size > LARGEST * UNIT ? LARGEST * UNIT : size
  const minus = nanos < 0n ? '-' : ''
  const units = capped / UNIT
  // Below 1024 the units of bytes say nothing.
  if (form === 'binary' && units >= 1024n) return minus + writeBinary(units * UNIT < capped ? units + 1n : units)
  return minus + writeDecimal(capped, form === 'exponent')
}

function writeBinary(units: bigint): string {
  let rest = units
  let power = 0
  for (; rest % 1024n === 0n && power < BINARY.length - 1; power += 1) rest /= 1024n
  return `${rest}${BINARY[power] ?? ''}`
}

function writeDecimal(nanos: bigint, asExponent: boolean): string {
  if (nanos === 0n) return '0'
  let rest = nanos
  let power = 0
  for (; rest % 1000n === 0n && power < DECIMAL.length - 1; power += 1) rest /= 1000n
  if (!asExponent) return `${rest}${DECIMAL[power] ?? ''}`
  const exponent = power * 3 - NANO
  return exponent === 0 ? String(rest) : `${rest}e${exponent}`
}
