import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerLine, answerLines } from './match-lines.ts'

test.each([
  ['{"selector":"app=web","labels":{"app":"web"}}', { match: true }],
  ['{"selector":"app=web","labels":{}}\r', { match: false }],
  ['{"selector":"","labels":{}}', { match: true }],
  ['{"selector":"__proto__","labels":{}}', { error: expect.stringContaining('unable to parse requirement: <nil>: Invalid value: "__proto__"') }],
  ['{"selector":"!constructor","labels":{}}', { match: true }],
  ['{"selector":"a","labels":{"a":"1","a":"2"}}', { match: true }],
  ['{"selector":"app=web,","labels":{}}', { error: "found '', expected: identifier after ','" }],
  ['{"selector":1,"labels":{}}', { error: '"selector" must be a string' }],
  ['{"selector":"a"}', { error: '"labels" must be an object of strings' }],
  ['{"selector":"a","labels":["a"]}', { error: '"labels" must be an object of strings' }],
  ['{"selector":"a","labels":{"a":1}}', { error: '"labels" must be an object of strings' }],
  ['[]', { error: 'not an object with "selector" and "labels"' }],
  ['null', { error: 'not an object with "selector" and "labels"' }],
  ['', { error: expect.stringContaining('not JSON: ') }],
  ['{', { error: expect.stringContaining('not JSON: ') }],
])('%s', (line, answer) => {
  expect(answerLine(line)).toEqual(answer)
})

const line = fc.constantFrom('{"selector":"a","labels":{"a":""}}', '{"selector":"a,","labels":{}}', 'x', '', '{"selector":"한=1","labels":{}}')

test('every line has one answer, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.boolean(), fc.array(fc.nat({ max: 40 })), async (lines, ended, cuts) => {
      const text = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '')
      const written = ended || lines.at(-1) !== '' ? lines : lines.slice(0, -1)
      const chunks = cuts.reduce<readonly string[]>((parts, cut) => [...parts.slice(0, -1), (parts.at(-1) ?? '').slice(0, cut), (parts.at(-1) ?? '').slice(cut)], [text])
      let answers = ''
      for await (const piece of answerLines(Readable.from(chunks))) answers += piece
      expect(answers).toBe(written.map((one) => `${JSON.stringify(answerLine(one))}\n`).join(''))
    }),
  )
})
