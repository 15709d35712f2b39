import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

test('reads what JSON.parse reads, and as that does', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => {
    expect(parseJson(text)).toMatchObject({ ok: true, value: { value: JSON.parse(text) as unknown } })
  }))
})

test('refuses what JSON.parse refuses', () => {
  const almost = fc.tuple(fc.json(), fc.nat(200), fc.constantFrom('', '{', '}', ',', '"', '\\', '1', 'e', '-', '.', ' ', 't'))
    .map(([text, at, insert]) => text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + 1))
  fc.assert(fc.property(almost, (text) => {
    let accepted = true
    try {
      JSON.parse(text)
    } catch {
      accepted = false
    }
    expect(parseJson(text).ok).toBe(accepted)
  }), { numRuns: 2_000 })
})

// Go 1.19's encoding/json said these.
test.each([
  ['', 'unexpected end of JSON input'],
  ['{"a":1', 'unexpected end of JSON input'],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ["{'a':1}", String.raw`invalid character '\'' looking for beginning of object key string`],
  ['trux', "invalid character 'x' in literal true (expecting 'e')"],
  ['tru', "invalid character ' ' in literal true (expecting 'e')"],
  ['-', "invalid character ' ' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1e+', "invalid character ' ' in exponent of numeric literal"],
  ['01', "invalid character '1' after top-level value"],
  [String.raw`"\x"`, "invalid character 'x' in string escape code"],
  [String.raw`"\u12g4"`, String.raw`invalid character 'g' in \u hexadecimal character escape`],
  ['"a\nb"', String.raw`invalid character '\n' in string literal`],
  ['1 2', "invalid character '2' after top-level value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  ['['.repeat(5_000), 'exceeded max depth'],
])('%j: %s', (text, error) => {
  expect(parseJson(text)).toEqual({ ok: false, error })
})

test('keys that come twice are told, in order, and the last counts', () => {
  const parsed = parseJson('{"a":1,"b":{"c":1,"c":2},"a":3}')
  expect(parsed).toMatchObject({ ok: true, value: { value: { a: 3, b: { c: 2 } } } })
  expect(parsed.ok ? [...parsed.value.repeatedKeys.values()] : []).toEqual([['c', 'c'], ['a', 'b', 'a']])
})

test('a key may have any name', () => {
  const parsed = parseJson('{"__proto__":{"polluted":true},"constructor":1}')
  expect(parsed.ok ? Object.keys(parsed.value.value as object) : []).toEqual(['__proto__', 'constructor'])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})
