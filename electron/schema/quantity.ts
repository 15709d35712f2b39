const SHAPE = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/
/** What most people write: too short to have a larger suffix. */
const SHORT = /^[1-9]\d{0,2}(?:[numkMGTP]|[KMGTP]i)?$/
const DECIMAL: readonly string[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const LARGEST = 2n ** 63n - 1n
// Past these Kubernetes' own number is capped or rounded away; they bound the work too.
const MAX_DIGITS = 60
const NANO = 9

/**
 * A quantity as Kubernetes writes it back: the largest suffix that leaves a whole number (`0.5` -> `500m`, `1024Mi` -> `1Gi`), rounded up to
 * nanos, at most 2^63-1. Text that is no quantity comes back as it is.
 */
export function canonicalQuantity(text: string): string {
  if (SHORT.test(text)) return text
  const match = SHAPE.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = match
  if (whole + fraction === '' || whole.length + fraction.length > MAX_DIGITS || Math.abs(Number(exponent ?? 0)) > MAX_DIGITS) return text
  const binary = BINARY.indexOf(suffix)
  const power = exponent === undefined ? (binary > 0 ? 0 : (DECIMAL.indexOf(suffix) - 3) * 3) : Number(exponent)
  const nanos = toNanos(BigInt(whole + fraction) * (binary > 0 ? 1024n ** BigInt(binary) : 1n), power - fraction.length)
  const capped = nanos > LARGEST * 10n ** BigInt(NANO) ? LARGEST * 10n ** BigInt(NANO) : nanos
  const minus = sign === '-' && capped !== 0n ? '-' : ''
  const units = capped / 10n ** BigInt(NANO)
  if (binary > 0 && units >= 1024n) return minus + formatBinary(units * 10n ** BigInt(NANO) < capped ? units + 1n : units)
  return minus + formatDecimal(capped, exponent !== undefined)
}

function toNanos(digits: bigint, power: number): bigint {
  const shift = power + NANO
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  return (digits + divisor - 1n) / divisor
}

function formatBinary(units: bigint): string {
  let rest = units
  let power = 0
  for (; rest % 1024n === 0n && power < BINARY.length - 1; power += 1) rest /= 1024n
  return `${rest}${BINARY[power] ?? ''}`
}

function formatDecimal(nanos: bigint, asExponent: boolean): string {
  if (nanos === 0n) return '0'
  let rest = nanos
  let power = 0
  for (; rest % 1000n === 0n && power < DECIMAL.length - 1; power += 1) rest /= 1000n
  if (!asExponent) return `${rest}${DECIMAL[power] ?? ''}`
  const exponent = power * 3 - NANO
  return exponent === 0 ? String(rest) : `${rest}e${exponent}`
}
