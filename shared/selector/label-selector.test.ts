import { expect, test } from 'vitest'
import { formatFieldError, type LabelSelector } from '../model/index.ts'
import { formatSelector, matches, selectorFromLabelSelector, selectorFromMap, validateLabelSelector } from './index.ts'

test.each<[LabelSelector | null, string, boolean]>([
  [null, '', false],
  [{}, '', true],
  [{ matchLabels: {}, matchExpressions: [] }, '', true],
  [{ matchLabels: { app: 'web' } }, 'app=web', true],
  [{ matchLabels: { app: 'web', env: 'dev' } }, 'app=web,env=dev', false],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db', 'web'] }] }, 'app in (db,web)', true],
  [{ matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['dev'] }, { key: 'app', operator: 'Exists' }] }, 'app,env notin (dev)', true],
  [{ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] }, 'app=web,!env', true],
])('%j is %j', (object, text, selectsWeb) => {
  const selector = selectorFromLabelSelector(object)
  if (!selector.ok) throw new Error(selector.error)
  expect(formatSelector(selector.value)).toBe(text)
  expect(matches(selector.value, { app: 'web' })).toBe(selectsWeb)
})

test.each<[LabelSelector, string]>([
  [{ matchExpressions: [{ key: 'a', operator: 'in' }] }, '"in" is not a valid label selector operator'],
  [{ matchExpressions: [{ key: 'a', operator: 'In' }] }, "values: Invalid value: []string(nil): for 'in', 'notin' operators, values set can't be empty"],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] }, 'values: Invalid value: []string{"x"}: values set must be empty for exists and does not exist'],
  [{ matchLabels: { '/a': '' } }, 'key: Invalid value: "/a": prefix part must be non-empty'],
  [{ matchLabels: { a: 'x'.repeat(64) } }, `values[0][a]: Invalid value: "${'x'.repeat(64)}": must be no more than 63 characters`],
  [
    { matchExpressions: [{ key: '/a', operator: 'In', values: [] }] },
    `[key: Invalid value: "/a": prefix part must be non-empty, values: Invalid value: []string(nil): for 'in', 'notin' operators, values set can't be empty]`,
  ],
])('%j is refused', (object, text) => {
  expect(selectorFromLabelSelector(object)).toEqual({ ok: false, error: text })
})

test('a plain map selects what carries it all, and without a label nothing', () => {
  expect(matches(selectorFromMap({ app: 'web' }), { app: 'web', env: 'dev' })).toBe(true)
  expect(matches(selectorFromMap({ app: 'web' }), { app: 'db' })).toBe(false)
  expect(matches(selectorFromMap({}), { app: 'web' })).toBe(false)
  expect(matches(selectorFromMap(undefined), {})).toBe(false)
})

test('all errors of a LabelSelector, each with its path', () => {
  const object = {
    matchLabels: { '/a': 'ok' },
    matchExpressions: [
      { key: 'a', operator: 'In' },
      { key: '/b', operator: 'Exists', values: ['x'.repeat(64)] },
      { key: 'c', operator: 'Gt', values: ['1'] },
    ],
  }
  expect(validateLabelSelector(object, 'spec.selector').map(formatFieldError)).toEqual([
    'spec.selector.matchLabels: Invalid value: "/a": prefix part must be non-empty',
    "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    "spec.selector.matchExpressions[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    'spec.selector.matchExpressions[1].key: Invalid value: "/b": prefix part must be non-empty',
    `spec.selector.matchExpressions[1].values[0]: Invalid value: "${'x'.repeat(64)}": must be no more than 63 characters`,
    'spec.selector.matchExpressions[2].operator: Invalid value: "Gt": not a valid selector operator',
  ])
  expect(validateLabelSelector(undefined, 'spec.selector')).toEqual([])
})
