import { fail, ok, type Result } from '../lang/result.ts'
import { compareBytes } from '../model/index.ts'

export interface FieldRequirement {
  readonly field: string
  readonly op: '=' | '!='
  readonly value: string
}

/** All requirements must hold; without any, everything is selected. */
export interface FieldSelector {
  readonly requirements: readonly FieldRequirement[]
}

/** Reads a field selector (`metadata.name=a,status.phase!=Running`) as apimachinery's `fields.ParseSelector`, whose words the error has. */
export function parseFieldSelector(text: string): Result<FieldSelector, string> {
  const requirements: FieldRequirement[] = []
  for (const term of splitTerms(text).toSorted(compareBytes)) {
    if (term === '') continue
    // The first operator counts; fields have no escapes, and white space belongs to them.
    const match = /^([^=!]*(?:!(?!=)[^=!]*)*)(!=|==|=)(.*)$/s.exec(term)
    if (match === null) return fail(`invalid selector: '${text}'; can't understand '${term}'`)
    const [, field = '', op, raw = ''] = match
    const value = unescapeValue(raw)
    if (!value.ok) return value
    requirements.push({ field, op: op === '!=' ? '!=' : '=', value: value.value })
  }
  return ok({ requirements })
}

function splitTerms(text: string): readonly string[] {
  const terms: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === ',') {
      terms.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...terms, text.slice(from)]
}

function unescapeValue(raw: string): Result<string, string> {
  let value = ''
  let escaped = false
  for (const character of raw) {
    const special = character === '\\' || character === ',' || character === '='
    if (escaped && !special) return fail(`invalid field selector: invalid escape sequence: \\${character}`)
    // Upstream prints the character as its number.
    if (!escaped && special && character !== '\\') return fail(`invalid field selector: unescaped character in value: ${character.codePointAt(0)}`)
    if (!escaped && character === '\\') escaped = true
    else {
      value += character
      escaped = false
    }
  }
  return escaped ? fail('invalid field selector: invalid escape sequence: \\') : ok(value)
}

/** The canonical text; backslash, comma and equals sign in values are escaped. */
export function formatFieldSelector(selector: FieldSelector): string {
  return selector.requirements.map(({ field, op, value }) => `${field}${op}${value.replace(/[\\,=]/g, '\\$&')}`).join(',')
}

/** Whether an object is selected; `fieldOf` gives the object's fields as text, '' for those it lacks. */
export function matchesFields(selector: FieldSelector, fieldOf: (field: string) => string): boolean {
  return selector.requirements.every(({ field, op, value }) => (fieldOf(field) === value) === (op === '='))
}
