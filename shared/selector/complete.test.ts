import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySelector, gatherVocabulary, labelSet } from '../../test/support/selectors.ts'
import { complete, MAX_SELECTOR_BYTES, parseSelector } from './index.ts'

const vocabulary = gatherVocabulary([
  { app: 'web', env: 'prod' },
  { app: 'web', env: 'dev' },
  { app: 'db', 'app.kubernetes.io/name': 'db' },
  { cpu: '8', empty: '' },
  { cpu: 'many', constructor: 'x' },
])

// `|` is the caret; options with their counts, joined by blanks.
test.each([
  ['|', 'app(3) cpu(2) env(2) app.kubernetes.io/name(1) constructor(1) empty(1) !(0)'],
  ['a|', 'app(3) app.kubernetes.io/name(1)'],
  ['AP|', 'app(3) app.kubernetes.io/name(1)'],
  ['name|', 'app.kubernetes.io/name(1)'],
  ['app|', 'app=(3) app!=(3) app in ((3) app notin ((3) app,(3) app.kubernetes.io/name(1)'],
  ['a|pp=web', 'app(3) app.kubernetes.io/name(1)'],
  ['!|', 'app(3) cpu(2) env(2) app.kubernetes.io/name(1) constructor(1) empty(1)'],
  ['!env|', 'env,(2)'],
  ['app |', '=(3) !=(3)  in ((3)  notin ((3) ,(3)'],
  ['app i|', ' in ((3)'],
  ['app=|', 'web(2) db(1)'],
  ['app=w|', 'web(2)'],
  ['app=web|', 'web,(2)'],
  ['app!=|', 'web(2) db(1)'],
  ['app= | ,env', 'web(2) db(1)'],
  ['cpu>|', '8(1)'],
  ['empty=|', ''],
  ['constructor=|', 'x(1)'],
  ['toString=|', ''],
  ['app in |', '((3)'],
  ['app in (|', 'web(2) db(1)'],
  ['app in (web,|', 'db(1)'],
  ['app in (|,db)', 'web(2)'],
  ['app in (web|', 'web,(2) web)(2)'],
  ['app in (web |', ',(3) )(3)'],
  ['app in (web)|', ',(3)'],
  ['app=web |', ',(3)'],
  ['app=web,e|', 'env(2) empty(1) app.kubernetes.io/name(1)'],
  ['app=web env=|', ',(3)'],
  ['=,e|', 'env(2) empty(1) app.kubernetes.io/name(1)'],
])('at %j come %j', (written, options) => {
  const caret = written.indexOf('|')
  const { options: offered } = complete(written.replace('|', ''), caret, vocabulary)
  expect(offered.map(({ text, count }) => `${text}(${count})`).join(' ')).toBe(options)
})

test('the range is the word under the caret', () => {
  expect(complete('app=web,env', 6, vocabulary)).toMatchObject({ from: 4, to: 7 })
  expect(complete('app=', 4, vocabulary)).toMatchObject({ from: 4, to: 4 })
})

test('at most a hundred options, the most used of all', () => {
  const many = gatherVocabulary(Array.from({ length: 500 }, (_, index) => ({ [`k${index}`]: 'v', ...(index % 5 === 0 ? { [`k${index + 1}`]: 'v' } : {}) })))
  const used = Array.from({ length: 100 }, (_, index) => `k${index * 5 + 1}`).toSorted()
  expect(complete('', 0, many).options.map(({ text }) => text)).toEqual(used)
  expect(complete('', 0, many).options).toHaveLength(100)
  expect(complete('x'.repeat(MAX_SELECTOR_BYTES + 1), 0, many).options).toEqual([])
})

test('a key, value or comma taken in a text that parses leaves one that can be gone on with', () => {
  fc.assert(
    fc.property(anySelector, fc.double({ min: 0, max: 1, noNaN: true }), fc.array(labelSet, { maxLength: 5 }), (text, where, objects) => {
      const caret = Math.floor(where * text.length)
      const completion = complete(text, caret, gatherVocabulary(objects))
      expect(completion.from <= caret && caret <= completion.to).toBe(true)
      if (!parseSelector(text.slice(0, caret)).ok) return
      for (const option of completion.options) {
        if (option.kind !== 'key' && option.kind !== 'value') continue
        const taken = text.slice(0, completion.from) + option.text
        expect([taken, `${taken})`].some((whole) => parseSelector(whole).ok)).toBe(true)
      }
    }),
  )
})

test('labels are counted, and lists of values belong to their key', () => {
  expect([...vocabulary.keys()]).toContainEqual(['app', 3])
  expect([...vocabulary.values('env')]).toEqual([['prod', 1], ['dev', 1]])
  expect([...vocabulary.values('__proto__')]).toEqual([])
})
