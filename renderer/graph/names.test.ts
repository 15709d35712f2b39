import { expect, test } from 'vitest'
import { clipEnd, clipFront, lastPart } from './names.ts'

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
