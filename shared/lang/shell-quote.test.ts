import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteShell, shellCommand } from './shell-quote.ts'

test.each([
  ['kubia-manual', 'kubia-manual'],
  ['env=debug', 'env=debug'],
  ['app.kubernetes.io/name=web', 'app.kubernetes.io/name=web'],
  ['!env', "'!env'"],
  ['env in (prod,staging)', "'env in (prod,staging)'"],
  ["it's", String.raw`'it'\''s'`],
  ['$HOME', "'$HOME'"],
  ['~', "'~'"],
  ['', "''"],
])('%j is written %s', (word, quoted) => {
  expect(quoteShell(word)).toBe(quoted)
})

test('a shell reads back the very words', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'))
  fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
    const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${shellCommand(words)}`], { encoding: 'utf8' })
    expect(printed.split('\0').slice(0, -1)).toEqual(words)
  }), { numRuns: 40 })
})
