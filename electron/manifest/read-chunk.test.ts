import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChunk } from './read-chunk.ts'

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n'

/** Text after the head (whose last line is 4), and each error's line, column and the start of its words. */
const bad: readonly (readonly [text: string, errors: readonly (readonly [line: number, column: number, words: string])[]])[] = [
  ['data:\n\ta: b\n\tc: d\n', [[6, 1, 'found character that cannot start any token: found a TAB used as indentation']]],
  ['data:\n  a: b\n \tc: d\n', [[7, 2, 'found character that cannot start any token: found a TAB']]],
  ['data:\n\ta: b\nx: y: z\n', [[6, 1, 'found character that cannot start any token: found a TAB'], [7, 5, 'mapping values are not allowed in this context']]],
  ['data:\n  a: b: c\n', [[6, 7, 'mapping values are not allowed in this context']]],
  ['data:\n  a: b\n   c: d\n', [[7, 5, 'mapping values are not allowed in this context']]],
  ['data:\n  a: b\n c: d\n', [[7, 1, 'did not find expected key']]],
  ['data\n', [[5, 1, "could not find expected ':'"]]],
  ['a: [b\nc: d\n', [[5, 4, "did not find expected ',' or ']'"]]],
  ['a:\n  - {b: c\nd: e\n', [[6, 5, "did not find expected ',' or '}'"]]],
  ['a: ["b" "c"]\n', [[5, 9, "did not find expected ',' or ']'"]]],
  ["a: 'b\nc: d\n", [[5, 4, 'found unexpected end of stream']]],
  ['a: @b\nc: %d\n', [[5, 4, 'found character that cannot start any token'], [6, 4, 'found character that cannot start any token']]],
  ['a: 1\nb: 2\na: 3\nb: 4\n', [[7, 1, 'key "a" already set in map'], [8, 1, 'key "b" already set in map']]],
  ['d: {1: a, "1": b}\n', [[5, 11, 'key "1" already set in map']]],
  ['d: {yes: a, true: b}\n', [[5, 13, 'key "true" already set in map']]],
  ['a: *b\nc: *d\n', [[5, 4, "unknown anchor 'b' referenced"], [6, 4, "unknown anchor 'd' referenced"]]],
  ['a: &a\n  b: *a\n', [[6, 6, "anchor 'a' value contains itself"]]],
  ['a:\n  <<: b\n', [[6, 7, 'map merge requires map or sequence of maps as the value']]],
  ['a: .inf\n', [[5, 4, 'json: unsupported value: +Inf']]],
  ['a: "\u0007"\nb: \u009B\n', [[5, 5, 'control characters are not allowed: U+0007'], [6, 4, 'control characters are not allowed: U+009B']]],
  ['a: b\u2028c: d\n', [[5, 5, 'control characters are not allowed: U+2028 is a line break to kubectl']]],
  ['a: b\rc: d\n', [[5, 5, 'control characters are not allowed: U+000D stands alone']]],
]

test.for(bad)('%j', ([text, errors]) => {
  const [document, ...more] = readChunk(head + text)
  expect(more).toStrictEqual([])
  expect(document?.object).toBeUndefined()
  expect(document?.errors.map(({ line, column }) => [line, column])).toStrictEqual(errors.map(([line, column]) => [line, column]))
  for (const [place, [line, , words]] of errors.entries()) {
    expect(document?.errors[place]?.message.slice(0, words.length)).toBe(words)
    expect(document?.errors[place]?.lineText).toBe((head + text).split('\n')[line - 1])
  }
})

test.for([
  ['labels:\n  \ta: b\n  \tc: d\n', 'labels:\n    a: b\n    c: d\n'],
  ['data:\n\ta: b\n\tc:\n\t\td: e\n', 'data:\n  a: b\n  c:\n    d: e\n'],
  ['data:\n    a: b\n\tc: d\n', 'data:\n    a: b\n    c: d\n'],
  ['data:\n        a: b\n\tc: d\n', 'data:\n        a: b\n        c: d\n'],
  ['data:\n\tMakefile: |\n\t\tall:\n\t\t\techo\n\tb: c\n', 'data:\n  Makefile: |\n    all:\n      echo\n  b: c\n'],
  ['data:\n  Makefile: |\n    all:\n    \techo\nlabels:\n\ta: b\n', 'data:\n  Makefile: |\n    all:\n    \techo\nlabels:\n  a: b\n'],
  ['items:\n\t- a: b\n\t  c: d\n', 'items:\n  - a: b\n    c: d\n'],
])('TABs are mended: %j', ([text = '', mended = '']) => {
  const fix = readChunk(head + text)[0]?.errors[0]?.fix
  expect(fix).toStrictEqual({ kind: 'tabs-to-spaces', text: head + mended })
  expect(readChunk(fix?.text ?? '').flatMap(({ errors }) => errors.filter(({ message }) => message.includes('TAB')))).toStrictEqual([])
})

test('items of a List are documents of their own, that read alone give the same', () => {
  const lists: readonly string[] = [
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n    annotations:\n      text: |\n        x\n         y\n- apiVersion: v1\n  kind: Pod\n# aside\n  metadata: {name: b}\n',
    'kind: List\napiVersion: v1\nitems: [{apiVersion: v1, kind: Pod, metadata: {name: a}}, {apiVersion: v1,\n kind: Pod, metadata: {name: b}}]\n',
    '{"kind":"List","apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod",\n"metadata":{"name":"a"}},\n   {"apiVersion":"v1",\n    "kind":"Pod",\n    "metadata":{"name":"b"}\n   }]}',
    'kind: List\napiVersion: v1\nx: &x {name: b}\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- {apiVersion: v1, kind: Pod, metadata: *x}\n',
    'kind: PodList\napiVersion: v1\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n',
    'kind: List\napiVersion: v1\nitems:\n- {kind: List, apiVersion: v1, items: [{apiVersion: v1, kind: Pod, metadata: {name: a}}]}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n',
  ]
  for (const list of lists) {
    const documents = readChunk(list)
    expect(documents.map(({ object }) => object)).toMatchObject([{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }])
    for (const document of documents) {
      const [alone, ...more] = readChunk(document.text ?? list)
      expect(more).toStrictEqual([])
      expect(alone?.object).toStrictEqual(document.object)
    }
  }
})

test.for([
  ['nests through aliases', `a0: &a0 [x]\n${Array.from({ length: 400 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}]\n`).join('')}`, 'nested deeper than 256 levels'],
  ['nests in brackets', `a: ${'['.repeat(300)}${']'.repeat(300)}\n`, 'nested deeper than 256 levels'],
  ['laughs', `a0: &a0 [lol, lol]\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('')}`, 'document contains excessive aliasing'],
  ['repeats a long text', `a: &a ${'x'.repeat(100_000)}\nb: [${'*a, '.repeat(100)}]\n`, 'document contains excessive aliasing'],
  ['merges at length', `a: &a {${Array.from({ length: 2_000 }, (_, at) => `k${at}: v`).join(', ')}}\nb:\n${'- <<: *a\n'.repeat(500)}`, 'document contains excessive aliasing'],
] as const)('stops at what %s', ([, text, words]) => {
  expect(readChunk(head + text)[0]?.errors[0]?.message).toContain(words)
})

test('a mapping of 80,000 keys is read, and its one duplicate found, without comparing every key with every other', () => {
  // An escape keeps it from the short way. Comparing pairs takes a minute, longer than a test may.
  const text = `${head}escaped: "\\t"\ndata:\n${Array.from({ length: 80_000 }, (_, at) => `  key-${at}: "value"\n`).join('')}  key-7: again\n`
  expect(readChunk(text)[0]?.errors).toMatchObject([{ line: 80_007, column: 3, message: 'key "key-7" already set in map' }])
})

test('what cannot be kept or may surprise is warned about', () => {
  const [document] = readChunk(`${head}data:\n  y: a\n  big: 9007199254740993\n`)
  expect(document?.errors).toStrictEqual([])
  expect(document?.warnings).toStrictEqual([
    { line: 6, message: 'the key y is read as true, as kubectl reads it; put it in quotes to keep the word' },
    { line: 7, message: '9007199254740993 is kept as 9007199254740992: whole numbers above 9007199254740991 are not all kept exactly' },
  ])
})

test('keys that objects have of themselves are keys like others', () => {
  for (const text of [`${head}__proto__: {a: b}\nconstructor: c\n`, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"__proto__":{"a":"b"},"constructor":"c"}']) {
    const object = readChunk(text)[0]?.object
    expect(JSON.stringify(object)).toContain('"__proto__":{"a":"b"},"constructor":"c"')
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
  }
})

test('any text gives documents or errors that lie within it', () => {
  const pieces = fc.constantFrom('a', ':', ' ', '\n', '- ', '{', '}', '[', ']', '"', "'", '|', '>', '&a', '*a', '<<', '\t', '#', '!!int', '%', '? ', ',', '---', '\\', '0x1', 'kind', 'items', '\r\n', '한')
  fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (parts, json) => {
    const text = (json ? '{' : '') + parts.join('')
    const lines = text.split('\n')
    for (const { object, errors, line } of readChunk(text)) {
      expect(object === undefined).toBe(errors.length > 0)
      expect(line).toBeLessThanOrEqual(lines.length)
      for (const error of errors) {
        expect(error.line).toBeLessThanOrEqual(lines.length)
        expect(error.column).toBeLessThanOrEqual((lines[error.line - 1]?.length ?? 0) + 1)
      }
    }
  }), { numRuns: 2_000 })
})
