import { expect, test } from 'vitest'
import { newsOf, type RelationMode, type RelationNews } from './relation-mode.ts'

test.each<[RelationMode, boolean, number | null, RelationNews]>([
  ['off', true, 3, 'nothing'],
  ['selection', false, null, 'select'],
  ['selection', false, 0, 'select'],
  ['matches', false, null, 'ask'],
  ['selection', true, null, 'finding'],
  ['matches', true, null, 'finding'],
  ['matches', true, 0, 'none'],
  ['selection', true, 0, 'none'],
  ['selection', true, 2, 'found'],
])('%s, in question: %s, found: %s: %s', (mode, questioned, objects, news) => {
  expect(newsOf(mode, questioned, objects)).toBe(news)
})
