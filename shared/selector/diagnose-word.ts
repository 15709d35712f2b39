import { byteLength, checkDns1123Subdomain, MAX_LABEL_LENGTH } from '../model/index.ts'
import { parseTokens } from './grammar.ts'
import type { ParsedRequirement } from './selector.ts'
import { type Diagnosis, diffTexts, type Edit } from './selector-error.ts'
import { scanSelector, type Token } from './tokens.ts'

/** Where a selector went wrong, with the tokens around. */
export interface Place {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly at: number
  readonly token: Token
  readonly before: Token
  readonly after: Token
}

const FULL_WIDTH = /[\uff01-\uff5e\u3000\u3001\u3002]/
const ODD_SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\v\f]/
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/
const QUOTE = /["'`\u2018\u2019\u201c\u201d\u00b4]/

/** Why a word is no key, no value or no integer. */
export function diagnoseWord(place: Place, expected: 'valid-key' | 'valid-value' | 'integer'): Diagnosis {
  return (
    diagnoseTyping(place) ??
    diagnoseJoint(place) ??
    diagnosePattern(place) ??
    (expected === 'valid-key' ? diagnoseKey(place) : expected === 'integer' ? { hint: 'not-an-integer' } : diagnoseValueText(place))
  )
}

/** Slips of the keyboard and of copying, mended wherever they are in the text: other widths, invisible characters, quotes. */
function diagnoseTyping({ text, tokens, token }: Place): Diagnosis | undefined {
  if (FULL_WIDTH.test(token.text)) return { hint: 'full-width', fix: diffTexts(text, narrow(text)) }
  if (ODD_SPACE.test(token.text)) return { hint: 'invisible-character', fix: diffTexts(text, text.replace(new RegExp(ODD_SPACE, 'g'), ' ')) }
  if (INVISIBLE.test(token.text)) return { hint: 'invisible-character', fix: diffTexts(text, text.replace(new RegExp(INVISIBLE, 'g'), '')) }
  if (!QUOTE.test(token.text)) return undefined
  const whole = /^\s*(["'`])([^"'`]*)\1\s*$/.exec(text)?.[2]
  if (whole !== undefined) return { hint: 'quotes', fix: diffTexts(text, whole) }
  // A quote that ends in another word held white space, which no value may.
  const closed = tokens.every((word) => (word.text.match(new RegExp(QUOTE, 'g'))?.length ?? 0) % 2 === 0)
  return closed ? { hint: 'quotes', fix: diffTexts(text, text.replace(new RegExp(QUOTE, 'g'), '')) } : { hint: 'quotes' }
}

function narrow(word: string): string {
  return word.replace(/\u3000/g, ' ').replace(/\u3001/g, ',').replace(/\u3002/g, '.').replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

/** Signs that other languages put between terms: `|`, `&`, `;`. */
function diagnoseJoint(place: Place): Diagnosis | undefined {
  const { token } = place
  if (token.text.includes('|')) return diagnoseAlternatives(place)
  const sign = /[&;]+/.exec(token.text)
  if (sign === null) return undefined
  const from = token.from + sign.index
  const fix: Edit = { replace: [from, from + sign[0].length], with: ',' }
  return { hint: sign[0].startsWith('&') ? 'and-is-comma' : 'semicolon-instead-of-comma', fix }
}

function diagnosePattern({ tokens, at, token, before }: Place): Diagnosis | undefined {
  if (token.text === '*' && (before.kind === '=' || before.kind === '==')) return { hint: 'wildcard', fix: { replace: [before.from, token.to], with: '' } }
  if (token.text === '*' && before.kind === '!=') {
    const key = tokens[at - 2]
    if (key !== undefined) return { hint: 'wildcard', fix: { replace: [key.from, token.to], with: `!${key.text}` } }
  }
  if (/[~^$\\+]/.test(token.text)) return { hint: 'regular-expression' }
  if (/[*?]/.test(token.text)) return { hint: 'wildcard' }
  if (/[[\]{}]/.test(token.text)) return { hint: 'brackets' }
  return undefined
}

function diagnoseKey({ token, after }: Place): Diagnosis {
  const colon = token.text.indexOf(':')
  if (colon > 0) {
    const from = token.from + colon
    const to = colon === token.text.length - 1 && after.kind === 'identifier' ? after.from : from + 1
    return { hint: 'colon-instead-of-equals', fix: { replace: [from, to], with: '=' } }
  }
  const parts = token.text.split('/')
  const [prefix = '', name = ''] = parts
  if (parts.length > 2) return { hint: 'key-slashes' }
  if (parts.length === 2 && prefix === '') return { hint: 'key-prefix', fix: { replace: [token.from, token.from + 1], with: '' } }
  if (parts.length === 2 && checkDns1123Subdomain(prefix).length > 0) {
    const lower = prefix.toLowerCase()
    const mendable = checkDns1123Subdomain(lower).length === 0
    return { hint: 'key-prefix', ...(mendable ? { fix: { replace: [token.from, token.from + prefix.length], with: lower } } : {}) }
  }
  return { hint: byteLength(parts.length === 2 ? name : prefix) > MAX_LABEL_LENGTH ? 'key-too-long' : 'key-characters' }
}

function diagnoseValueText({ token }: Place): Diagnosis {
  return { hint: byteLength(token.text) > MAX_LABEL_LENGTH ? 'value-too-long' : 'value-characters' }
}

export function isOrWord(text: string): boolean {
  return /^(?:or$|\|)/i.test(text)
}

/** `app=web||app=db`, `app=web or db`: alternatives of one key are an `in`. */
export function diagnoseAlternatives({ text, tokens, at, token }: Place): Diagnosis {
  const inList = tokens.slice(0, at).findLast(({ kind }) => kind === '(' || kind === ')')?.kind === '('
  if (inList) {
    const words = text.slice(token.from, token.to).replace(/\|+/g, ',')
    return { hint: 'or-not-supported', fix: { replace: [token.from, token.to], with: words } }
  }
  const from = tokens.slice(0, at).findLast(({ kind }) => kind === ',')?.to ?? 0
  const to = tokens.slice(at).find(({ kind }) => kind === ',')?.from ?? text.length
  const pieces = text.slice(from, to).split(/\|+|\s+or\s+/i)
  const terms = pieces.map((piece) => readTerm(piece))
  const key = terms[0]?.key
  const values = terms.flatMap((term, index) => valuesOf(term, key, index))
  if (key === undefined || values.includes(undefined)) return { hint: 'or-not-supported' }
  return { hint: 'or-not-supported', fix: { replace: [from, to], with: `${key} in (${values.join(',')})` } }
}

function readTerm(piece: string): ParsedRequirement | undefined {
  const parsed = parseTokens(scanSelector(piece))
  return parsed.ok && parsed.value.length === 1 ? parsed.value[0] : undefined
}

/** The values a term allows for the key; a bare word after the first is taken for another value. */
function valuesOf(term: ParsedRequirement | undefined, key: string | undefined, index: number): readonly (string | undefined)[] {
  if (term?.op === 'exists' && index > 0) return [term.key]
  if (term === undefined || term.key !== key) return [undefined]
  if (term.op === '=' || term.op === '==') return [term.value]
  return term.op === 'in' ? term.values : [undefined]
}
