import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { StringMap } from '../../shared/model/index.ts'
import { parseSelector, type Selector } from '../../shared/selector/index.ts'
import { changeLabels, foresee, planLabel } from './label-change.ts'

const pod = (labels: StringMap): ObjectSummary => ({
  uid: 'u', apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'kubia-manual', labels, created: 0, terminating: false,
})

function read(text: string): Selector {
  const parsed = parseSelector(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

test('a new label needs no overwrite', () => {
  expect(planLabel([pod({ env: 'prod' })], 'tier', 'web')).toEqual({
    change: { set: { tier: 'web' }, remove: [] }, keyProblems: [], valueProblems: [], same: false, overwritten: 0,
  })
})

test('another value is refused as kubectl refuses it', () => {
  expect(planLabel([pod({ env: 'prod' })], 'env', 'debug')).toMatchObject({ refusal: "'env' already has a value (prod), and --overwrite is false", overwritten: 1 })
})

test('the same value is neither refused nor a change', () => {
  const plan = planLabel([pod({ env: 'prod' })], 'env', 'prod')
  expect(plan.same).toBe(true)
  expect(plan.refusal).toBeUndefined()
})

test('of several objects those count that have another value', () => {
  const plan = planLabel([pod({ env: 'prod' }), pod({}), pod({ env: 'staging' }), pod({ env: 'debug' })], 'env', 'debug')
  expect(plan).toMatchObject({ same: false, overwritten: 2, refusal: "'env' already has a value (prod), and --overwrite is false" })
})

test('a label that objects inherit is no label', () => {
  expect(planLabel([pod({})], 'constructor', 'x')).toMatchObject({ same: false, overwritten: 0 })
})

test.each([
  ['env', 'a b', 0, 1],
  ['env', '-x', 0, 1],
  ['a/b/c', 'x', 1, 0],
  ['', 'x', 2, 0],
  ['env', '', 0, 0],
  ['env', 'x'.repeat(64), 0, 1],
])('%j=%j has %d problems of the key and %d of the value', (key, value, ofKey, ofValue) => {
  const { keyProblems, valueProblems } = planLabel([pod({})], key, value)
  expect([keyProblems.length, valueProblems.length]).toEqual([ofKey, ofValue])
})

test.each([
  ['env=debug', { env: 'prod' }, { set: { env: 'debug' }, remove: [] }, 0, 1],
  ['env!=debug', { env: 'prod' }, { set: { env: 'debug' }, remove: [] }, 1, 0],
  ['!env', { env: 'prod' }, { set: {}, remove: ['env'] }, 0, 1],
  ['app', { app: 'web' }, { set: { env: 'x' }, remove: [] }, 1, 1],
])('%s on %j after %j: %d, then %d', (selector, labels, change, before, after) => {
  expect(foresee(read(selector), [pod(labels)], change)).toEqual({ before, after, total: 1 })
})

test('after a change the set labels are there, the removed are not, the others are as they were', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd')
  const labels = fc.dictionary(key, fc.constantFrom('x', 'y'))
  fc.assert(fc.property(labels, labels, fc.array(key), (before: StringMap, set: StringMap, remove: readonly string[]) => {
    const after = changeLabels(before, { set, remove })
    for (const each of ['a', 'b', 'c', 'd']) expect(after[each]).toBe(set[each] ?? (remove.includes(each) ? undefined : before[each]))
  }))
})
