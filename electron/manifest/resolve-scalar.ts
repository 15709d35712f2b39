import { assertNever } from '../../shared/lang/assert-never.ts'
import { fail, ok, type Result } from '../../shared/lang/result.ts'

/**
 * Plain YAML scalars to values, by the rules of the reader that kubectl uses (goyaml's `resolve`): YAML 1.1 for
 * booleans, octal numbers and underscores; numbers to base 60 and dates stay strings.
 */
export type Scalar =
  | { readonly kind: 'null' | 'merge' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: bigint }

const words = new Map<string, Scalar>()
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']) words.set(word, { kind: 'bool', value: true })
for (const word of ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']) words.set(word, { kind: 'bool', value: false })
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, { kind: 'null' })
for (const word of ['.nan', '.NaN', '.NAN']) words.set(word, { kind: 'float', value: Number.NaN })
for (const word of ['.inf', '.Inf', '.INF']) {
  words.set(word, { kind: 'float', value: Infinity })
  words.set(`+${word}`, { kind: 'float', value: Infinity })
  words.set(`-${word}`, { kind: 'float', value: -Infinity })
}
words.set('<<', { kind: 'merge' })

const largestUnsigned = 2n ** 64n - 1n
const smallestSigned = -(2n ** 63n)

/** Reads a plain scalar's text. */
export function resolvePlain(text: string): Scalar {
  const word = words.get(text)
  if (word !== undefined) return word
  const first = text.charCodeAt(0)
  if (first === 46) return /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+)?$/.test(text) ? { kind: 'float', value: Number(text.replaceAll('_', '')) } : { kind: 'string', value: text }
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45
  return (numeric ? resolveNumber(text.replaceAll('_', '')) : undefined) ?? { kind: 'string', value: text }
}

function resolveNumber(text: string): Scalar | undefined {
  const value = parseInteger(text)
  if (value !== undefined && value >= smallestSigned && value <= largestUnsigned) return { kind: 'int', value }
  return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? { kind: 'float', value: Number(text) } : undefined
}

function parseInteger(text: string): bigint | undefined {
  const parts = /^([-+]?)(?:(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)|0([0-7]+)|(0|[1-9]\d*))$/.exec(text)
  if (parts === null) return undefined
  const digits = parts[2] ?? (parts[3] === undefined ? parts[4] : `0o${parts[3]}`) ?? ''
  const size = BigInt(digits)
  return parts[1] === '-' ? -size : size
}

const names = { null: '!!null', merge: '!!merge', bool: '!!bool', string: '!!str', float: '!!float', int: '!!int' } as const

/** Reads a scalar that carries a tag such as `!!str`; the error is the reader's own text. Tags of one's own leave strings strings. */
export function resolveTagged(tag: string, text: string, plain: boolean): Result<Scalar, string> {
  const short = tag.replace(/^tag:yaml\.org,2002:/, '!!')
  switch (short) {
    case '!!str':
      return ok({ kind: 'string', value: text })
    case '!!binary':
      return decodeBase64(text)
    case '!!null': case '!!bool': case '!!int': case '!!float': {
      const scalar = resolvePlain(text)
      if (short === names[scalar.kind]) return ok(scalar)
      if (short === '!!float' && scalar.kind === 'int') return ok({ kind: 'float', value: Number(scalar.value) })
      return fail(`cannot decode ${names[scalar.kind]} \`${text}\` as a ${short}`)
    }
    default:
      return ok(plain && short.startsWith('!!') ? resolvePlain(text) : { kind: 'string', value: text })
  }
}

function decodeBase64(text: string): Result<Scalar, string> {
  const compact = text.replaceAll(/[\r\n]/g, '')
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(compact)) return fail('!!binary value contains invalid base64 data')
  return ok({ kind: 'string', value: Buffer.from(compact, 'base64').toString('utf8') })
}

/** A mapping key as the string it becomes in JSON; undefined when it cannot become one (null). */
export function formatKey(scalar: Scalar): string | undefined {
  switch (scalar.kind) {
    case 'string': return scalar.value
    case 'bool': case 'int': return String(scalar.value)
    case 'float': return formatFloat32(scalar.value)
    case 'merge': return '<<'
    case 'null': return undefined
    default: return assertNever(scalar)
  }
}

/** Go's `FormatFloat(value, 'g', -1, 32)`, as sigs.k8s.io/yaml writes float keys. */
function formatFloat32(value: number): string {
  const single = Math.fround(value)
  if (Number.isNaN(single)) return '.nan'
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(single, -0) ? '-0' : '0'
  let digits = 1
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++
  const [mantissa = '', exponent = '0'] = single.toExponential(digits - 1).split('e')
  const power = Number(exponent)
  if (power < -4 || power >= 6) return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  return single.toFixed(Math.max(0, digits - 1 - power))
}
