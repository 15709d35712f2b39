import { expect, test } from 'vitest'
import { explain, NOTHING, parseSelector } from './index.ts'

const labels = { app: 'web', cpu: '8', word: 'x' }

test.each([
  ['app=web', true, 'web', undefined],
  ['app=db', false, 'web', { key: 'app', value: 'db' }],
  ['app==db', false, 'web', { key: 'app', value: 'db' }],
  ['app!=web', false, 'web', { key: 'app', value: null }],
  ['app in (b,a)', false, 'web', { key: 'app', value: 'a' }],
  ['app in (,a)', false, 'web', { key: 'app', value: 'a' }],
  ['app in ()', false, 'web', { key: 'app', value: '' }],
  ['app notin (web,db)', false, 'web', { key: 'app', value: null }],
  ['env', false, undefined, { key: 'env', value: '' }],
  ['!env', true, undefined, undefined],
  ['!app', false, 'web', { key: 'app', value: null }],
  ['env!=prod', true, undefined, undefined],
  ['cpu>8', false, '8', { key: 'cpu', value: '9' }],
  ['cpu<8', false, '8', { key: 'cpu', value: '7' }],
  ['word>1', false, 'x', { key: 'word', value: '2' }],
  ['cpu<0', false, '8', undefined],
  ['cpu>9223372036854775807', false, '8', undefined],
  ['constructor', false, undefined, { key: 'constructor', value: '' }],
])('%s', (text, holds, found, mend) => {
  const parsed = parseSelector(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const [requirement] = parsed.value.requirements
  expect(explain(parsed.value, labels)).toEqual([{ requirement, holds, ...(found === undefined ? {} : { found }), ...(mend === undefined ? {} : { mend }) }])
})

test('what selects nothing has no term to explain', () => {
  expect(explain(NOTHING, labels)).toEqual([])
})
