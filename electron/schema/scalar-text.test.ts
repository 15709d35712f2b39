import { expect, test } from 'vitest'
import { findBase64Problem, findQuantityProblem, findTimeProblem } from './scalar-text.ts'

const LAYOUT = '2006-01-02T15:04:05Z07:00'

// Go 1.19's own answers.
test.each([
  ['2020-02-29T23:59:59Z', undefined],
  ['2020-01-01T00:00:00.123+01:00', undefined],
  ['today', `parsing time "today" as "${LAYOUT}": cannot parse "today" as "2006"`],
  ['2020-01-01', `parsing time "2020-01-01" as "${LAYOUT}": cannot parse "" as "T"`],
  ['2020-01-01T00:00:00', `parsing time "2020-01-01T00:00:00" as "${LAYOUT}": cannot parse "" as "Z07:00"`],
  ['2020-13-01T00:00:00Z', 'parsing time "2020-13-01T00:00:00Z": month out of range'],
  ['2021-02-29T00:00:00Z', 'parsing time "2021-02-29T00:00:00Z": day out of range'],
  ['2020-01-01T24:00:00Z', 'parsing time "2020-01-01T24:00:00Z": hour out of range'],
  ['2020-01-01T00:00:00+25:00', 'parsing time "2020-01-01T00:00:00+25:00": time zone offset hour out of range'],
  ['2020-01-01T00:00:00-01:61', 'parsing time "2020-01-01T00:00:00-01:61": time zone offset minute out of range'],
  ['2020-01-01T00:00:00Zx', 'parsing time "2020-01-01T00:00:00Zx": extra text: "x"'],
])('time %s', (text, problem) => {
  expect(findTimeProblem(text)).toBe(problem)
})

test.each([
  ['', undefined], ['YWJj', undefined], ['YQ==', undefined], ['YWI=', undefined], ['YW\nJj\n', undefined],
  ['a', 0], ['aaaaa', 4], ['a*aa', 1], ['a===', 1], ['aa=a', 2], ['aa=', 3], ['aa==b', 4], ['=', 0],
])('base64 %j', (text, at) => {
  expect(findBase64Problem(text)).toBe(at === undefined ? undefined : `illegal base64 data at input byte ${at}`)
})

test.each([['1', true], ['100m', true], ['1.5Gi', true], ['-2e3', true], ['1KB', false], ['one', false], ['', false], ['1 Gi', false], ['1.2.3', false]])('quantity %j', (text, good) => {
  expect(findQuantityProblem(text) === undefined).toBe(good)
})
