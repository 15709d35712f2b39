import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySelector } from '../../test/support/selectors.ts'
import { MAX_SELECTOR_BYTES } from './index.ts'
import { scanSelector } from './tokens.ts'

test.each([
  ['app=web', ['app', '=', 'web']],
  ['a==b', ['a', '==', 'b']],
  ['a===b', ['a', '==', '=', 'b']],
  ['a!==b', ['a', '!=', '=', 'b']],
  ['!!a', ['!', '!', 'a']],
  ['a>=1', ['a', '>', '=', '1']],
  ['in in(in,notin)', ['in', 'in', '(', 'in', ',', 'notin', ')']],
  ['inn notinn', ['inn', 'notinn']],
  ['a\u00a0b\vc', ['a\u00a0b\vc']],
  ['a\r\n\tb', ['a', 'b']],
  // What Go's lexer does with a NUL: it ends the text where a token would begin, and vanishes behind one.
  ['a\0b', ['a', 'b']],
  ['a=\0b', ['a', '=', 'b']],
  ['a \0b', ['a']],
  ['\0a', []],
])('%j is the tokens %j', (text, words) => {
  const tokens = scanSelector(text)
  expect(tokens.slice(0, -1).map((token) => token.text)).toEqual(words)
  expect(tokens.at(-1)?.kind).toBe('end')
})

test('tokens cover the text but for white space', () => {
  fc.assert(
    fc.property(anySelector, (text) => {
      let at = 0
      for (const token of scanSelector(text)) {
        expect(text.slice(at, token.from)).toMatch(/^[ \t\r\n]*$/)
        expect(text.slice(token.from, token.to)).toBe(token.text)
        at = token.to
      }
      expect(at).toBe(text.length)
    }),
  )
})

test.each(['!', '(', ',', '=', 'a ', 'a,', '!(', '"', 'a in (', '>=', '한'])('10 kB of %j have no more tokens than characters', (unit) => {
  const text = unit.repeat(MAX_SELECTOR_BYTES / unit.length)
  expect(scanSelector(text).length).toBeLessThanOrEqual(text.length + 1)
})
