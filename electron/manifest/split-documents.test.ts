import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectDocuments } from './collect-documents.ts'
import { readChunk } from './read-chunk.ts'
import { splitDocuments } from './split-documents.ts'

test.for([
  ['', []],
  ['# only\n---\n\n---\n', []],
  ['a: 1', [[1, 'a: 1']]],
  ['---\na: 1\n', [[2, 'a: 1\n']]],
  ['# licence\n---\na: 1\n---\nb: 2\n', [[3, 'a: 1\n'], [5, 'b: 2\n']]],
  ['a: 1\n--- # two\nb: 2\n...\n# end\n', [[1, 'a: 1\n'], [3, 'b: 2\n']]],
  ['a: |\n  x\n---\nb: 2\n', [[1, 'a: |\n  x\n'], [4, 'b: 2\n']]],
  ['a: |\n  ---\n ...\n', [[1, 'a: |\n  ---\n ...\n']]],
  ['a: 1\n---b: 2\n', [[1, 'a: 1\n---b: 2\n']]],
  ['--- {a: 1}\n--- {b: 2}\n', [[1, '--- {a: 1}\n'], [2, '--- {b: 2}\n']]],
  ['%YAML 1.2\n---\na: 1\n', [[1, '%YAML 1.2\n---\na: 1\n']]],
  ['a: 1\n...\n%TAG !e! tag:x,2000:\n---\nb: 2\n', [[1, 'a: 1\n'], [3, '%TAG !e! tag:x,2000:\n---\nb: 2\n']]],
  ['a: 1\r\n---\r\nb: 2\r\n', [[1, 'a: 1\r\n'], [3, 'b: 2\r\n']]],
  ['a: 1\n...\nb: 2\n', [[1, 'a: 1\n'], [3, 'b: 2\n']]],
] as const)('%j', ([text, documents]) => {
  expect(splitDocuments(text).map((document) => [document.line, document.text])).toStrictEqual(documents)
})

const scalar = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', ':', '#', '"', "'", '\\', '.', '0', '\n', '\t', '가', '~') }), fc.integer(), fc.boolean(), fc.constant(null))
const object = fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Pod'), metadata: fc.record({ name: fc.constantFrom('x', 'y') }), data: fc.dictionary(fc.constantFrom('a', 'b-c', 'd e', '키', '#f', '0', 'yes'), scalar) })

/** A document in one of the shapes that people write. */
const document = fc.record({ object, shape: fc.constantFrom('json', 'compact', 'flow', 'block'), bad: fc.boolean() }).map(({ object, shape, bad }) => {
  const data = Object.entries(object.data).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}\n`).join('')
  const texts: Readonly<Record<string, string>> = {
    json: `${JSON.stringify(object, null, 2)}\n`,
    compact: `${JSON.stringify(object)}\n`,
    flow: `# flow\n${JSON.stringify(object)}\n`,
    block: `kind: Pod\napiVersion: v1\nmetadata:\n  name: ${object.metadata.name}\n${data === '' ? 'data: {}' : 'data:'}\n${data}`,
  }
  return bad ? 'kind: Pod\na: b: c\n' : (texts[shape] ?? '')
})

test('documents put together keep their values, and their lines move by exactly what stands before them', () => {
  fc.assert(fc.property(fc.array(document, { minLength: 1, maxLength: 5 }), (texts) => {
    const read = (text: string) => {
      const parts = splitDocuments(text)
      return collectDocuments('f', parts, parts.map((part) => readChunk(part.text)))
    }
    const together = read(texts.join('---\n'))
    let above = 0
    const alone = texts.flatMap((text) => {
      const moved = read(text).map(({ line, object, errors }) => ({ line: line + above, object, errors: errors.map((error) => [(error.position?.line ?? 0) + above, error.position?.column, error.message]) }))
      above += text.split('\n').length
      return moved
    })
    expect(together.map(({ line, object, errors }) => ({ line, object, errors: errors.map((error) => [error.position?.line, error.position?.column, error.message]) }))).toStrictEqual(alone)
  }))
})
