import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutputFilter } from './output-filter.ts'

const filter = (text: string) => createOutputFilter()(text)

test.each<[string, string, string]>([
  ['plain text', 'pod/kubia 안녕 🚀\r\n\t', 'pod/kubia 안녕 🚀\r\n\t'],
  ['colours and cursor moves', '\u001B[1;32mok\u001B[0m\u001B[2K\u001B[10;5H\u001B[?25l', '\u001B[1;32mok\u001B[0m\u001B[2K\u001B[10;5H\u001B[?25l'],
  ['a character set', '\u001B(B\u001B)0x', '\u001B(B\u001B)0x'],
  ['a link', 'a\u001B]8;;https://evil.example\u0007text\u001B]8;;\u0007b', 'atextb'],
  ['the clipboard', 'a\u001B]52;c;cm0gLXJm\u001B\\b', 'ab'],
  ['a title', '\u001B]0;title\u0007$ ', '$ '],
  ['a string that never ends, ended by the next sequence', '\u001B]52;c;AAAA\u001B[32mok', '\u001B[32mok'],
  ['a string that is cancelled', '\u001B]8;;x\u0018y', 'y'],
  ['queries of settings', '\u001BP$q"p\u001B\\a\u001B_x\u001B\\b\u001B^x\u001B\\c\u001BXx\u001B\\d', 'abcd'],
  ['answerback and identity', 'a\u0005b\u001BZc', 'abc'],
  ['window reports', '\u001B[21ta', 'a'],
  ['8-bit controls', 'a\u009B31mb\u009D52;c;x\u009Cc\u0085', 'a31mb52;c;xc'],
  ['controls that move nothing', 'a\u0000\u0001\u000B\u000C\u007Fb\u0007\b', 'ab\u0007\b'],
  ['a sequence cut by another', '\u001B[31\u001B[0mx', '\u001B[0mx'],
  ['24-bit colours', '\u001B[38;2;255;0;0;1mx\u001B[48;2;8;8;8m\u001B[38:2::0:95:255m', '\u001B[38;5;196;1mx\u001B[48;5;232m\u001B[38:5:27m'],
])('%s', (_what, text, passed) => {
  expect(filter(text)).toBe(passed)
})

const outputs = fc.array(fc.oneof(fc.constantFrom('\u001B', '[', ']', '52;c;', '\u0007', '\\', 'P', 'm', '38;2;1;2;3', '\u009B', '\u0018', 'text', '\n'), fc.string()), { maxLength: 30 })
  .map((parts) => parts.join(''))

test('the pieces in which output comes make no difference', () => {
  fc.assert(fc.property(outputs, fc.array(fc.nat(200)), (text, cuts) => {
    const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort((a, b) => a - b)
    const pass = createOutputFilter()
    expect(places.slice(1).map((end, index) => pass(text.slice(places[index], end))).join('')).toBe(filter(text))
  }))
})

test('nothing that begins a string, no answerback and no 8-bit control passes', () => {
  fc.assert(fc.property(outputs, (text) => {
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(filter(text)).not.toMatch(/\u001B[\]PX^_Z]|[\u0000-\u0006\u007F-\u009F]/)
  }))
})

test('a sequence without an end holds up to a limit', () => {
  expect(filter(`\u001B[${'1;'.repeat(2_000)}`).length).toBeLessThan(4_000)
})
