import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellCommand } from '../../../shared/lang/shell-quote.ts'
import { runCommand } from './index.ts'
import { parseScript } from './parse.ts'
import { createTestWorld } from './test-world.ts'

test.each([
  ['', true], ['# only a comment', true], ['a; b & c', true], ['a |\n b', true], ['a &&\n\n b', true], ['{ a; }', true], ['(a; (b))', true],
  ['if a; then b; elif c; then d; else e; fi', true], ['for x; do a; done', true], ['while a\ndo b\ndone > f', true], ['a > f 2>&1 < g >> h', true],
  ['echo ${x:-$(y "z)")}', true], ['echo $((1 + (2 * 3)))', true], ['echo a\\\nb', true], ['echo if then fi', true],
])('%j is whole', (text, whole) => {
  expect(parseScript(text).ok).toBe(whole)
})

test.each([
  ['if a', 'then'], ['if a; then b', 'fi'], ['for x in a; do b', 'done'], ['echo "a', '"'], ["echo 'a", "'"], ['echo $(a', ')'], ['echo ${a', '}'], ['a |', 'command'],
  ['a &&', 'command'], ['(a', ')'], ['{ a', '}'], ['cat <<EOF\nx', 'EOF'], ['echo `a', '`'], ['a \\', '\\'],
])('%j wants %s', (text, wanted) => {
  expect(parseScript(text)).toEqual({ ok: false, error: { kind: 'incomplete', wanted } })
})

test.each([
  ['a;; b', ';;', 1], [')', ')', 1], ['a\nfi', 'fi', 2], ['a | | b', '|', 1], ['&& a', '&&', 1], ['if ; then a; fi', ';', 1], ['a\n\ndone', 'done', 3],
])('%j does not expect %s', (text, token, line) => {
  expect(parseScript(text)).toEqual({ ok: false, error: { kind: 'unexpected', token, line } })
})

const piece = fc.constantFrom(
  'a', 'echo', 'if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', 'for', 'in', '{', '}', '(', ')', '"', "'", '`', '$', '${', '$((', '))', ':-', '|', '||', '&', '&&',
  ';', '\n', '<', '>', '>>', '2>&1', '<<E', 'E', '#', '\\', '=', '*', '1', ' ', 'cat', 'exit', '$x', 'x=', '!', 'true', 'read',
)
const script = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(' '))

test('no text breaks the parser', () => {
  fc.assert(fc.property(fc.oneof(script, fc.string({ unit: 'binary', maxLength: 80 })), (text) => {
    expect(typeof parseScript(text).ok).toBe('boolean')
  }), { numRuns: 500 })
  for (const open of ['(', '{ ', '$(', '"$(', '${a:-', 'if ', '$((', '! ']) expect(typeof parseScript(open.repeat(5000)).ok).toBe('boolean')
})

test('no script breaks the shell, and every one ends when its client goes', async () => {
  await fc.assert(fc.asyncProperty(script, async (text) => {
    const process = runCommand(['sh', '-c', text], createTestWorld(), { tty: false })
    process.stdin.end()
    const late = setTimeout(() => process.hangUp(), 20)
    for (const output of [process.stdout, process.stderr]) output.cancel()
    expect((await process.ended).kind).toBe('exited')
    clearTimeout(late)
  }), { numRuns: 150 })
})

test('the shell reads back the very words that are quoted for one', async () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'))
  await fc.assert(fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 10 }), async (words) => {
    const process = runCommand(['sh', '-c', `printf '%s\\0' ${shellCommand(words)}`], createTestWorld(), { tty: false })
    const parts: Uint8Array[] = []
    for (let bytes = await process.stdout.read(); bytes !== undefined; bytes = await process.stdout.read()) parts.push(bytes)
    expect(Buffer.concat(parts).toString('utf8').split('\0').slice(0, -1)).toEqual(words)
  }), { numRuns: 60 })
})
