import { expect, test } from 'vitest'
import { clipEnd, clipFront, clipName, clipTitle, lastPart } from './names.ts'

test.each([
  ['web-7d4b9c-x2kqp', 'x2kqp'],
  ['kubia', 'kubia'],
  ['a.b', 'b'],
  ['db-0', '0'],
])('the last part of %s is %s', (name, part) => expect(lastPart(name)).toBe(part))

test.each([
  ['kubia-manual', 12, 'kubia-manual', 'kubia-manual'],
  ['kubia-manual', 8, '…-manual', 'kubia-m…'],
  ['kubia-manual', 2, '…l', 'k…'],
  ['kubia-manual', 1, '', ''],
  ['kubia-manual', 0, '', ''],
])('%s in %i characters', (text, room, front, end) => {
  expect(clipFront(text, room)).toBe(front)
  expect(clipEnd(text, room)).toBe(end)
})

test.each([
  ['web-7d4b9c-x2kqp', 16, 'web-7d4b9c-x2kqp'],
  ['frontend-7689576cdf-4t2hq', 14, 'frontend…4t2hq'],
  ['frontend-7689576cdf-4t2hq', 9, 'fro…4t2hq'],
  ['frontend-7689576cdf-4t2hq', 8, '…f-4t2hq'],
  ['frontend-7689576cdf-4t2hq', 5, '4t2hq'],
  ['frontend-7689576cdf-4t2hq', 4, '…2hq'],
  ['unschedulable', 8, 'unsched…'],
  [`web-${'a'.repeat(59)}`, 5, '…aaaa'],
])('the name %s in %i characters is %s', (name, room, text) => {
  expect(clipName(name, room)).toBe(text)
})

test.each([
  ['payments-prod', 13, 'payments-prod'],
  ['payments-prod', 12, 'payment…prod'],
  ['payments-staging', 11, 'pay…staging'],
  ['payments-staging', 10, 'payments-…'],
  ['monitoring', 6, 'monit…'],
])('the title %s in %i characters is %s', (name, room, text) => {
  expect(clipTitle(name, room)).toBe(text)
})
