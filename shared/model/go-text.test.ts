import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteLength, compareBytes, formatGoValue, marshalJson, quoteGo } from './go-text.ts'

test.each([
  ['web', '"web"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['tab\tline\n', '"tab\\tline\\n"'],
  ['\u0000\u007f', '"\\x00\\x7f"'],
  ['가나 😀', '"가나 😀"'],
  ['\u00a0\u200b', '"\\u00a0\\u200b"'],
  ['\u{e0001}', '"\\U000e0001"'],
  ['__proto__', '"__proto__"'],
])('quotes %j as Go does', (text, quoted) => {
  expect(quoteGo(text)).toBe(quoted)
})

test.each<[unknown, string]>([
  [null, '"null"'],
  [undefined, '"null"'],
  ['x', '"x"'],
  [-1, '-1'],
  [0.5, '0.5'],
  [true, 'true'],
  [[], '[]string{}'],
  [['b', 'a'], '[]string{"b", "a"}'],
  [{ b: '2', a: '1' }, 'map[string]string{"a":"1", "b":"2"}'],
  [{ a: 1, b: null }, 'map[string]interface {}{"a":1, "b":interface {}(nil)}'],
  [{ matchLabels: { app: 'x' } }, 'v1.LabelSelector{MatchLabels:map[string]string{"app":"x"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}'],
  [
    { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }, { key: 'b', operator: 'Exists' }] },
    'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{' +
      'v1.LabelSelectorRequirement{Key:"app", Operator:"In", Values:[]string{"a"}}, v1.LabelSelectorRequirement{Key:"b", Operator:"Exists", Values:[]string(nil)}}}',
  ],
])('prints %j as Go does', (value, text) => {
  expect(formatGoValue(value)).toBe(text)
})

test('counts and orders by bytes of UTF-8', () => {
  const encoder = new TextEncoder()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(byteLength(a)).toBe(encoder.encode(a).length)
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(encoder.encode(a), encoder.encode(b)))
    }),
  )
  expect(compareBytes('\uffff', '😀')).toBeLessThan(0)
})

test.each<[unknown, string]>([
  [{ b: 1, a: [true, null, 'x'], 10: 'ten', 9: 'nine' }, '{"10":"ten","9":"nine","a":[true,null,"x"],"b":1}'],
  ['<b> & c\u2028', '"\\u003cb\\u003e \\u0026 c\\u2028"'],
  [{ kept: '', gone: undefined }, '{"kept":""}'],
  [{}, '{}'],
])('%j is marshalled as Go does', (value, text) => {
  expect(marshalJson(value)).toBe(text)
})

test('what is marshalled is read back', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
    expect(JSON.parse(marshalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
  }))
})
