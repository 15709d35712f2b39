/** Length of `text` in bytes of UTF-8, as Go's `len` has it. */
export function byteLength(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** Orders strings by their bytes of UTF-8, as Go sorts them; JavaScript's own order differs past U+FFFF. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rankUnit(left) - rankUnit(right)
  }
  return a.length - b.length
}

// Surrogates stand for code points above every other UTF-16 unit.
function rankUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"', '\\': '\\\\', '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v',
}
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

/** `text` as Go's `%q` writes it. A lone surrogate, which Go cannot hold, is written as U+FFFD. */
export function quoteGo(text: string): string {
  let quoted = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (Object.hasOwn(NAMED_ESCAPES, character)) quoted += NAMED_ESCAPES[character] ?? ''
    else if (code >= 0xd800 && code <= 0xdfff) quoted += '\ufffd'
    else if (PRINTABLE.test(character)) quoted += character
    else if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code < 0x10000) quoted += `\\u${code.toString(16).padStart(4, '0')}`
    else quoted += `\\U${code.toString(16).padStart(8, '0')}`
  }
  return `"${quoted}"`
}

/** A JSON value as Go's `json.Marshal` writes a map: fields in the order of their names, and what HTML could take for markup escaped. */
export function marshalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(marshalJson).join(',')}]`
  if (typeof value === 'string') return marshalText(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const fields: [string, unknown][] = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${fields.sort(([a], [b]) => compareBytes(a, b)).map(([key, item]) => `${marshalText(key)}:${marshalJson(item)}`).join(',')}}`
}

function marshalText(text: string): string {
  return JSON.stringify(text).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A value that is shown as Go prints it where JSON cannot say how: `intstr.IntOrString{Type:0, IntVal:0, StrVal:""}`. */
export interface GoText {
  readonly goText: string
}

/** A number or percentage as Go's `%#v` writes its type. */
export function goIntOrString(value: unknown): GoText {
  const isText = typeof value === 'string'
  return { goText: `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : Number(value ?? 0)}, StrVal:${isText ? quoteGo(value) : '""'}}` }
}

/**
 * A JSON value as Go's `%#v` writes it in Kubernetes 1.32's errors: strings quoted, a map of strings as
 * `map[string]string{"app":"web"}` with sorted keys, a label selector as the struct it is there.
 */
export function formatGoValue(value: unknown): string {
  if (value === null || value === undefined) return '"null"'
  if (typeof value === 'string') return quoteGo(value)
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object') throw new Error(`not a JSON value: ${typeof value}`)
  if (Array.isArray(value)) return formatList(value)
  if ('goText' in value) return String(value.goText)
  if (isLabelSelector(value)) return formatLabelSelector(value)
  return formatMap(value)
}

function formatList(items: readonly unknown[]): string {
  const type = items.every((item) => typeof item === 'string') ? '[]string' : '[]interface {}'
  return `${type}{${items.map(formatItem).join(', ')}}`
}

function formatMap(map: object): string {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(map).toSorted(([a], [b]) => compareBytes(a, b))
  const type = entries.every(([, item]) => typeof item === 'string') ? 'map[string]string' : 'map[string]interface {}'
  return `${type}{${entries.map(([key, item]) => `${quoteGo(key)}:${formatItem(item)}`).join(', ')}}`
}

function formatItem(value: unknown): string {
  return value === null || value === undefined ? 'interface {}(nil)' : formatGoValue(value)
}

interface LabelSelectorShape {
  readonly matchLabels?: object | null
  readonly matchExpressions?: readonly { readonly key?: string; readonly operator?: string; readonly values?: readonly string[] | null }[] | null
}

// Errors carry plain JSON; this one shape is worth telling apart, since "field is immutable" shows it.
function isLabelSelector(value: object): value is LabelSelectorShape {
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => key === 'matchLabels' || key === 'matchExpressions')
}

function formatLabelSelector({ matchLabels, matchExpressions }: LabelSelectorShape): string {
  const labels = matchLabels ? formatMap(matchLabels) : 'map[string]string(nil)'
  const expressions = matchExpressions?.map(({ key = '', operator = '', values }) => {
    return `v1.LabelSelectorRequirement{Key:${quoteGo(key)}, Operator:${quoteGo(operator)}, Values:${values ? formatList(values) : '[]string(nil)'}}`
  })
  const list = expressions ? `[]v1.LabelSelectorRequirement{${expressions.join(', ')}}` : '[]v1.LabelSelectorRequirement(nil)'
  return `v1.LabelSelector{MatchLabels:${labels}, MatchExpressions:${list}}`
}
