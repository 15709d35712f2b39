import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matches, parseSelector, type Selector } from '../../shared/selector/index.ts'
import { changeLabels } from './label-change.ts'
import { planMatch } from './mend.ts'

function read(text: string): Selector {
  const parsed = parseSelector(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

test.each([
  ['env=prod', { env: 'dev' }, { set: { env: 'prod' }, remove: [] }],
  ['env in (prod,staging),!canary', { canary: 'true' }, { set: { env: 'prod' }, remove: ['canary'] }],
  ['env', {}, { set: { env: '' }, remove: [] }],
  ['env!=prod', { env: 'prod' }, { set: {}, remove: ['env'] }],
  ['env in (prod,dev),env!=dev', {}, { set: { env: 'prod' }, remove: [] }],
  ['env,env!=prod', { env: 'prod' }, { set: { env: '' }, remove: [] }],
  ['replicas>4,replicas<9', { replicas: '2' }, { set: { replicas: '5' }, remove: [] }],
  ['env=prod,env=dev', {}, undefined],
  ['env,!env', {}, undefined],
  ['env=prod', { env: 'prod' }, undefined],
  ['', {}, undefined],
])('%s for %j', (selector, labels, change) => {
  expect(planMatch(read(selector), labels)).toEqual(change)
})

test('what is planned makes it match and touches only keys of requirements that fail', () => {
  const key = fc.constantFrom('a', 'b')
  const value = fc.constantFrom('x', 'y', '7')
  const term = fc.oneof(
    fc.tuple(key, fc.constantFrom('=', '!='), value).map((parts) => parts.join('')),
    fc.tuple(key, fc.constantFrom('in', 'notin'), fc.uniqueArray(value, { minLength: 1 })).map(([k, op, values]) => `${k} ${op} (${values.join(',')})`),
    key, key.map((k) => `!${k}`),
  )
  fc.assert(fc.property(fc.array(term, { maxLength: 4 }), fc.dictionary(key, value), (terms, labels) => {
    const selector = read(terms.join(','))
    const change = planMatch(selector, labels)
    if (change === undefined) return
    expect(matches(selector, labels)).toBe(false)
    expect(matches(selector, changeLabels(labels, change))).toBe(true)
    expect(Object.keys(change.set).filter((each) => change.remove.includes(each))).toEqual([])
  }))
})
