export const MAX_INT64 = 2n ** 63n - 1n
const MIN_INT64 = -(2n ** 63n)

/** The integer that Go's `ParseInt(text, 10, 64)` reads, or undefined where it fails. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined
  // Beyond nineteen digits the range is left, however many there are; BigInt's cost would not be linear in them.
  const digits = text.replace(/^[+-]?0*/, '')
  if (digits.length > 19) return undefined
  const value = BigInt(digits) * (text.startsWith('-') ? -1n : 1n)
  return value > MAX_INT64 || value < MIN_INT64 ? undefined : value
}
